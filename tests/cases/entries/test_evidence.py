"""Evidence: what is taken, what is refused whatever its name, and what was seen before."""

import io
import zlib
from typing import Any

import pytest
from PIL import Image

from cases.models import CloseOut, Evidence, RectificationEntry
from cases.operations import entries as op
from core import months, uploads
from core.refusal import Refused, TransitionRefused
from tests.cases.entries.people import PDF, RESULT, Cast, office, with_evidence, working
from tests.factories_base import TOWNSHIPS
from tests.spot_checks.visits.pictures import door, jpeg

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return Cast()


def ask(entry: RectificationEntry, by: Any) -> CloseOut:
    return op.ask_close_out(entry, by=by, version=entry.version, result=RESULT, done_on=months.today())


def packed(objects: bytes, kind: bytes = b"/Type/ObjStm") -> bytes:
    """A PDF whose objects lie compressed in a stream, as most programs write them."""
    stream = zlib.compress(objects)
    return b"%PDF-1.5\n1 0 obj<<" + kind + b"/N 1/First 4/Filter/FlateDecode>>stream\n" + stream + b"\nendstream\n%%EOF"


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
HOSTILE = {
    "html": b"<!doctype html><script>alert(1)</script>",
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    "svg after a declaration": b'<?xml version="1.0"?><svg/>',
    "html called a picture": b"\xff\xd8\xff<script>alert(1)</script>\xff\xd9",
    "docm": office(extra={"word/vbaProject.bin": OLE}),
    "macro under another name": office(
        types=b'<Override ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/>'
    ),
    "xlsm": office("xl", extra={"xl/vbaProject.bin": OLE}),
    "excel 4 macros": office("xl", extra={"xl/macrosheets/sheet1.xml": b"<x/>"}),
    "embedded program": office(extra={"word/embeddings/oleObject1.bin": OLE}),
    "active x": office(extra={"word/activeX/activeX1.xml": b"<x/>"}),
    "html inside": office(rels=b'<Relationship Type="http://x/aFChunk" Target="a.mht"/>'),
    "template from elsewhere": office(rels=b'<Relationship Type="http://x/attachedTemplate" TargetMode="External"/>'),
    "old word with macros": OLE,
    "a plain zip": office().replace(b"[Content_Types].xml", b"[Content-Types].xml"),
    "script in a pdf": PDF.replace(b"/Catalog", b"/Catalog/OpenAction<</S/JavaScript/JS(app.alert(1))>>"),
    "script in a pdf, escaped": PDF.replace(b"/Catalog", b"/Catalog/AA<</S/J#61vaScript>>"),
    "script packed in a pdf": packed(b"1 0 <</S/JavaScript/JS(app.alert(1))>>"),
    "script packed in a pdf, escaped": packed(b"1 0 <</S/J#61vaScript>>", b"/Type/Obj#53tm"),
    "packed in a way nobody can open": packed(b"1 0 <<>>").replace(b"x\x9c", b"zz"),
    "a field that starts a program": office(
        extra={"word/header1.xml": b"<w:instrText>DDE</w:instrText><w:r/><w:instrText>AUTO c:\\a.exe</w:instrText>"}
    ),
    "a link that starts a program": office("xl", extra={"xl/externalLinks/externalLink1.xml": b"<x><ddeLink/></x>"}),
    "program": b"MZ" + b"\0" * 200,
    "an archive behind a picture": jpeg(door(1)) + office(),
    "an archive behind a picture, with its end once more": jpeg(door(1)) + b"\0" * 9 + office() + b"\xff\xd9",
    "an archive behind a pdf": PDF + office(),
    "an archive behind a pdf, with its end once more": PDF + office() + b"%%EOF",
    "a page behind a picture": jpeg(door(1)) + b"\n<script>alert(1)</script>\xff\xd9",
    "nothing": b"",
    "half a picture": jpeg(door(1))[:800],
    "half a document": office()[:-60],
}


@pytest.mark.parametrize("what", HOSTILE)
@pytest.mark.parametrize("filename", ["整改.jpg", "整改.docx", "整改.pdf"])
def test_active_content_is_refused_whatever_its_name(cast, what, filename):
    entry = working(cast)
    with pytest.raises(Refused) as refusal:
        op.attach_evidence(entry, by=cast.assistant, filename=filename, data=HOSTILE[what])
    assert refusal.value.code == "evidence-type" and not Evidence.objects.exists()


def png() -> bytes:
    file = io.BytesIO()
    door(4).save(file, "PNG")
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (jpeg(door(5)), "门口.jpg"),
        (png(), "门口.png"),
        (PDF, "门口.pdf"),
        (office(), "门口.docx"),
        (office("xl", extra={"xl/printerSettings/printerSettings1.bin": b"x"}), "门口.xlsx"),
    ],
)
def test_evidence_keeps_its_bytes_and_is_named_for_its_content(cast, data, name):
    row = op.attach_evidence(working(cast), by=cast.assistant, filename="C:\\桌面\\门口.exe", data=data)
    assert row.filename == name and uploads.read(row.upload) == data and not row.reused_from


@pytest.mark.parametrize("film", [b"\0\0\0\x18ftypmp42" + b"x" * 5000, jpeg(door(6), 40), b"\0" * 64 + b"SEFH"])
def test_what_a_phone_appends_is_left_out_and_the_picture_taken(cast, film):
    row = op.attach_evidence(working(cast), by=cast.assistant, filename="动态照片.jpg", data=jpeg(door(5)) + film)
    assert uploads.read(row.upload) == jpeg(door(5)) and Evidence.objects.count() == 1


def test_the_same_file_again_changes_nothing(cast):
    entry = with_evidence(cast)
    op.attach_evidence(entry, by=cast.assistant, filename="再传.jpg", data=jpeg(door(1)))
    assert Evidence.objects.count() == 1


def cropped(image: Image.Image) -> bytes:
    width, height = image.size
    return jpeg(image.crop((int(width * 0.03), 0, width, int(height * 0.97))), 55)


@pytest.mark.parametrize("data", [jpeg(door(1)), jpeg(door(1), 40), cropped(door(1))], ids=["bytes", "again", "cut"])
def test_evidence_seen_elsewhere_is_pointed_out_to_the_checker(cast, data):
    first = with_evidence(cast, seed=1)
    other = Cast(TOWNSHIPS[1])
    entry = working(other)
    op.attach_evidence(entry, by=other.assistant, filename="现场.jpg", data=data)
    request = ask(entry, other.assistant)
    assert [warning["kind"] for warning in request.warnings] == ["reused"]
    assert first.number in request.warnings[0]["text"]


def test_another_picture_is_not_pointed_out(cast):
    with_evidence(cast, seed=1)
    assert not ask(with_evidence(cast, seed=2), cast.assistant).warnings


def test_copied_measures_are_pointed_out(cast):
    for number in range(3):
        working(cast, measures_text=f"立即整改，举一反三，加强学习，严格落实责任{number}。")
    entry = with_evidence(cast, measures_text="立即整改，举一反三，加强学习，严格落实责任！")
    assert [warning["kind"] for warning in ask(entry, cast.assistant).warnings] == ["boilerplate"]


def test_a_wrong_file_is_taken_back_with_its_reason_and_its_bytes_stay(cast):
    entry = with_evidence(cast)
    row = Evidence.objects.get()
    with pytest.raises(Refused, match="撤回的理由"):
        op.withdraw_evidence(row, by=cast.assistant, reason=" ")
    op.withdraw_evidence(row, by=cast.assistant, reason="传成了别户的照片")
    assert not entry.evidence.exists() and uploads.read(Evidence.objects.get().upload) == jpeg(door(1))
    assert "传成了别户的照片" in entry.events.last().text and entry.events.last().by == cast.assistant
    with pytest.raises(Refused, match="佐证"):
        ask(entry, cast.assistant)
    with pytest.raises(Refused, match="已经撤回"):
        op.withdraw_evidence(row, by=cast.assistant, reason="再撤一次")
    again = op.attach_evidence(entry, by=cast.assistant, filename="整改后.jpg", data=jpeg(door(1)))
    assert again.reused_from == ""


def test_what_was_taken_back_still_tells_when_another_entry_uses_it(cast):
    with_evidence(cast)
    op.withdraw_evidence(Evidence.objects.get(), by=cast.assistant, reason="传错了一份")
    other = Cast(TOWNSHIPS[1])
    assert op.attach_evidence(working(other), by=other.assistant, filename="a.jpg", data=jpeg(door(1))).reused_from


def test_nobody_takes_back_evidence_that_is_being_judged(cast):
    entry = with_evidence(cast)
    ask(entry, cast.assistant)
    with pytest.raises(TransitionRefused):
        op.withdraw_evidence(Evidence.objects.get(), by=cast.assistant, reason="传错了一份")
