"""What evidence may be: jpg, png, pdf, docx, xlsx, told by the bytes and never by the name. Active content is refused: macros,
scripts in a PDF, HTML, SVG, documents that embed programs or fetch a template from elsewhere."""

from __future__ import annotations

import io
import re
import zipfile
import zlib

JPEG, PNG, PDF = "image/jpeg", "image/png", "application/pdf"
OFFICE = "application/vnd.openxmlformats-officedocument"
DOCX, XLSX = f"{OFFICE}.wordprocessingml.document", f"{OFFICE}.spreadsheetml.sheet"
ENDINGS = {JPEG: "jpg", PNG: "png", PDF: "pdf", DOCX: "docx", XLSX: "xlsx"}
IMAGES = frozenset({JPEG, PNG})
MOST_BYTES = 10 * 1024 * 1024

ONLY = "只收 jpg、png 照片，pdf，docx 文档和 xlsx 表格，每个不超过 10 MB。"
OLD = "这是旧版 doc、xls 文件，可能带宏，不能收。请在 WPS 里另存为 docx、xlsx 或 pdf 再传。"
MACRO = "这个文件带有宏或嵌入的程序，不能收。请另存为不带宏的 docx、xlsx，或导出为 pdf 再传。"
SCRIPT = "这个 pdf 带有脚本或附件，不能收。请用“打印为 PDF”重新导出再传。"
APPENDED = "这个 pdf 后面还接着别的文件，不能收。请用“打印为 PDF”重新导出再传。"
BROKEN = "这个文件打不开或不完整，请重新导出后再传。"

TAIL = 2048
MEMBERS, UNPACKED, PART = 5000, 200 * 1024 * 1024, 4 * 1024 * 1024
TEXT = 32 * 1024 * 1024
ACTIVE_PART = re.compile(
    r"vba|macrosheets?/|dialogsheets?/|activex|/embeddings/|customui|\.(?:bin|exe|dll|js|vbs|html?|svg)\Z",
    re.IGNORECASE,
)
PRINTER = re.compile(r"/printersettings/[^/]*\.bin\Z", re.IGNORECASE)
ACTIVE_TYPE = re.compile(rb"macroEnabled|vbaProject|activeX|oleObject|x-msdownload", re.IGNORECASE)
ACTIVE_LINK = re.compile(rb"aFChunk|attachedTemplate|oleObject|frame\"|vbaProject|/control\"", re.IGNORECASE)
FIELDS = re.compile(r"word/[^/]*\.xml\Z", re.IGNORECASE)
FIELD = re.compile(rb"<\w*:?instrText[^>]*>([^<]*)<|\binstr=\"([^\"]*)\"")
LINKS = re.compile(r"xl/externallinks/[^/]*\.xml\Z", re.IGNORECASE)
DDE = re.compile(rb"\bDDE(?:AUTO)?\b", re.IGNORECASE)
STREAM = re.compile(rb"(?:(?<=>>)|(?<=\s))stream(?:\r\n|\n|\r)(.*?)endstream", re.DOTALL)
ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
ACTIVE_PDF = re.compile(rb"/(?:JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|XFA|SubmitForm|ImportData)(?![A-Za-z])")


class NotEvidence(ValueError):
    """The bytes are not taken as evidence; the text says why and what to do."""


def kind_of(data: bytes) -> str:
    """The content type of the bytes. Raises NotEvidence. Pictures are told by their beginning alone: the caller still has to
    find their end and to decode them."""
    if not data or len(data) > MOST_BYTES:
        raise NotEvidence(ONLY)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise NotEvidence(OLD)
    if data.startswith(b"\xff\xd8\xff"):
        return JPEG
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if data.startswith(b"%PDF-"):
        return _pdf(data)
    if data.startswith(b"PK\x03\x04"):
        return _office(data)
    raise NotEvidence(ONLY)


def _pdf(data: bytes) -> str:
    if b"%%EOF" not in data[-TAIL:]:
        raise NotEvidence(BROKEN)
    if data.rpartition(b"%%EOF")[2].strip(b" \t\r\n\0") or zipfile.is_zipfile(io.BytesIO(data)):
        raise NotEvidence(APPENDED)
    if ACTIVE_PDF.search(_plain(STREAM.sub(b"", data))):
        raise NotEvidence(SCRIPT)
    before = 0
    for found in STREAM.finditer(data):
        head, before = _plain(data[before : found.start()]), found.end()
        if b"/ObjStm" in head and ACTIVE_PDF.search(_plain(_packed(head, found[1]))):
            raise NotEvidence(SCRIPT)
    return PDF


def _plain(text: bytes) -> bytes:
    """A name may be written with escapes: /J#61vaScript."""
    return ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), text)


def _packed(head: bytes, stream: bytes) -> bytes:
    """The objects packed in a stream: names stand there as well as in the open. What cannot be unpacked is not taken."""
    if b"/Filter" not in head:
        return stream
    reader = zlib.decompressobj()
    try:
        objects = reader.decompress(stream, TEXT)
    except zlib.error as error:
        raise NotEvidence(BROKEN) from error
    if not reader.eof or b"/DecodeParms" in head:
        raise NotEvidence(BROKEN)
    return objects


def _office(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return _package(package)
    except NotEvidence:
        raise
    except Exception as error:  # wrong CRC, unknown method, truncated stream: zlib has many ways
        raise NotEvidence(BROKEN) from error


def _package(package: zipfile.ZipFile) -> str:
    members = package.infolist()
    names = [member.filename for member in members]
    too_large = len(members) > MEMBERS or sum(member.file_size for member in members) > UNPACKED
    if too_large or len(set(names)) != len(names) or any(member.flag_bits & 1 for member in members):
        raise NotEvidence(BROKEN)
    if "[Content_Types].xml" not in names:
        raise NotEvidence(ONLY)
    if any(ACTIVE_PART.search(name) and not PRINTER.search(name) for name in names):
        raise NotEvidence(MACRO)
    types = _part(package, "[Content_Types].xml")
    if ACTIVE_TYPE.search(types):
        raise NotEvidence(MACRO)
    if any(ACTIVE_LINK.search(_part(package, name)) for name in names if name.endswith(".rels")):
        raise NotEvidence(MACRO)
    if any(LINKS.search(name) and b"ddeLink" in _part(package, name, TEXT) for name in names):
        raise NotEvidence(MACRO)
    if any(FIELDS.search(name) and _fetches(_part(package, name, TEXT)) for name in names):
        raise NotEvidence(MACRO)
    for name, kind in (("word/document.xml", DOCX), ("xl/workbook.xml", XLSX)):
        if name in names:
            return kind
    raise NotEvidence(ONLY)


def _fetches(part: bytes) -> bool:
    """A field of the document starts a program (DDE); its words may be spread over several runs."""
    return bool(DDE.search(b"".join(code for found in FIELD.findall(part) for code in found)))


def _part(package: zipfile.ZipFile, name: str, most: int = PART) -> bytes:
    if package.getinfo(name).file_size > most:
        raise NotEvidence(BROKEN)
    return package.read(name)
