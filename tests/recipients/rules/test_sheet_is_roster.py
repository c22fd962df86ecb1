from core.sheets.model import Sheet, Workbook
from core.sheets.synonyms import shipped
from recipients.intake.reading import read_roster
from recipients.rules.context import Context
from recipients.rules.sheet_is_roster import sheet_is_roster
from tests.recipients.rosters import HEAD, RATES, STANDARD, cells, context, family, sheet_rows


def findings(*sheets: tuple[str, list]) -> list[tuple[str, str, str]]:
    book = Workbook("x.xlsx", "xlsx", [Sheet(title, rows) for title, rows in sheets])
    seen = Context(read_roster(book, shipped(), RATES), "2021-06", "香水镇")
    return [(f.sheet, f.severity, f.kind) for f in sheet_is_roster(seen)]


def without(word: str) -> list:
    at = HEAD.index(word)
    return [
        [cell for col, cell in enumerate(row) if len(row) == 1 or col != at] for row in sheet_rows(family(1, *STANDARD))
    ]


def test_sheet_is_roster() -> None:
    sound = sheet_rows(family(1, *STANDARD))
    assert findings(("花名册", sound)) == []
    assert findings(("花名册", sound), ("填表说明", [["请认真填写"], ["不要改动表头"]])) == [
        ("填表说明", "warning", "sheet-skipped")
    ]
    assert findings(("花名册", sound), ("空", [[None, None]])) == []
    assert findings(("花名册", without("月保障金额"))) == [("花名册", "warning", "amount-assumed")]
    rows = without("月保障金额")
    rows[2][HEAD.index("保障类别")] = None
    assert findings(("花名册", rows)) == [("花名册", "error", "column-missing")]
    assert cells([]) == []


def test_amounts_worked_out_by_the_rates_are_told_and_never_beside_an_unread_column_of_sums() -> None:
    rows = sheet_rows(family(1, *STANDARD))
    rows[1][HEAD.index("月保障金额")] = "打给他的"
    found = [finding for finding in sheet_is_roster(context(rows)) if finding.kind == "column-missing"]
    assert [(finding.cell, finding.blocks) for finding in found] == [("Q2", True)] and "打给他的" in found[0].message
    rows[2][HEAD.index("月保障金额")] = None
    assert [finding.kind for finding in sheet_is_roster(context(rows))] == ["amount-assumed"]


def test_a_sheet_of_another_month_is_called_so() -> None:
    sound = sheet_rows(family(1, *STANDARD))
    book = Workbook("x.xlsx", "xlsx", [Sheet(title, sound) for title in ("5月", "6月")])
    seen = Context(read_roster(book, shipped(), RATES, "2021-06"), "2021-06", "香水镇")
    assert [(f.sheet, f.message) for f in sheet_is_roster(seen)] == [("5月", "这张表是另一个月的，未读取。")]
