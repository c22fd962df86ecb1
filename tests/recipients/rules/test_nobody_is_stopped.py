import pytest

from core.sheets.findings import ERROR, WARNING
from core.sheets.model import Sheet, Workbook
from core.sheets.synonyms import shipped
from recipients.intake.reading import read_roster
from recipients.rules.context import Context
from recipients.rules.nobody_is_stopped import nobody_is_stopped
from tests.recipients.rosters import HEAD, RATES, STANDARD, cells, context, family, found, person, sheet_rows

OTHER = (("李志福", person(5, 1965), "户主"),)


def with_column(word: str, *values: str | None) -> list[list]:
    """Two households, the first of three persons, and one more column on their lines."""
    rows = sheet_rows(family(1, *STANDARD), family(2, *OTHER))
    return [rows[0], [*rows[1], word], *[[*row, value] for row, value in zip(rows[2:], values, strict=True)]]


@pytest.mark.parametrize(
    ("word", "value", "expected"),
    [
        ("状态", "停保", [("V6", "line-stopped")]),
        ("救助状态", "已停发", [("V6", "line-stopped")]),
        ("动态情况", "取消", [("V6", "line-stopped")]),
        ("停发时间", "2021.5", [("V6", "line-stopped")]),
        ("停发时间", "2021-07", []),
        ("停发时间", "/", []),
        ("是否停保", "是", [("V6", "line-stopped")]),
        ("是否停保", "否", []),
        ("救助状态", "正常", []),
        ("状态", "未停保", []),
        ("脱贫退出时间", "2018", []),
        ("状态", "待定", [("V2", "state-unread")]),
    ],
)
def test_a_line_whose_state_says_stopped_is_not_paid(word: str, value: str, expected: list[tuple[str, str]]) -> None:
    assert cells(nobody_is_stopped(context(with_column(word, None, None, None, value)))) == expected


@pytest.mark.parametrize(
    ("note", "severity"),
    [
        ("6月停保", ERROR),
        ("2021年6月起已退出低保", ERROR),
        ("2021年5月死亡", ERROR),
        ("2018年停保，2019年重新纳入", WARNING),
        ("停保后重新纳入", None),
        ("丈夫2015年死亡", None),
        ("2018年脱贫退出", None),
    ],
)
def test_a_remark_that_says_nothing_but_stopped_is_believed(note: str, severity: str | None) -> None:
    rows = sheet_rows(family(1, *STANDARD))
    rows[2][HEAD.index("备注")] = note
    assert [finding.severity for finding in nobody_is_stopped(context(rows))] == ([severity] if severity else [])


@pytest.mark.parametrize(
    ("value", "severity"), [("死亡", ERROR), ("已停保（死亡）", ERROR), ("减少1人", WARNING), ("正常", None)]
)
def test_a_change_that_may_be_of_another_person_is_only_shown(value: str, severity: str | None) -> None:
    found = nobody_is_stopped(context(with_column("变动情况", None, None, None, value)))
    assert [finding.severity for finding in found] == ([severity] if severity else [])


def test_a_state_of_somebody_not_paid_is_no_finding() -> None:
    assert found(nobody_is_stopped, "备注", "2020年死亡", 1) == [("U4", "line-stopped")]
    rows = sheet_rows(family(1, ("马小明", person(1, 1970), "户主"), ("海兰", person(2, 1972), "配偶*")))
    rows[3][HEAD.index("备注")] = "2020年死亡"
    assert cells(nobody_is_stopped(context(rows))) == []


@pytest.mark.parametrize(
    ("title", "line", "stopped"),
    [
        ("停保", None, True),
        ("已退出", "香水镇2021年已退出农村低保对象名单", True),
        ("Sheet2", "香水镇2021年6月停发人员花名册", True),
        ("停保后在享", "香水镇2021年6月农村低保对象花名册", False),
        ("Sheet2", "填表说明：停保对象不得填入本表", False),
    ],
)
def test_a_sheet_of_the_stopped_is_no_roster(title: str, line: str | None, stopped: bool) -> None:
    sound, other = sheet_rows(family(1, *STANDARD)), sheet_rows(family(2, *OTHER), title=line or "")
    book = Workbook("x.xlsx", "xlsx", [Sheet("在享", sound), Sheet(title, other if line else other[1:])])
    findings = list(nobody_is_stopped(Context(read_roster(book, shipped(), RATES), "2021-06", "香水镇")))
    assert [(f.sheet, f.severity, f.kind) for f in findings] == ([(title, ERROR, "list-stopped")] if stopped else [])


def test_a_list_of_the_stopped_below_the_roster_is_told_at_its_line() -> None:
    rows = sheet_rows(family(1, *STANDARD))
    rows += [["合计"], ["附：本月停保人员"], list(HEAD), *family(2, *OTHER)]
    assert cells(nobody_is_stopped(context(rows))) == [("A7", "list-stopped")]
