import pytest

from core.sheets.model import Sheet, Workbook
from core.sheets.synonyms import shipped
from recipients.intake.reading import read_roster
from recipients.rules import check
from recipients.rules.context import Context
from recipients.rules.no_formula_for_data import no_formula_for_data
from tests.recipients.rosters import HEAD, STANDARD, cells, family, sheet_rows


@pytest.mark.parametrize(
    ("word", "value", "expected"),
    [
        ("成员姓名", "点我", [("G3", "formula")]),
        ("成员姓名", None, [("G3", "formula")]),
        ("身份证号", STANDARD[0][1], [("I3", "formula")]),
        ("月保障金额", 720, []),
        ("月保障金额", None, [("Q3", "formula")]),
        ("性别", "男", []),
    ],
)
def test_no_formula_for_data(word: str, value: object, expected: list[tuple[str, str]]) -> None:
    rows = sheet_rows(family(1, *STANDARD))
    rows[2][HEAD.index(word)] = value
    rows.append(["合计", *[None] * 15, 720, *[None] * 4])
    formulas = {(2, HEAD.index(word)): "X()", (5, 16): "SUM(Q3:Q5)"}
    book = Workbook("x.xlsx", "xlsx", [Sheet("花名册", rows, formulas=formulas)])
    seen = Context(read_roster(book, shipped()), "2021-06", "香水镇")
    assert cells(no_formula_for_data(seen)) == expected
    assert cells(finding for finding in check(seen) if finding.blocks) == expected
