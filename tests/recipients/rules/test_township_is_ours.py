import pytest

from recipients.rules.township_is_ours import township_is_ours
from tests.recipients.rosters import STANDARD, cells, context, family, found, sheet_rows


@pytest.mark.parametrize(
    ("word", "value", "line", "expected"),
    [
        ("乡镇", "新民乡", 0, [("B3", "township-mismatch")]),
        ("乡镇", "香水镇", 0, []),
        ("乡镇", "某某", 0, []),
    ],
)
def test_township_is_ours(word: str, value: object, line: int, expected: list[tuple[str, str]]) -> None:
    assert found(township_is_ours, word, value, line) == expected


@pytest.mark.parametrize(
    ("above", "expected"),
    [
        (["泾源县新民乡2021年6月农村低保对象花名册"], [("A1", "township-mismatch")]),
        (["2021年6月农村低保对象花名册", "填报单位：新民乡人民政府"], [("A2", "township-mismatch")]),
        (["泾源县香水镇2021年6月农村低保对象花名册", "（含新民乡转入）"], []),
        (["泾源县2021年6月农村低保对象花名册", "村名填全称，如新民乡丁湾村"], []),
    ],
)
def test_the_title_names_our_township(above: list[str], expected: list[tuple[str, str]]) -> None:
    rows = [*[[line] for line in above], *sheet_rows(family(1, *STANDARD, town=None))[1:]]
    assert cells(township_is_ours(context(rows))) == expected
