import pytest

from recipients.rules.name_is_filled import name_is_filled
from tests.recipients.rosters import HEAD, STANDARD, context, family, found, sheet_rows


@pytest.mark.parametrize(
    ("word", "value", "line", "expected"),
    [
        ("成员姓名", None, 1, [("G4", "name-missing")]),
        ("成员姓名", "马", 0, [("G3", "name-form")]),
        ("成员姓名", "马3强", 0, [("G3", "name-form")]),
        ("成员姓名", "阿卜杜·买买提", 0, []),
        ("成员姓名", " 马 小明 ", 0, []),
        ("成员姓名", "★马小明", 0, [("G3", "name-marked")]),
        ("成员姓名", "马小明（已故）", 1, [("G4", "name-dead")]),
    ],
)
def test_name_is_filled(word: str, value: object, line: int, expected: list[tuple[str, str]]) -> None:
    assert found(name_is_filled, word, value, line) == expected


def test_a_name_without_its_mark_is_told_and_is_no_error() -> None:
    rows = sheet_rows(family(1, *STANDARD))
    rows[2][HEAD.index("成员姓名")] = "1.马小明（户主）"
    told = list(name_is_filled(context(rows)))
    assert [finding.message for finding in told] == ["姓名旁的标记已去掉，登记为“马小明”。"]
    assert not any(finding.blocks for finding in told)
