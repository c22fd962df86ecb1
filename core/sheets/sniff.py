"""What a file is, told by its first bytes and never by its extension."""

from __future__ import annotations

from core.sheets.errors import Unreadable

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BARE_BIFF = (b"\x09\x08", b"\x09\x04", b"\x09\x02", b"\x09\x00")
FOREIGN = (
    (b"%PDF", "pdf"),
    (b"\xff\xd8\xff", "image"),
    (b"\x89PNG", "image"),
    (b"GIF8", "image"),
    (b"BM", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
    (b"RIFF", "image"),
    (b"Rar!", "archive"),
    (b"7z\xbc\xaf", "archive"),
    (b"\x1f\x8b", "archive"),
    (b"{\\rtf", "document"),
    (b"MZ", "not-a-workbook"),
    (b"\x7fELF", "not-a-workbook"),
)
MARKUP = (
    (b"<html", "page"),
    (b"<!doctype html", "page"),
    (b"<table", "page"),
    (b"mime-version:", "html"),
    (b"urn:schemas-microsoft-com:office:spreadsheet", "other-sheet"),
    (b"<!doctype", "entities"),
    (b"<?xml", "other-sheet"),
)


def kind_of(data: bytes) -> str:
    """Return 'zip', 'ole', 'page' or 'text'; raises Unreadable for what is no table."""
    if data.startswith(ZIP):
        return "zip"
    if data.startswith(OLE):
        return "ole"
    if not data.strip(b" \t\r\n\0\xef\xbb\xbf"):
        raise Unreadable("empty")
    for lead, code in FOREIGN:
        if data.startswith(lead) and not _is_plain(lead, data):
            raise Unreadable(code)
    if _is_page(data):
        return "page"
    if data.startswith(BARE_BIFF):
        return "ole"
    return "text"


def _is_plain(lead: bytes, data: bytes) -> bool:
    """Two printable letters may also begin a CSV file: then no NUL follows."""
    return len(lead) == 2 and lead.isalpha() and b"\0" not in data[:512]


def _is_page(data: bytes) -> bool:
    """Say whether it is a web page; raises Unreadable for other markup."""
    start = data[:4096].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    if not start.startswith((b"<", b"mime-version:")):
        return False
    for word, code in MARKUP:
        if word in start:
            if code == "page":
                return True
            raise Unreadable(code)
    return False
