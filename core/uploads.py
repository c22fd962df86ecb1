"""Files as they were handed in, kept once under their SHA-256 and sealed at rest: workbooks are full of ID numbers."""

import hashlib
import os
import shutil
import tempfile
from pathlib import Path

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, default_storage

from .crypto import open_bytes, seal_bytes
from .models import Upload
from .refusal import Refused

SPARE = 0.05


class StorageFull(Refused):
    """The disk has less than five percent left: nothing more is taken in until someone makes room."""

    code = "storage-full"


def sha256(data: bytes) -> str:
    """The name under which `data` is kept."""
    return hashlib.sha256(data).hexdigest()


def place_of(digest: str) -> str:
    """Where the bytes of this SHA-256 lie in the storage."""
    return f"uploads/{digest[:2]}/{digest}"


def write(digest: str, data: bytes) -> str:
    """Seal `data` and put it where `place_of` says; afterwards it is whole on disk, or not there at all."""
    path, sealed = place_of(digest), seal_bytes(data, digest)
    if isinstance(default_storage, FileSystemStorage):
        _write_file(Path(default_storage.path(path)), sealed)
    elif not default_storage.exists(path):
        default_storage.save(path, ContentFile(sealed))
    return path


def _write_file(target: Path, data: bytes) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    usage = shutil.disk_usage(target.parent)
    if usage.free - len(data) < usage.total * SPARE and not settings.DEBUG:
        raise StorageFull("服务器磁盘空间不足，暂时不能接收文件。文件没有保存，请联系系统管理员清理后再传。")
    handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=".part-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(target)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    _sync_folder(target.parent)


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def read(upload: Upload) -> bytes:
    """The bytes that were handed in; raises CannotOpen if the stored file was changed."""
    with default_storage.open(upload.path, "rb") as file:
        return open_bytes(file.read(), upload.sha256)
