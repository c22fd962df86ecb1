from recipients.rules.covered_is_told import covered_is_told
from tests.recipients.rosters import HEAD, STANDARD, cells, context, family, sheet_rows


def without_answers(*families: list) -> list:
    """A sheet whose 是否享受 column stands under a word that says something else."""
    rows = sheet_rows(*families)
    at = HEAD.index("是否享受")
    return [[*row[:at], *row[at + 1 :]] if len(row) > 1 else row for row in rows]


def test_a_family_with_fewer_covered_than_lines_needs_the_column() -> None:
    part = family(1, *STANDARD[:-1], (*STANDARD[-1][:2], STANDARD[-1][2] + "*"))
    assert cells(covered_is_told(context(without_answers(part)))) == [("O3", "covered-unknown")]


def test_all_covered_needs_no_column() -> None:
    assert cells(covered_is_told(context(without_answers(family(1, *STANDARD))))) == []
    assert cells(covered_is_told(context(sheet_rows(family(1, *STANDARD))))) == []


def test_a_column_nobody_has_filled_tells_nothing() -> None:
    at = HEAD.index("是否享受")
    part = family(1, *STANDARD[:-1], (*STANDARD[-1][:2], STANDARD[-1][2] + "*"))
    rows = sheet_rows(part)
    start = next(index for index, row in enumerate(rows) if row[0] == "序号") + 1
    for row in rows[start:]:
        if len(row) > at:
            row[at] = None
    assert ("O3", "covered-unknown") not in cells(covered_is_told(context(sheet_rows(part))))
    assert [kind for _, kind in cells(covered_is_told(context(rows)))] == ["covered-unknown"]
