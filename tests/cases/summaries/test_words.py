"""What a work summary says: references instead of numbers, and plain words over them."""

from cases.rules.summaries import drafting
from cases.rules.summaries.figures import BY_WORD, changed, render, typed, unknown


def test_every_word_of_a_draft_is_known_and_every_number_is_a_reference() -> None:
    for facts in ({}, {"entries_overdue": 2, "petitions_overdue": 1, "orders_waiting": 3, "entries_rebounded": 1}):
        text = drafting.draft(facts)
        assert not unknown(text) and not typed(text)
        assert [line[:2] for line in text.splitlines() if line[1:2] == "、"] == ["一、", "二、", "三、", "四、", "五、"]


def test_the_figures_stand_where_the_text_refers_to_them() -> None:
    text = "收到信访【收到信访】件，已追回【已追回】元，月报【月报报送】。"
    facts = {"petitions_in": 3, "recovered_fen": 124050, "report": "按时报送"}
    assert render(text, facts) == "收到信访3件，已追回1240.50元，月报按时报送。"
    assert render("【已追回】", {"recovered_fen": 124000}) == "1240"
    assert render("【没有这个】", facts) == "【没有这个】" and unknown("【没有这个】【收到信访】") == ["没有这个"]


def test_only_what_changed_is_told() -> None:
    assert changed({"petitions_in": 3, "as_of": "a"}, {"petitions_in": 4, "as_of": "b"}) == [("收到信访", "3", "4")]


def test_numbers_typed_by_hand_are_found_and_dates_are_not() -> None:
    assert typed("共12件、3 户，追回1,240.5元；2021年7月25日前完成，走访5个村。【收到信访】件") == [
        "12件",
        "3 户",
        "1,240.5元",
    ]


def test_what_presses_is_said_in_the_next_steps() -> None:
    assert "【逾期问题】条，要逐条" in drafting.draft({"entries_overdue": 1})
    assert "要逐条" not in drafting.draft({"entries_overdue": 0})


def test_the_county_hears_what_each_township_says_last_and_who_is_missing() -> None:
    text = drafting.combine(
        {}, [("香水镇", "一、情况\n好。\n五、下步打算\n抓紧\n整改。"), ("新民乡", "没有标题。")], ["大湾乡"]
    )
    assert "（一）香水镇。抓紧整改。" in text and "（二）新民乡。没有标题。" in text and "大湾乡尚未报送" in text
    assert not unknown(text)
    assert [drafting.chinese(n) for n in (1, 10, 11, 20, 21)] == ["一", "十", "十一", "二十", "二十一"]


def test_no_two_figures_share_a_word() -> None:
    assert len({figure.name for figure in BY_WORD.values()}) == len(BY_WORD) == 27
