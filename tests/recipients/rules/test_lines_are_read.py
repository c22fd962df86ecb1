from recipients.rules.lines_are_read import lines_are_read
from tests.recipients.rosters import STANDARD, cells, context, family, person, sheet_rows

ALONE = (("马志英", person(7), "户主"),)


def test_a_line_nobody_understands_is_told_at_its_cell() -> None:
    rows = sheet_rows(family(1, *STANDARD), family(2, *ALONE))
    at = len(rows) - 1
    rows.insert(at, [None, "以下为六月补录"] + [None] * (len(rows[1]) - 2))
    found = list(lines_are_read(context(rows)))
    assert cells(found) == [(f"B{at + 1}", "line-ignored")] and not found[0].blocks
    assert "以下为六月补录" in found[0].message


def test_footers_titles_and_headings_are_not_told() -> None:
    rows = sheet_rows(family(1, *STANDARD))
    rows.insert(2, ["一、农村低保"])
    rows += [["各户均已公示"], ["填表人：马某"]]
    assert list(lines_are_read(context([row + [None] * (len(rows[1]) - len(row)) for row in rows]))) == []
