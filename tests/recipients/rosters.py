"""Small rosters to test with: people with sound numbers, sheets as rows, workbooks as bytes."""

import csv
import datetime as dt
import io
import json
from pathlib import Path
from typing import Any

import openpyxl

from core.models import User
from core.sheets.model import Sheet, Workbook
from core.sheets.synonyms import shipped
from recipients.examine import read_file
from recipients.intake.reading import Roster, read_roster
from recipients.models import RosterImport
from recipients.operations import import_file, township_of
from recipients.rules import Context
from tests.recipients.factories import id_number

DATA = Path(__file__).resolve().parents[1] / "data"
TOWN, OTHER = "640424100000", "640424200000"
MONTH = "2021-06"
RATES = {("rural_dibao", "A"): 38000, ("rural_dibao", "B"): 31000, ("rural_dibao", "C"): 24000}
HEAD = [
    "序号", "乡镇", "村", "组", "户主姓名", "户主身份证号", "成员姓名", "与户主关系", "身份证号", "性别", "健康状况",
    "劳动能力", "是否享受", "保障类别", "家庭人口", "保障人数", "月保障金额", "开户人", "银行账号", "联系电话", "备注",
]  # fmt: skip
ACCOUNT = "6217999099603082461"


def person(number: int, year: int = 1975) -> str:
    """A sound ID number; odd ones are men."""
    return id_number(number, born=dt.date(year, 3, 5))


def family(serial: int, *members: tuple[str, str, str], **changes: Any) -> list[list[Any]]:
    """Rows of one household; members are (name, id, relation), a relation ending in * is not covered."""
    covered = sum(1 for member in members if not member[2].endswith("*"))
    grade = changes.get("grade", "C")
    told = {
        "seq": serial, "town": "香水镇", "village": "丁湾村", "group": "3", "head": members[0][0],
        "head_id": members[0][1], "grade": grade, "size": len(members), "count": covered,
        "monthly": {"A": 380, "B": 310}.get(grade, 240) * covered, "holder": members[0][0], "account": ACCOUNT,
        "phone": "13895440000", "note": None,
    } | changes  # fmt: skip
    rows = []
    for number, (name, ident, relation) in enumerate(members):
        first = number == 0
        male = ident[16:17].isdigit() and int(ident[16]) % 2
        rows.append(
            [
                *[told[key] if first else None for key in ("seq", "town", "village", "group", "head", "head_id")],
                name, relation.removesuffix("*"), ident, "男" if male else "女", "健康", "部分丧失",
                "否" if relation.endswith("*") else "是",
                *[told[key] if first else None
                  for key in ("grade", "size", "count", "monthly", "holder", "account", "phone", "note")],
            ]
        )  # fmt: skip
    return rows


def sheet_rows(*families: list[list[Any]], title: str = "泾源县香水镇2021年6月农村低保对象花名册") -> list[list[Any]]:
    """A whole sheet: title, header, the families' rows."""
    return [[title], list(HEAD), *[row for rows in families for row in rows]]


def read_rows(rows: list[list[Any]], title: str = "花名册") -> Roster:
    """The roster read from plain rows, without a file."""
    width = max(map(len, rows))
    padded = [row + [None] * (width - len(row)) for row in rows]
    return read_roster(Workbook("x.xlsx", "xlsx", [Sheet(title, padded)]), shipped(), RATES)


def context(rows: list[list[Any]], **changes: Any) -> Context:
    """What the rules see of plain rows."""
    told: dict[str, Any] = {
        "month": MONTH, "township": "香水镇", "townships": ("香水镇", "新民乡"), "villages": {"丁湾"}, "rates": RATES
    } | changes  # fmt: skip
    return Context(read_rows(rows), **told)


def cells(findings: Any) -> list[tuple[str, str]]:
    """(cell, kind) of findings."""
    return [(finding.cell, finding.kind) for finding in findings]


def workbook(*sheets: tuple[str, list[list[Any]]]) -> bytes:
    """An .xlsx of the given (title, rows)."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets:
        page = book.create_sheet(title)
        for row in rows:
            page.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def load(data: bytes, by: User, month: str = MONTH, town: str = TOWN, filename: str = "花名册.xlsx") -> RosterImport:
    """Stage, check and commit a file."""
    township = township_of(town)
    roster = read_file(data, filename, township, month)
    return import_file(
        roster, by=by, township=township, month=month, data=data, filename=filename, warning_reason="已核对"
    )[0]


def sample(name: str) -> bytes:
    """A sample workbook."""
    return (DATA / name).read_bytes()


def truth(name: str) -> list[dict[str, str]]:
    """What a sample truly holds."""
    with (DATA / name).open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def defects(name: str) -> list[tuple[str, str]]:
    """(cell, kind) of the planted defects of a sample."""
    return sorted((item["cell"], item["kind"]) for item in json.loads((DATA / name).read_text(encoding="utf-8")))


STANDARD = (
    ("马小明", person(1, 1970), "户主"),
    ("海兰", person(2, 1972), "配偶"),
    ("马强", person(3, 2000), "子"),
)


def altered(word: str, value: Any, line: int = 0) -> list[list[Any]]:
    """A sound sheet of one family of three with one cell replaced; line 0 stands in row 3 of the sheet."""
    rows = sheet_rows(family(1, *STANDARD))
    rows[2 + line][HEAD.index(word)] = value
    return rows


def found(rule: Any, word: str, value: Any, line: int = 0, **changes: Any) -> list[tuple[str, str]]:
    """What a rule finds in the altered sheet."""
    return cells(rule(context(altered(word, value, line), **changes)))
