import pytest

from core.sheets.model import Sheet, Workbook
from core.sheets.synonyms import shipped
from recipients.intake.reading import read_roster
from recipients.rules.context import Context
from recipients.rules.id_stands_once import id_stands_once
from tests.recipients.rosters import RATES, cells, context, family, person, sheet_rows

MA, LI = ("马小明", person(1), "户主"), ("李志福", person(5), "户主")


@pytest.mark.parametrize(
    ("families", "expected"),
    [
        ([[MA], [LI]], []),
        ([[MA], [MA]], [("I4", "id-duplicate")]),
        ([[MA, ("海兰", person(2), "配偶"), ("海花", person(2), "女")]], [("I5", "id-duplicate")]),
        ([[MA], [LI], [MA], [MA]], [("I5", "id-duplicate"), ("I6", "id-duplicate")]),
    ],
)
def test_id_stands_once(families: list, expected: list[tuple[str, str]]) -> None:
    rows = sheet_rows(*[family(number, *members) for number, members in enumerate(families, 1)])
    findings = list(id_stands_once(context(rows)))
    assert cells(findings) == expected
    assert all("“花名册”" in finding.message for finding in findings)


def test_a_sheet_that_only_repeats_another_is_told_once() -> None:
    whole = sheet_rows(family(1, MA), family(2, LI), family(3, ("海兰", person(2), "户主")))
    part = sheet_rows(family(1, MA), family(2, LI))
    book = Workbook("x.xlsx", "xlsx", [Sheet("全镇", whole), Sheet("丁湾村", part)])
    seen = Context(read_roster(book, shipped(), RATES), "2021-06", "香水镇")
    (told,) = list(id_stands_once(seen))
    assert (told.kind, told.sheet, told.cell, told.blocks) == ("sheet-repeated", "丁湾村", "I3", True)
    assert "2 人都已在“全镇”里列过" in told.message
    part.append(sheet_rows(family(3, ("海花", person(4), "户主")))[2])
    assert [
        finding.kind for finding in id_stands_once(Context(read_roster(book, shipped(), RATES), "2021-06", "香水镇"))
    ] == ["id-duplicate"] * 2
