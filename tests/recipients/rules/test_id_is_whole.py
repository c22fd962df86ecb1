import pytest

from recipients.rules.id_is_whole import id_is_whole
from tests.recipients.rosters import HEAD, STANDARD, context, family, found, sheet_rows


@pytest.mark.parametrize(
    ("word", "value", "line", "expected"),
    [
        ("身份证号", "64049819721127843", 0, [("I3", "id-form")]),
        ("身份证号", "640498721127843", 0, [("I3", "id-old-form")]),
        ("身份证号", None, 1, [("I4", "id-missing")]),
        ("身份证号", "６４０４９８１９７２１１２７８４３１", 0, []),
        ("身份证号", "'640498 19721127 8431", 0, []),
    ],
)
def test_id_is_whole(word: str, value: object, line: int, expected: list[tuple[str, str]]) -> None:
    assert found(id_is_whole, word, value, line) == expected


def test_masked_numbers_are_told_once() -> None:
    rows = sheet_rows(family(1, *STANDARD))
    for row in rows[2:]:
        row[HEAD.index("身份证号")] = "640498********4695"
    (told,) = list(id_is_whole(context(rows)))
    assert (told.kind, told.cell, told.blocks) == ("id-masked", "I3", True)
    assert f"这张表共 {len(rows) - 2} 个" in told.message
