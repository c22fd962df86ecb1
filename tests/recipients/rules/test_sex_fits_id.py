import pytest

from recipients.rules.sex_fits_id import sex_fits_id
from tests.recipients.rosters import HEAD, cells, context, family, found, person, sheet_rows


@pytest.mark.parametrize(
    ("word", "value", "line", "expected"),
    [
        ("性别", "女", 0, [("J3", "sex-mismatch")]),
        ("性别", "男", 1, [("J4", "sex-mismatch")]),
        ("性别", None, 1, []),
        ("身份证号", "640498197211278432", 1, []),
    ],
)
def test_sex_fits_id(word: str, value: object, line: int, expected: list[tuple[str, str]]) -> None:
    assert found(sex_fits_id, word, value, line) == expected


def test_the_second_place_of_a_number_is_another_persons_and_its_sex_is_not_judged() -> None:
    rows = sheet_rows(family(1, ("马小明", person(1), "户主"), ("海兰", person(1), "配偶")))
    for row, sex in zip(rows[2:], ("男", "女"), strict=True):
        row[HEAD.index("性别")] = sex
    assert cells(sex_fits_id(context(rows))) == []
    rows[3][HEAD.index("身份证号")] = person(3)
    assert cells(sex_fits_id(context(rows))) == [("J4", "sex-mismatch")]
