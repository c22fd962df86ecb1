"""Files that cannot be read end as one clear sentence, quickly, and nothing else."""

import io
import re
import sys
import zipfile
from dataclasses import replace
from datetime import date, datetime

import openpyxl
import pytest

from core.sheets import sandbox
from core.sheets.limits import DEFAULT
from core.sheets.model import address, position
from core.sheets.read import Unreadable, read

from . import people as p
from .test_broken import CHINESE

MAIN = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'


def package(sheet_data=None, compression=zipfile.ZIP_DEFLATED, **parts):
    """An .xlsx whose first sheet's cells, or other parts, are replaced."""
    book = openpyxl.Workbook()
    book.active["A1"] = "姓名"
    source = zipfile.ZipFile(io.BytesIO(p.book_bytes(book)))
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", compression) as target:
        for name in source.namelist():
            text = source.read(name)
            if name.endswith("sheet1.xml") and sheet_data is not None:
                text = MAIN + b"<sheetData>" + sheet_data + b"</sheetData></worksheet>"
            target.writestr(name, text)
        for name, text in parts.items():
            target.writestr(name.replace("__", "/"), text)
    return made.getvalue()


def cell(at, value="1"):
    row = re.search(r"\d+", at)[0]
    return f'<row r="{row}"><c r="{at}"><v>{value}</v></c></row>'.encode()


def refused(data, name="x.xlsx", **limits):
    with pytest.raises(Unreadable) as caught:
        read(data, name, limits=replace(DEFAULT, **limits))
    assert CHINESE.search(caught.value.message)
    return caught.value.code


def test_far_corner_cell_ends_as_a_sentence():
    data = package(cell("A1") + cell("XFD60000"))
    assert len(data) < 5000
    assert refused(data) == "too-heavy"


def test_bomb_of_500_megabytes_is_not_unpacked():
    made = io.BytesIO(package())
    with (
        zipfile.ZipFile(made, "a", zipfile.ZIP_DEFLATED) as target,
        target.open("xl/more.xml", "w") as part,
    ):
        for _ in range(500):
            part.write(b"a" * 1_000_000)
    data = made.getvalue()
    assert len(data) < 600_000
    assert refused(data) == "unpacks-too-large"


def test_bomb_under_the_total_is_caught_by_its_ratio():
    data = package(b"<!--" + b"a" * 60_000_000 + b"-->" + cell("A1"))
    assert refused(data) == "unpacks-too-large"


def test_bomb_that_lies_about_its_size_is_damaged():
    data = bytearray(package(b"<!--" + b"a" * 30_000_000 + b"-->" + cell("A1")))
    at = data.rfind(b"PK\x01\x02", 0, data.rfind(b"sheet1.xml"))
    data[at + 24 : at + 28] = (1000).to_bytes(4, "little")
    assert refused(bytes(data)) == "damaged"


def test_parser_memory_and_time_have_a_limit():
    many = b"".join(
        f'<row r="{n}"><c r="A{n}"><v>{n}</v></c><c r="BZ{n}"><v>1</v></c></row>'.encode() for n in range(1, 40_000)
    )
    assert refused(package(many), memory=110 * 1024 * 1024) == "too-heavy"
    assert refused(package(many), wall=0.05) == "too-slow"


def test_too_many_rows_and_columns():
    assert refused(package(cell("A1") + cell("B50001"))) == "too-many-rows"
    assert refused(package(cell("A1") + cell("JA1"))) == "too-many-columns"
    assert refused(("a,b\n" * 50_002).encode(), "x.csv") == "too-many-rows"
    assert refused(b"x" * (20 * 1024 * 1024 + 1)) == "too-large"


def test_stray_formatted_cells_and_spaces_do_not_refuse_a_book():
    stray = b'<row r="65536"><c r="A65536" s="0"/><c r="XFD65536" s="0"/></row>'
    space = b'<row r="60000"><c r="AA60000" t="inlineStr"><is><t> </t></is></c></row>'
    for extra in (stray, space):
        sheet = read(package(cell("B3") + extra), "x.xlsx").sheets[0]
        assert sheet.rows == [[None, None], [None, None], [None, 1]]


@pytest.mark.parametrize("word", ["<!DOCTYPE x [<!ENTITY a 'b'>]>", "<!ENTITY a SYSTEM 'file:///etc/passwd'>"])
def test_entities_are_refused(word):
    assert refused(package(xl__extra_xml=None or word, **{"xl__more.xml": word})) == "entities"


def test_xml_in_another_encoding_cannot_hide_entities():
    hidden = "<!DOCTYPE x [<!ENTITY a 'b'>]><a/>".encode("utf-16")
    assert refused(package(**{"xl__more.xml": hidden})) == "damaged"


def ole(name):
    """A compound file whose directory names one stream."""
    entry = name.encode("utf-16-le") + b"\0\0"
    directory = entry.ljust(64, b"\0") + len(entry).to_bytes(2, "little") + b"\2\1" + b"\xff" * 12
    head = bytearray(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504)
    head[30:34] = (9).to_bytes(2, "little") + (6).to_bytes(2, "little")
    head[48:52] = (1).to_bytes(4, "little")
    head[76:512] = b"\xff" * 436
    head[76:80] = (0).to_bytes(4, "little")
    head[68:72] = b"\xfe\xff\xff\xff"
    table = (0xFFFFFFFD).to_bytes(4, "little") + b"\xfe\xff\xff\xff" + b"\xff" * 504
    return bytes(head) + table + directory.ljust(512, b"\0")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"\r\n  \r\n", "empty"),
        (b"\xff\xd8\xff\xe0 jpeg", "image"),
        (b"\x89PNG\r\n\x1a\n....", "image"),
        (b"%PDF-1.7 ...", "pdf"),
        (b"<html><table><tr><td><table><tr><td>1</td></tr></table></td></tr></table></html>", "html"),
        ("\ufeff<!DOCTYPE html><p>姓名".encode(), "html"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related", "html"),
        (
            b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">',
            "other-sheet",
        ),
        (b"Rar!\x1a\x07\x00....", "archive"),
        (b"MZ\x90\x00\x03\x00", "not-a-workbook"),
        (bytes(range(256)) * 4, "not-a-workbook"),
        (p.sample("roster-202106.xlsx")[:9000], "damaged"),
        ("姓名,身份证号\n王德,640498197211278431\n".encode() * 9 + b"\xe7\x8e", "damaged"),
        (ole("EncryptedPackage"), "password"),
        (ole("WordDocument"), "document"),
        (ole("Nothing"), "not-a-workbook"),
        (ole("Workbook"), "empty"),
    ],
)
def test_each_wrong_file_has_its_own_sentence(data, code):
    assert refused(data) == code


def zipped(*names):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as target:
        for name in names:
            target.writestr(name, "x")
    return made.getvalue()


@pytest.mark.parametrize(
    ("names", "code"),
    [(["花名册.xlsx"], "archive"), (["word/document.xml", "[Content_Types].xml"], "document"),
     (["content.xml"], "other-sheet"), (["xl/workbook.bin"], "other-sheet"),
     (["[Content_Types].xml"], "damaged"), (["xl/workbook.xml"], "damaged")],
)  # fmt: skip
def test_other_archives(names, code):
    assert refused(zipped(*names)) == code


def test_macro_workbook_is_read_for_its_values():
    data = package(cell("A1", "7"), **{"xl__vbaProject.bin": "macro"})
    assert read(data, "x.xlsm").sheets[0].rows == [[7]]


def test_values_keep_their_place_and_kind():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet["C4"] = "文字"
    sheet["D4"], sheet["E4"] = 480, 480.5
    sheet["F4"], sheet["G4"] = date(2021, 7, 3), datetime(2021, 7, 3, 9, 30)
    sheet["H4"], sheet["I4"] = True, "=SUM(D4:E4)"
    sheet["C6"] = "=1+1"
    sheet.merge_cells("C4:C5")
    book.create_sheet("藏").sheet_state = "hidden"
    found = read(p.book_bytes(book), "x.xlsx")
    first = found.sheets[0]
    assert first.rows[:3] == [[None] * 9] * 3
    assert first.rows[3][2:8] == [
        "文字",
        480,
        480.5,
        date(2021, 7, 3),
        datetime(2021, 7, 3, 9, 30),
        True,
    ]
    assert type(first.rows[3][3]) is int and type(first.rows[3][5]) is date
    assert first.formulas == {(3, 8): "SUM(D4:E4)", (5, 2): "1+1"}
    assert first.merged_value(4, 2) == "文字" and first.top_left(4, 2) == (3, 2)
    assert [sheet.hidden for sheet in found.sheets] == [False, True]
    assert [sheet.title for sheet in found.visible] == ["Sheet"]


def test_shared_formulas_and_cells_without_addresses_are_seen():
    rows = (
        b'<row r="1"><c r="A1"><f t="shared" ref="A1:A2" si="0">B1*2</f><v>2</v></c></row>'
        b'<row r="2"><c r="A2"><f t="shared" si="0"/><v>4</v></c></row>'
    )
    sheet = read(package(rows), "x").sheets[0]
    assert sheet.formulas == {(0, 0): "B1*2", (1, 0): ""}
    assert sheet.rows == [[2], [4]]
    bare = b"<row><c><v>1</v></c></row><row><c><v>1</v></c><c><f>A1</f><v>1</v></c></row>"
    assert set(read(package(bare), "x").sheets[0].formulas) == {(1, 1)}


def test_addresses():
    assert [address(6, 8), address(0, 25), address(9, 26), address(0, 16383)] == [
        "I7",
        "Z1",
        "AA10",
        "XFD1",
    ]
    assert [position(at) for at in ("I7", "AA10", "XFD1")] == [(6, 8), (9, 26), (0, 16383)]


TELLING = """
import json, os, sys
told = json.dumps({"env": dict(os.environ), "loaded": sorted(sys.modules)}).encode()
sys.stdout.buffer.write(len(told).to_bytes(8, "big") + told)
"""


def test_the_child_has_no_secret_and_starts_with_little(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "canary")
    monkeypatch.setenv("FIELD_KEY", "canary")
    boot = sandbox.BOOT.replace("main()", f"exec({TELLING!r})")
    command = [boot if part == sandbox.BOOT else part for part in sandbox._command()]
    monkeypatch.setattr(sandbox, "_command", lambda: command)
    told, _ = sandbox.run({"job": "read"}, b"", DEFAULT)
    assert "canary" not in str(told["env"])
    assert "core.sheets.child" in told["loaded"]
    assert not {"django", "openpyxl", "python_calamine", "xlsxwriter"} & set(told["loaded"])


def test_a_broken_installation_is_never_blamed_on_the_file(monkeypatch):
    command = [part if "/" not in part or part == sys.executable else "/nowhere" for part in sandbox._command()]
    monkeypatch.setattr(sandbox, "_command", lambda: command)
    with pytest.raises(RuntimeError):
        read(p.sample("deaths-nil-202107.xlsx"), "x.xlsx")
