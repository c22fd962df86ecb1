import pytest

from recipients.rules.relation_is_known import relation_is_known
from tests.recipients.rosters import found


@pytest.mark.parametrize(
    ("word", "value", "line", "expected"),
    [
        ("与户主关系", "邻家", 2, [("H5", "relation-unknown")]),
        ("与户主关系", "长子", 2, []),
        ("与户主关系", "儿媳", 1, []),
    ],
)
def test_relation_is_known(word: str, value: object, line: int, expected: list[tuple[str, str]]) -> None:
    assert found(relation_is_known, word, value, line) == expected
