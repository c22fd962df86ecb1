from recipients.rules.grade_is_told import grade_is_told
from tests.recipients.rosters import HEAD, STANDARD, cells, context, family, sheet_rows

AT = HEAD.index("保障类别")


def without_grades(*families: list) -> list:
    return [[*row[:AT], *row[AT + 1 :]] if len(row) > 1 else row for row in sheet_rows(*families)]


def test_a_table_without_any_class_is_told_once() -> None:
    part = family(1, *STANDARD)
    assert cells(grade_is_told(context(without_grades(part)))) == [("A2", "grade-missing")]
    assert cells(grade_is_told(context(sheet_rows(part)))) == []


def test_a_sheet_or_a_line_that_names_the_class_is_enough() -> None:
    rows = without_grades(family(1, *STANDARD))
    at = next(index for index, row in enumerate(rows) if len(row) > 1) + 1
    sections = [*rows[:at], ["二、B类"], *rows[at:]]
    found = context(sections)
    assert {family.grade for family in found.roster.families} == {"B"}
    assert cells(grade_is_told(found)) == []
    titled = context([["香水镇农村低保C类花名册"], *rows])
    assert {family.grade for family in titled.roster.families} == {"C"}
    assert {family.grade for family in context([["保障类别分A类、B类、C类"], *rows]).roster.families} == {""}
