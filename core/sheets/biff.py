"""The little of the old binary workbook (.xls, .et) that the parser does not tell.

Which cells hold formulas, whether the file is encrypted, whether it is a workbook
at all. Written after the public layout of compound files and BIFF8 records.
"""

from __future__ import annotations

import struct

from core.sheets.errors import Unreadable
from core.sheets.sniff import OLE

END = 0xFFFFFFFA
BOF, EOF, FORMULA, BOUNDSHEET, FILEPASS = 0x0809, 0x000A, 0x0006, 0x0085, 0x002F


def refuse_non_workbook(data: bytes) -> None:
    """Raise Unreadable for an encrypted package, a document, or a password."""
    if not data.startswith(OLE):
        return
    names = _streams(data)
    if "EncryptedPackage" in names:
        raise Unreadable("password")
    if "WordDocument" in names or "PowerPoint Document" in names:
        raise Unreadable("document")
    stream = _workbook(data)
    if any(kind == FILEPASS for kind, _ in _records(stream, 0, globals_only=True)):
        raise Unreadable("password")


def biff_formulas(data: bytes) -> dict[int, dict[tuple[int, int], str]]:
    """Return the formula cells by sheet; their text is not told."""
    stream = _workbook(data)
    offsets = [
        struct.unpack_from("<I", body)[0]
        for kind, body in _records(stream, 0, globals_only=True)
        if kind == BOUNDSHEET and len(body) >= 4
    ]
    return {
        index: {
            struct.unpack_from("<HH", body): ""
            for kind, body in _records(stream, offset)
            if kind == FORMULA and len(body) >= 4
        }
        for index, offset in enumerate(offsets)
    }


def _records(stream: bytes, at: int, *, globals_only: bool = False) -> list[tuple[int, bytes]]:
    found = []
    depth = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        if kind == BOF:
            depth += 1
        elif kind == EOF:
            depth -= 1
            if depth <= 0:
                break
        elif kind == FORMULA or (globals_only and kind in (BOUNDSHEET, FILEPASS)):
            found.append((kind, stream[at + 4 : at + 4 + length]))
        at += 4 + length
    return found


def _fat(data: bytes) -> tuple[int, list[int]]:
    """Return the sector size and the allocation table of a compound file."""
    size = 1 << min(struct.unpack_from("<H", data, 30)[0], 16)
    sectors = [n for n in struct.unpack_from("<109I", data, 76) if n < END]
    following, left = struct.unpack_from("<II", data, 68)
    seen: set[int] = set()
    while following < END and left and following not in seen:
        seen.add(following)
        more = _numbers(data, following, size)
        sectors += [n for n in more[:-1] if n < END]
        following = more[-1] if more else END
    table: list[int] = []
    for sector in sectors:
        table += _numbers(data, sector, size)
    return size, table


def _numbers(data: bytes, sector: int, size: int) -> list[int]:
    piece = data[(sector + 1) * size : (sector + 2) * size]
    return list(struct.unpack(f"<{len(piece) // 4}I", piece[: len(piece) // 4 * 4]))


def _chain(data: bytes, start: int, size: int, table: list[int]) -> bytes:
    pieces = []
    seen: set[int] = set()
    while start < len(table) and start not in seen:
        seen.add(start)
        pieces.append(data[(start + 1) * size : (start + 2) * size])
        start = table[start]
    return b"".join(pieces)


def _streams(data: bytes) -> dict[str, tuple[int, int]]:
    """Return {name: (first sector, length)} of a compound file's directory."""
    try:
        size, table = _fat(data)
        directory = _chain(data, struct.unpack_from("<I", data, 48)[0], size, table)
    except struct.error:
        raise Unreadable("damaged") from None
    found = {}
    for at in range(0, len(directory) - 127, 128):
        length = struct.unpack_from("<H", directory, at + 64)[0]
        name = directory[at : at + max(min(length, 64) - 2, 0)].decode("utf-16-le", "replace")
        found[name] = struct.unpack_from("<II", directory, at + 116)
    return found


def _workbook(data: bytes) -> bytes:
    """Return the workbook stream; a file of bare BIFF records is one already."""
    if not data.startswith(OLE):
        return data
    streams = _streams(data)
    for name in ("Workbook", "Book", "WORKBOOK", "BOOK"):
        if name in streams:
            start, length = streams[name]
            size, table = _fat(data)
            if length < struct.unpack_from("<I", data, 56)[0]:
                return _small(data, start, length, streams, size, table)
            return _chain(data, start, size, table)[:length]
    raise Unreadable("not-a-workbook")


def _small(
    data: bytes,
    start: int,
    length: int,
    streams: dict[str, tuple[int, int]],
    size: int,
    table: list[int],
) -> bytes:
    """Read a stream below 4096 bytes out of the root entry's short sectors."""
    root = streams.get("Root Entry", (END, 0))
    pool = b"\0" * 64 + _chain(data, root[0], size, table)
    raw = _chain(data, struct.unpack_from("<I", data, 60)[0], size, table)
    short = list(struct.unpack(f"<{len(raw) // 4}I", raw[: len(raw) // 4 * 4]))
    return _chain(pool, start, 64, short)[:length]
