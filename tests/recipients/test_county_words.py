"""What clerks write for a village, a group, a class, a sex or an answer, and in how many columns, is what it says."""

import pytest

from tests.recipients.odd_rosters import Layout, families, given, read, wanted
from tests.recipients.test_county_layouts import COLUMNS, errors

PEOPLE = families()


@pytest.mark.parametrize("word", ["户籍地", "辖区", "社区/村"])
def test_the_village_under_other_words(word: str) -> None:
    roster = read(Layout(COLUMNS.replace("村名=", f"{word}=")).workbook(PEOPLE))
    assert errors(roster) == [] and given(roster) == wanted(PEOPLE)


@pytest.mark.parametrize("word", ["自然组", "生产队"])
def test_the_group_under_other_words(word: str) -> None:
    full = {"group": lambda value: f"{value}组".translate(str.maketrans("0123456789", "０１２３４５６７８９"))}
    roster = read(Layout(COLUMNS.replace("组别=", f"{word}="), say=full).workbook(PEOPLE))
    assert errors(roster) == [] and given(roster) == wanted(PEOPLE)


@pytest.mark.parametrize("ending", ["委会", "村民委员会", "民委员会"])
def test_a_villages_committee_is_the_village(ending: str) -> None:
    people = families()
    for members in people:
        for one in members:
            one["village"] = f"{one['village'].removesuffix('村')}村"
    roster = read(Layout(COLUMNS, say={"village": lambda value: value + ending}).workbook(people))
    assert given(roster) == wanted(people)


@pytest.mark.parametrize("mark", ["〃", "同上"])
def test_ditto_is_the_village_above_and_never_a_person(mark: str) -> None:
    book = Layout(COLUMNS).workbook(PEOPLE)
    rows, above = book.sheets[0].rows, None
    for row in rows[2:]:
        row[1], above = (mark, above) if row[1] == above else (row[1], row[1] or above)
    assert any(row[1] == mark for row in rows)
    roster = read(book)
    assert errors(roster) == [] and given(roster) == wanted(PEOPLE)
    rows[3][5] = rows[3][6] = mark
    assert "id-form" in {kind for kind, _ in errors(read(book))}
