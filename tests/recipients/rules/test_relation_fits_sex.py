import pytest

from recipients.rules.relation_fits_sex import relation_fits_sex
from tests.recipients.rosters import found


@pytest.mark.parametrize(
    ("word", "value", "line", "expected"),
    [
        ("与户主关系", "女", 2, [("H5", "relation-sex")]),
        ("与户主关系", "妻", 1, []),
        ("与户主关系", "父亲", 1, [("H4", "relation-sex")]),
    ],
)
def test_relation_fits_sex(word: str, value: object, line: int, expected: list[tuple[str, str]]) -> None:
    assert found(relation_fits_sex, word, value, line) == expected
