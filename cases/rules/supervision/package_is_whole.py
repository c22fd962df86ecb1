"""A clue's package is the one that was sent: same hash, and every file as its manifest says."""

import hashlib
import io
import zipfile
import zlib
from collections.abc import Iterable
from typing import Any

MANIFEST = "清单.json"
LARGEST = 200 * 1024 * 1024


def sha256(data: bytes) -> str:
    """Lower-case hexadecimal SHA-256."""
    return hashlib.sha256(data).hexdigest()


def differences(data: bytes, package_sha256: str, manifest: Iterable[dict[str, Any]]) -> list[str]:
    """What is not as it was sent, in words; empty when nothing differs. Never raises for damaged bytes."""
    if sha256(data) == package_sha256:
        return []
    found = ["整包的 SHA-256 与移交时不一致。"]
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return found + _inside(package, list(manifest))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        return [*found, f"压缩包打不开（{type(error).__name__}），可能在传送中损坏。"]


def _inside(package: zipfile.ZipFile, manifest: list[dict[str, Any]]) -> list[str]:
    found, sizes = [], {info.filename: info.file_size for info in package.infolist()}
    if sum(sizes.values()) > LARGEST:
        return ["解压后过大，不是移交的那一包。"]
    for row in manifest:
        name = row["name"]
        if name not in sizes:
            found.append(f"缺少文件：{name}")
        elif sizes[name] != row["size"] or _read(package, name) != row["sha256"]:
            found.append(f"文件被改动：{name}")
    known = {row["name"] for row in manifest} | {MANIFEST}
    return found + [f"多出文件：{name}" for name in sizes if name not in known]


def _read(package: zipfile.ZipFile, name: str) -> str:
    try:
        return sha256(package.read(name))
    except (zipfile.BadZipFile, zlib.error):
        return ""
