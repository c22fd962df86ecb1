"""July's change list of the sample, as clerks in other townships would draw it: columns written 'word=key' or
'group|word=key' over the neutral lines, in one sheet or several."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import openpyxl

from core.sheets.model import Sheet, Workbook
from tests.monthly_reports.months import CHANGES
from tests.recipients.odd_rosters import drawn_header

Row = dict[str, Any]


def lines() -> list[Row]:
    """The sample's lines in neutral words; `side` is add, end or alter."""
    found = []
    for side, page in zip(("add", "end", "alter"), openpyxl.load_workbook(CHANGES), strict=True):
        head = [cell.value for cell in page[3]]
        for cells in page.iter_rows(min_row=4, values_only=True):
            row = dict(zip(head, cells, strict=True))
            if row.get("户主身份证号"):
                found.append(_neutral(row, side))
    return found


def _neutral(row: Row, side: str) -> Row:
    before = {"old_grade": row.get("原类别"), "old_count": row.get("原保障人数"), "old_fen": row.get("原月金额")}
    after = {"new_grade": row.get("新类别") or row.get("保障类别"),
             "new_count": row.get("现保障人数") if side == "end" else row.get("保障人数"),
             "new_fen": next((row[k] for k in ("现月金额", "新月金额", "月金额") if row.get(k) is not None), None)}  # fmt: skip
    death = row.get("死亡日期")
    return {
        **before, **after, "side": side, "scheme": row["救助类别"], "village": row["村"], "group": row["组"], "head": row["户主姓名"],
        "head_id": row["户主身份证号"], "name": row.get("新增人员姓名") or row.get("减少人员姓名"), "id": row.get("身份证号"),
        "relation": row.get("与户主关系"), "kind": row["变动类型"], "reason": row["变动原因"], "month": "2021-08",
        "death": dt.date.fromisoformat(death) if death else None, "holder": row.get("开户人"), "account": row.get("银行账号"),
        "note": None, "place": f"{row['村']}{row['组']}组", "who": row.get("新增人员姓名") or row.get("减少人员姓名") or row["户主姓名"],
        "who_id": row.get("身份证号") or row["户主身份证号"],
        "area": "农", "turns": f"{before['old_grade'] or ''}→{after['new_grade'] or ''}",
        "turn_count": f"{before['old_count']}→{after['new_count']}" if before["old_count"] is not None else None,
        "turn_fen": f"{before['old_fen']}元→{after['new_fen']}元" if before["old_fen"] is not None else None,
        "less": _minus(row, "原保障人数", "现保障人数"), "less_fen": _minus(row, "原月金额", "现月金额"),
    }  # fmt: skip


def _minus(row: Row, old: str, new: str) -> Any:
    return row[old] - row[new] if row.get(old) is not None and row.get(new) is not None else None


@dataclass
class Page:
    """One sheet: its name, its title lines, its columns and which lines stand in it."""

    columns: str
    name: str = "Sheet1"
    title: list[list[Any]] = field(default_factory=lambda: [["香水镇2021年7月农村低保动态管理增减变动花名册"]])
    pick: Callable[[Row], bool] = lambda row: True
    say: dict[str, Callable[[Any], Any]] = field(default_factory=dict)
    foot: list[list[Any]] = field(default_factory=list)
    section: dict[str, str] = field(default_factory=dict)
    again: bool = False  # the header stands again under each section

    def sheet(self, rows: list[Row]) -> Sheet:
        """The page as the parser would hand it on."""
        pairs = [item.rsplit("=", 1) for item in self.columns.split()]
        keys = [key for _, key in pairs]
        head, areas = drawn_header([word.replace("^", "\n").split("|") for word, _ in pairs])
        made = [list(row) for row in self.title]
        merges = [(a + len(made), b, c + len(made), d) for a, b, c, d in areas]
        if not self.again:
            made += head
        side = ""
        for number, row in enumerate(filter(self.pick, rows), 1):
            if self.section and row["side"] != side:
                side = row["side"]
                made.append([self.section[side]])
                made += [list(line) for line in head] if self.again else []
            made.append([number if key == "seq" else self._said(key, row) for key in keys])
        made += self.foot
        width = max(map(len, made))
        return Sheet(self.name, [row + [None] * (width - len(row)) for row in made], merges if not self.again else [])

    def _said(self, key: str, row: Row) -> Any:
        value = row.get(key)
        if key in self.say and value is not None:
            return self.say[key](value)
        return value.isoformat() if isinstance(value, dt.date) else value


def books(pages: list[Page], *, apart: bool = False) -> list[Workbook]:
    """The pages as one workbook, or each as a file of its own."""
    sheets = [page.sheet(lines()) for page in pages]
    if apart:
        return [Workbook(f"{sheet.title}.xlsx", "xlsx", [sheet]) for sheet in sheets]
    return [Workbook("七月.xlsx", "xlsx", sheets)]
