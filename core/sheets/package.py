"""The zip of an .xlsx, checked before any parser sees it, and its formula cells."""

from __future__ import annotations

import io
import re
import zipfile
from posixpath import join, normpath

from core.sheets.errors import Unreadable
from core.sheets.limits import Limits
from core.sheets.model import position

FORBIDDEN = (b"<!DOCTYPE", b"<!ENTITY", b"<!doctype", b"<!entity")
CELL_WITH_FORMULA = re.compile(rb"<(?:\w+:)?c\b([^>]*)>\s*<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>([^<]*)<)")
TOKEN = re.compile(rb"<(?:\w+:)?(row|c|f)(?:\s([^>]*))?/?>")
REFERENCE = re.compile(rb"""\br\s*=\s*["']([A-Za-z]{1,3}\d{1,7})["']""")
ROW_NUMBER = re.compile(rb"""\br\s*=\s*["'](\d{1,7})["']""")
SHEET_TAG = re.compile(rb"<(?:\w+:)?sheet\s([^>]*)>")
RELATION = re.compile(rb"<(?:\w+:)?Relationship\s([^>]*)>")
ESCAPES = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&"))
Formulas = dict[tuple[int, int], str]


def open_package(data: bytes, limits: Limits) -> zipfile.ZipFile:
    """Return the zip, of a size and make that may be unpacked; raises Unreadable."""
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        raise Unreadable("damaged") from None
    members = package.infolist()
    _check_sizes(members, limits)
    _check_kind({member.filename for member in members})
    return package


def _check_sizes(members: list[zipfile.ZipInfo], limits: Limits) -> None:
    if len(members) > limits.members or sum(m.file_size for m in members) > limits.unpacked:
        raise Unreadable("unpacks-too-large")
    names = [member.filename for member in members]
    if len(set(names)) != len(names):
        raise Unreadable("damaged")
    for member in members:
        if member.flag_bits & 1:
            raise Unreadable("password")
        large = member.file_size > limits.ratio_floor
        if large and member.file_size > limits.ratio * max(member.compress_size, 1):
            raise Unreadable("unpacks-too-large")


def _check_kind(names: set[str]) -> None:
    if "xl/workbook.xml" in names:
        return
    if "xl/workbook.bin" in names or "content.xml" in names:
        raise Unreadable("other-sheet")
    if any(name.startswith(("word/", "ppt/")) for name in names):
        raise Unreadable("document")
    raise Unreadable("damaged" if "[Content_Types].xml" in names else "archive")


def inspect(package: zipfile.ZipFile) -> dict[str, Formulas]:
    """Read every XML part once: refuse DTDs, return formula cells by sheet part."""
    found: dict[str, Formulas] = {}
    for member in package.infolist():
        name = member.filename
        if not name.lower().endswith((".xml", ".rels", ".vml")):
            continue
        text = _read(package, name)
        if b"\0" in text[:64]:  # UTF-16 would hide what is searched for below
            raise Unreadable("damaged")
        if b"<!" in text and any(word in text for word in FORBIDDEN):
            raise Unreadable("entities")
        if "worksheets/" in name and b"f>" in text:
            found[name] = formulas_of(text)
    return found


def _read(package: zipfile.ZipFile, name: str) -> bytes:
    try:
        return package.read(name)
    except MemoryError:
        raise
    except Exception:  # wrong CRC, unknown method, truncated stream: zlib has many ways
        raise Unreadable("damaged") from None


def formulas_of(text: bytes) -> Formulas:
    """Return the formula cells of a sheet part, shared and array formulas included."""
    found: Formulas = {}
    for match in CELL_WITH_FORMULA.finditer(text):
        at = REFERENCE.search(match[1])
        if not at:
            return _formulas_by_walk(text)
        found[position(at[1].decode())] = _plain(match[2])
    return found


def _formulas_by_walk(text: bytes) -> Formulas:
    """Count rows and cells where the writer left their addresses out."""
    found: Formulas = {}
    row, col = -1, -1
    for match in TOKEN.finditer(text):
        tag, attributes = match[1], match[2] or b""
        if tag == b"row":
            number = ROW_NUMBER.search(attributes)
            row, col = (int(number[1]) - 1 if number else row + 1), -1
        elif tag == b"c":
            at = REFERENCE.search(attributes)
            row, col = position(at[1].decode()) if at else (row, col + 1)
        else:
            found[row, col] = ""
    return found


def _plain(text: bytes | None) -> str:
    plain = (text or b"").decode("utf-8", "replace")
    for escaped, char in ESCAPES:
        plain = plain.replace(escaped, char)
    return plain[:1000]


def sheet_parts(package: zipfile.ZipFile) -> list[str]:
    """Return the part name of each sheet in the workbook's order."""
    targets = {
        _attribute(match[1], b"Id"): _attribute(match[1], b"Target")
        for match in RELATION.finditer(_read(package, "xl/_rels/workbook.xml.rels"))
    }
    return [
        normpath(join("/xl", targets.get(_attribute(match[1], b"id"), ""))).lstrip("/")
        for match in SHEET_TAG.finditer(_read(package, "xl/workbook.xml"))
    ]


def _attribute(tag: bytes, name: bytes) -> str:
    match = re.search(rb"\b" + name + rb"""\s*=\s*["']([^"']*)["']""", tag)
    return match[1].decode("utf-8", "replace") if match else ""
