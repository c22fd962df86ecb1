import pytest

from recipients.rules.name_is_filled import name_is_filled
from tests.recipients.rosters import HEAD, STANDARD, context, family, found, person, sheet_rows


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


@pytest.mark.parametrize(
    ("word", "said"), [("他们几个", "“他们几个”这一栏像是姓名"), (None, "没有找到每个人的“姓名”这一栏")]
)
def test_an_unknown_column_of_names_is_named_once(word: str | None, said: str) -> None:
    rows = [
        ["户主姓名", word, "与户主关系", "身份证号", "保障类别", "月保障金额"],
        ["马小明", "马小明", "户主", person(1), "C类", 720],
        [None, "海兰", "配偶", person(2), None, None],
        [None, "马花", "女", person(4), None, None],
    ]
    (told,) = [finding for finding in name_is_filled(context(rows)) if finding.blocks]
    assert (told.kind, told.cell) == ("name-column-missing", "B1" if word else "A1") and said in told.message


@pytest.mark.parametrize(
    "several", ["马英晓（配偶）、马花（女）", "马英晓（配偶）", "马英晓 配偶 640499197502081184", "马英晓、马花"]
)
def test_several_people_in_one_cell_are_asked_for_line_by_line(several: str) -> None:
    rows = sheet_rows(family(1, *STANDARD))
    rows[3][HEAD.index("成员姓名")] = several
    (told,) = list(name_is_filled(context(rows)))
    assert told.kind == "name-several" and "每人一行" in told.hint
