"""The sample roster as plain data, and ways to lay it out as other bureaus would."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import openpyxl

from core.sheets import values
from core.sheets.groups import groups
from core.sheets.header import find_table
from core.sheets.model import Sheet
from core.sheets.synonyms import shipped

DATA = Path(__file__).resolve().parents[2] / "data"


def sample(name: str) -> bytes:
    return (DATA / name).read_bytes()


def truth(name: str = "roster-202106.truth.csv", households: int = 12) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8") as lines:
        return [row for row in csv.DictReader(lines) if int(row["household"]) <= households]


def expected(people: list[dict[str, str]]) -> list[tuple]:
    return [
        (
            int(one["household"]),
            one["village"],
            one["head_id"],
            one["name"],
            one["id"],
            shipped().value("relation", one["relation"]),
            one["covered"] == "True",
            one["grade"],
            int(one["persons"]),
            int(one["monthly"]) * 100,
            one["account"],
        )
        for one in people
    ]


def understood(sheet: Sheet) -> list[tuple]:
    """Read a sheet as the roster import does: table, households, cleaned values."""
    words = shipped()
    table = find_table(sheet, "roster", words)
    assert table is not None
    found = []
    for number, rows in enumerate(groups(table), start=1):
        relations = {row: words.value("relation", values.text(table.value(row, "relation"))[0]) for row in rows}
        head = next(row for row in rows if relations[row] == "head")

        def shared(name: str, rows: list[int] = rows) -> object:
            return next((v for row in rows if (v := table.value(row, name)) is not None), None)

        head_id = shared("head_id") or table.value(head, "id_number")
        for row in rows:
            found.append(
                (
                    number,
                    values.text(shared("village"))[0],
                    values.id_number(head_id)[0],
                    values.name(table.value(row, "name"))[0],
                    values.id_number(table.value(row, "id_number"))[0],
                    relations[row],
                    values.yes_no(table.value(row, "covered"), lambda w: words.value("yes_no", w))[0],
                    words.value("grade", shared("grade")),
                    values.count(shared("household_size") or shared("covered_count"))[0],
                    values.money_fen(shared("monthly"))[0],
                    values.account(shared("account"))[0],
                )
            )
    return found


def book_bytes(book: openpyxl.Workbook) -> bytes:
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def households(people: list[dict[str, str]]) -> list[list[dict[str, str]]]:
    found: dict[str, list[dict[str, str]]] = {}
    for one in people:
        found.setdefault(one["household"], []).append(one)
    return list(found.values())


def line(one, keys):
    covered = "是" if one["covered"] == "True" else "否"
    known = {**one, "covered": covered, "grade": one["grade"] + "类"}
    return [known.get(key, key) for key in keys]


FLAT = [
    "身份证号码",
    "姓名",
    "户主关系",
    "享受情况",
    "户主姓名",
    "户主身份证",
    "所在村",
    "保障类别",
    "低保人数",
    "救助金额",
    "银行卡号",
]
FLAT_KEYS = [
    "id",
    "name",
    "relation",
    "covered",
    "head",
    "head_id",
    "village",
    "grade",
    "persons",
    "monthly",
    "account",
]


def flat_rows():
    heads = {one["head_id"]: one["name"] for one in truth() if one["id"] == one["head_id"]}
    return [line({**one, "head": heads[one["head_id"]]}, FLAT_KEYS) for one in truth()]


EVIL = [
    "=1+1",
    "+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    '=HYPERLINK("http://x","点")',
    "=cmd|'/c calc'!A0",
    "＝1+1",
    " =1",
    "http://x.example/",
    "file:///c:/x",
    "{=1}",
]


def formulas_in(data):
    book = openpyxl.load_workbook(io.BytesIO(data))
    return [
        cell.coordinate
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f" or cell.hyperlink
    ]
