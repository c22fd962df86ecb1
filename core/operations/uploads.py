"""Keeping the bytes people hand in."""

from collections.abc import Mapping
from typing import Any

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import ManyToOneRel, ProtectedError, Q
from django.utils import timezone

from .. import audit, pictures, uploads
from ..models import Attachment, Upload, User
from ..operation import operation
from ..refusal import Refused

MAX_SCAN = 10 * 1024 * 1024
MAX_SCANS = 20
EOF = b"%%EOF"
MAGIC = {
    "jpg": (b"\xff\xd8\xff", b"\xff\xd9", "image/jpeg"),
    "jpeg": (b"\xff\xd8\xff", b"\xff\xd9", "image/jpeg"),
    "png": (b"\x89PNG\r\n\x1a\n", b"IEND", "image/png"),
    "pdf": (b"%PDF-", EOF, "application/pdf"),
}
TAIL = 2048


@operation
def keep(data: bytes, *, by: Any) -> Upload:
    """The bytes are on disk under their SHA-256, once however often they are handed in."""
    digest = uploads.sha256(data)
    known = Upload.objects.filter(pk=digest).first()
    if known is not None and known.path:
        return known
    path = uploads.write(digest, data)
    upload, made = Upload.objects.get_or_create(sha256=digest, defaults={"size": len(data), "path": path})
    made |= Upload.objects.filter(pk=digest, path="").update(path=path) > 0  # erased before, handed in again
    upload.path = path
    if made:
        audit.record(
            "upload.keep", upload, by=by, division_code=getattr(by, "division_id", ""), summary={"size": len(data)}
        )
    return upload


@operation
def forget(upload: Upload) -> bool:
    """The bytes are gone from the disk once the transaction is through; False where something still refers to them."""
    path = upload.path
    try:
        upload.delete()
    except ProtectedError:
        return False
    transaction.on_commit(lambda: default_storage.delete(path))
    return True


@operation
def erase(upload: Upload, *, by: Any, past: Mapping[type[Any], Q]) -> bool:
    """The bytes are gone from the disk once the transaction is through; the row stays and tells their SHA-256. False where
    they are gone already, or where rows need them still: `past` says, model by model, which rows no longer do."""
    upload = Upload.objects.select_for_update().get(pk=upload.pk)
    if not upload.path or any(_needs(upload, relation, past) for relation in _relations()):
        return False
    path, upload.path = upload.path, ""
    upload.save(update_fields=["path"])
    audit.record("upload.erase", upload, by=by, division_code=getattr(by, "division_id", ""))
    transaction.on_commit(lambda: _remove(upload.pk, path))
    return True


def _relations() -> list[ManyToOneRel]:
    fields = Upload._meta.get_fields(include_hidden=True)
    return [field for field in fields if isinstance(field, ManyToOneRel)]


def _needs(upload: Upload, relation: ManyToOneRel, past: Mapping[type[Any], Q]) -> bool:
    model = relation.related_model
    rows = model._base_manager.filter(**{relation.field.name: upload})
    return (rows.exclude(past[model]) if model in past else rows).exists()


def _remove(digest: str, path: str) -> None:
    if Upload.objects.filter(pk=digest, path="").exists():  # not handed in again meanwhile
        default_storage.delete(path)


def content_type_of(filename: str, data: bytes) -> str:
    """The content type of a scan whose head, end and name agree; '' for everything else. Behind a picture's end a phone may
    have put a film."""
    head, tail, content_type = MAGIC.get(filename.rpartition(".")[2].lower(), (b"", b"", ""))
    where = data[-TAIL:] if tail == EOF else data
    return content_type if content_type and data.startswith(head) and tail in where else ""


@operation
def attach_scan(thing: Any, *, by: User, filename: str, data: bytes, purpose: str, action: str) -> Attachment:
    """The scan of a signed paper lies beside `thing` (a row with a division_code); `action` is what the chain calls it.
    Of a picture nothing is kept beyond its end. Raises Refused for what is no jpg, png or pdf, or too large, or the
    twenty-first."""
    content_type = content_type_of(filename, data)
    if not content_type or len(data) > MAX_SCAN:
        raise Refused("只收不超过 10 MB 的 jpg、png 或 pdf 扫描件。", code="scan-type")
    if content_type.startswith("image/"):
        data = pictures.trimmed(data)
    subject: dict[str, Any] = {"subject_type": thing._meta.label_lower, "subject_id": str(thing.pk)}
    if Attachment.objects.filter(**subject).count() >= MAX_SCANS:
        raise Refused(f"一份文件最多附 {MAX_SCANS} 个扫描件。", code="scan-count")
    scan = Attachment.objects.create(
        upload=keep(data, by=by),
        filename=filename[-200:],
        content_type=content_type,
        purpose=purpose,
        division_code=thing.division_code,
        at=timezone.now(),
        by=by,
        **subject,
    )
    audit.record(action, thing, by=by, summary={"sha256": scan.upload_id, "size": len(data)})
    return scan
