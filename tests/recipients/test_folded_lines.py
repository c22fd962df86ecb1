"""Several people within one line's cells, amounts in 万元, and letterheads between the households."""

from typing import Any

import pytest

from core.sheets.model import Workbook
from recipients.rules.amount_is_monthly import amount_is_monthly
from recipients.rules.total_adds_up import total_adds_up
from tests.recipients.odd_rosters import Layout, families, given, read, wanted
from tests.recipients.rosters import cells
from tests.recipients.test_amount_layouts import judged
from tests.recipients.test_county_layouts import COLUMNS, errors

PEOPLE = families()
OWN = ("name", "id", "relation", "covered")
TEN_THOUSANDS = COLUMNS.replace("补差金额=monthly", "月保障金额（万元）=monthly")


def folded(columns: str = COLUMNS, *, blank: bool = False) -> Workbook:
    """Each household in one row, its members on lines of their own within the cells."""
    keys = [item.rsplit("=", 1)[1] for item in columns.split()]
    say = {"covered": {True: "√", False: ""}.get} if blank else {}
    book = Layout(columns, say=say).workbook(PEOPLE)
    rows = book.sheets[0].rows
    kept, at = rows[:2], 2
    for members in PEOPLE:
        lines = rows[at : at + len(members)]
        at += len(members)
        kept.append(
            [
                "\n".join("" if line[col] is None else str(line[col]) for line in lines)
                if key in OWN
                else lines[0][col]
                for col, key in enumerate(keys)
            ]
        )
    book.sheets[0].rows[:] = kept
    return book


@pytest.mark.parametrize("blank", [False, True])
def test_each_person_within_a_line_is_a_person(blank: bool) -> None:
    roster = read(folded(blank=blank))
    assert errors(roster) == [] and given(roster) == wanted(PEOPLE)


def test_what_is_wrong_within_a_line_is_told_at_its_cell() -> None:
    book = folded()
    at = next(row for row, members in enumerate(PEOPLE, 2) if len(members) > 1)
    keys = [item.rsplit("=", 1)[1] for item in COLUMNS.split()]
    col = keys.index("id")
    row = book.sheets[0].rows[at]
    first, second, *rest = str(row[col]).split("\n")
    row[col] = "\n".join([first, second[:-1] + ("1" if second[-1] != "1" else "2"), *rest])
    assert errors(read(book)) == [("id-checksum", f"{chr(65 + col)}{at + 1}")]


def test_more_names_than_numbers_are_refused() -> None:
    book = folded()
    at = next(row for row, members in enumerate(PEOPLE, 2) if len(members) > 1)
    col = [item.rsplit("=", 1)[1] for item in COLUMNS.split()].index("name")
    book.sheets[0].rows[at][col] += "\n马多多"
    assert {"id-form"} <= {kind for kind, _ in errors(read(book))}


@pytest.mark.parametrize("way", ["word", "line"])
def test_amounts_in_ten_thousands_are_yuan_and_told(way: str) -> None:
    columns = TEN_THOUSANDS if way == "word" else COLUMNS.replace("补差金额=monthly", "月保障金额=monthly")
    title = [["香水镇2021年6月农村低保花名册"], *([["单位：万元"]] if way == "line" else [])]
    total = sum(members[0]["monthly"] for members in PEOPLE) / 10_000
    at = [item.rsplit("=", 1)[1] for item in columns.split()].index("monthly")
    said: dict[str, Any] = {"say": {"monthly": lambda fen: fen / 10_000}, "title": title}
    got, found, context = judged(columns, foot=[["合计", *[None] * (at - 1), total]], **said)
    assert found == [] and got == wanted(PEOPLE) and cells(total_adds_up(context)) == []
    assert [finding.kind for finding in amount_is_monthly(context)] == ["amount-converted"]


def test_amounts_that_are_no_ten_thousands_are_refused() -> None:
    """480 under 万元 would be 4.8 million a month: nobody can tell what is meant."""
    assert ("amount-not-monthly") in {kind for kind, _ in judged(TEN_THOUSANDS)[1]}


@pytest.mark.parametrize(
    "head",
    [
        [["泾源县香水镇人民政府文件"], ["香政发〔2021〕12号"]],
        [["泾源县香水镇民政办公室", None, None, "电话：0954-5011234"]],
        [
            ["香水镇人民政府", None, None, None, None, "2021年6月20日"],
            ["编号：", "XS-01", None, None, None, "密级：", "内部"],
        ],
    ],
)
def test_a_letterhead_between_households_is_nobody(head: list[list[Any]]) -> None:
    roster = read(Layout(COLUMNS, before=lambda members: head if members[0]["seq"] % 4 == 0 else []).workbook(PEOPLE))
    assert errors(roster) == [] and given(roster) == wanted(PEOPLE)
    assert roster.parts[0].table.ignored == []
