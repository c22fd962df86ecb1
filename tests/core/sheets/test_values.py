"""Values as clerks type them, and the first thing wrong with each."""

import csv
import json
from datetime import date, datetime

import pytest

from core.sheets import ids, values
from core.sheets.messages import MESSAGES
from core.sheets.synonyms import SHIPPED, Synonyms, shipped
from core.sheets.words import keys

from . import people as p

GOOD = "640498197211278431"
TODAY = date(2021, 6, 24)


@pytest.mark.parametrize(
    ("typed", "wanted", "problem"),
    [
        (GOOD, GOOD, None),
        (" 640498 19721127 8431 ", GOOD, None),
        (GOOD + "\n", GOOD, None),
        ("６４０４９８１９７２１１２７８４３１", GOOD, None),
        ("'" + GOOD, GOOD, None),
        ("\u200b640498\u00a0197211278431\ufeff", GOOD, None),
        ("64049819471207584x", "64049819471207584X", None),
        ("64049819471207584Ｘ", "64049819471207584X", None),
        (6.40498200307077e17, "640498200307076992", "id-as-number"),
        (640498197211278431, GOOD, "id-as-number"),
        ("6.40498E+17", "6.40498E+17", "id-as-number"),
        ("640498721127843", "640498721127843", "id-old-form"),
        ("64049819720230843X", "64049819720230843X", "id-bad-date"),
        ("640498202112318431", "640498202112318431", "id-bad-date"),
        ("640498180001018431", "640498180001018431", "id-bad-date"),
        ("640498197211278432", "640498197211278432", "id-checksum"),
        ("64049819721127843", "64049819721127843", "id-form"),
        ("X40498197211278431", "X40498197211278431", "id-form"),
        ("=A1", "=A1", "formula"),
        (None, None, "id-missing"),
        (" \u3000", None, "id-missing"),
        (True, "是", "id-form"),
    ],
)
def test_id_number(typed, wanted, problem):
    assert values.id_number(typed, today=TODAY) == (wanted, problem)


def test_bad_date_is_told_before_the_check_digit():
    assert ids.check_digit("64049819720230843") != "0"
    assert values.id_number("640498197202308430", today=TODAY)[1] == "id-bad-date"


def test_every_sample_id_agrees_with_its_check_digit_and_sex():
    for one in p.truth(households=10_000):
        assert ids.check_digit(one["id"][:17]) == one["id"][17]
        assert values.id_number(one["id"], today=TODAY) == (one["id"], None)
    assert (ids.sex_of(GOOD), ids.birth_date(GOOD)) == ("male", date(1972, 11, 27))
    assert ids.sex_of("640499198603274465") == "female"


@pytest.mark.parametrize(
    ("typed", "wanted", "problem"),
    [
        (480, 48000, None),
        (480.0, 48000, None),
        (0.1 + 0.2, 30, None),
        (1.1 * 3, 330, None),
        ("480", 48000, None),
        ("480.00", 48000, None),
        ("480.5", 48050, None),
        ("４８０", 48000, None),
        ("1,240", 124000, None),
        ("１，２４０．５０", 124050, None),
        ("￥480元", 48000, None),
        ("480元/月", 48000, None),
        (" 480 ", 48000, None),
        ("'480", 48000, None),
        (0, 0, None),
        (None, None, None),
        ("  ", None, None),
        ("三百", "三百", "amount-not-number"),
        ("1,24", "1,24", "amount-not-number"),
        ("480-", "480-", "amount-not-number"),
        ("480元/人", "480元/人", "amount-not-number"),
        ("4 80/2", "480/2", "amount-not-number"),
        (True, "True", "amount-not-number"),
        (date(2021, 7, 3), "2021-07-03", "amount-not-number"),
        ("=Q5*240", "=Q5*240", "formula"),
        (480.005, "480.005", "amount-too-fine"),
        (-3, "-3", "amount-negative"),
        ("-3", "-3", "amount-negative"),
        (1e14, "100000000000000", "amount-too-large"),
        (float("inf"), "inf", "amount-not-number"),
    ],
)
def test_money_is_exact_fen(typed, wanted, problem):
    assert values.money_fen(typed) == (wanted, problem)


def test_money_never_loses_a_fen():
    for fen in range(0, 200_000, 7):
        assert values.money_fen(fen / 100) == (fen, None)


@pytest.mark.parametrize(
    "typed",
    ["2021.7.3", "20210703", 20210703, "2021年7月3日", "2021 年 7 月 3 日", "2021/7/3",
     "2021-07-03",
     "2021.07.03 ", "２０２１．７．３", "2021、7、3", "2021-07-03 00:00:00", 44380, 44380.0,
     "44380",
     date(2021, 7, 3), datetime(2021, 7, 3, 9, 30)],
)  # fmt: skip
def test_date_forms(typed):
    assert values.date(typed) == (date(2021, 7, 3), None)


@pytest.mark.parametrize(
    "typed",
    ["21.7.3", "2021年7月", "7月3日", "2021-02-30", "2021-13-01", 5, True, "不详", 20210732],
)
def test_dates_nobody_can_be_sure_of_are_refused(typed):
    assert values.date(typed)[1] == "date-not-date"


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [("2021-08", "2021-08"), ("2021年8月", "2021-08"), ("2021年 8 月份", "2021-08"),
     ("2021.8", "2021-08"), ("2021.10", "2021-10"), ("202108", "2021-08"), (202108, "2021-08"),
     ("2021/8", "2021-08"), (date(2021, 8, 1), "2021-08"), (44409, "2021-08"), (2021.8, "2021-08"),
     (2021.12, "2021-12"), ("2021-08-01", "2021-08"), ("2021年8月起", "2021-08"), (None, None)],
)  # fmt: skip
def test_month_forms(typed, wanted):
    assert values.month(typed) == (wanted, None)


def test_month_without_a_year_needs_one():
    assert values.month("8月") == ("8月", "month-not-month")
    assert values.month("8月", default_year=2021) == ("2021-08", None)
    assert values.month(2021.1) == ("2021.1", "month-ambiguous")
    assert values.month("2021-13")[1] == "month-not-month"


@pytest.mark.parametrize(
    ("typed", "wanted", "problem"),
    [("王德", "王德", None), ("王　德", "王德", None), ("王 德\n", "王德", None),
     ("马\u200b梅", "马梅", None), ("买买提•阿不都", "买买提·阿不都", None), ("㐂𠮷", "㐂𠮷", None),
     ("王\ue000", "王\ue000", None), (None, None, "name-missing"), (" ", None, "name-missing"),
     ("王", "王", "name-form"), ("王德1", "王德1", "name-form"),
     ("王德（亡）", "王德(亡)", "name-form"),
     ("··", "··", "name-form"), (44380, "44380", "name-form"), ("王" * 51, "王" * 51, "name-form"),
     ('=HYPERLINK("http://x")', '=HYPERLINK("http://x")', "formula")],
)  # fmt: skip
def test_name(typed, wanted, problem):
    assert values.name(typed) == (wanted, problem)


@pytest.mark.parametrize(
    ("typed", "wanted", "problem"),
    [("马国\n海兰", "马国 海兰", "name-several"), ("马国\n强", "马国强", None), ("马国（外出务工）", "马国", "name-marked"),
     ("马国（已停保）", "马国(已停保)", "name-form"), ("马国（户主）", "马国", "name-marked"), ("*马国", "马国", "name-marked"), ("马国★", "马国", "name-marked"),
     ("马国（残）", "马国", "name-marked"), ("12.马国", "马国", "name-marked"), ("马国、", "马国", "name-marked"),
     ("马国(女)", "马国", "name-marked"), ("1、★马国（户主）*", "马国", "name-marked"), ("马 国", "马国", None),
     ("马国（已故）", "马国(已故)", "name-dead"), ("马国(亡)", "马国(亡)", "name-dead"), ("马国（死亡）", "马国(死亡)", "name-dead"),
     ("马国（配偶）、", "马国(配偶)、", "name-several"), ("马3国", "马3国", "name-form"), ("马国（代领）", "马国(代领)", "name-form"),
     ("*", "*", "name-form"), (44380, "44380", "name-form"), (None, None, "name-missing")],
)  # fmt: skip
def test_a_mark_beside_a_name_is_left_out_but_nothing_that_tells_of_another_person(typed, wanted, problem):
    assert values.marked_name(typed) == (wanted, problem)


def test_masked_numbers_are_told_as_masked():
    assert {values.id_number(f"640498{mask}4695")[1] for mask in ("********", "xxxxxxxx", "＊＊＊＊")} == {"id-masked"}
    assert {values.id_number(typed)[1] for typed in ("64049819720904469*", "6404981972XX", "X")} == {"id-form"}


def test_numbers_that_a_text_file_spoilt_are_told_as_numbers():
    assert values.id_number("640498197211278431.0")[1] == "id-as-number"
    assert values.account("6217990497465075293.0")[1] == "account-as-number"
    assert values.account("6.21799E+18")[1] == "account-as-number"


@pytest.mark.parametrize(
    ("typed", "wanted", "problem"),
    [("6217999099603082461", "6217999099603082461", None),
     ("6217 9990 9960 3082 461", "6217999099603082461", None),
     ("6217999099603082461\n", "6217999099603082461", None),
     ("６２１７９９９０９９６０３０８２４６１", "6217999099603082461", None),
     ("6217999099603082462", "6217999099603082462", "account-luhn"),
     (6.21799123456789e18, "6217991234567890000", "account-as-number"),
     (123456789012, "123456789012", "account-as-number"), (12345, "12345", "account-form"),
     ("6.21799E+18", "6.21799E+18", "account-as-number"), ("12345", "12345", "account-form"),
     ("=T5", "=T5", "formula"), (None, None, None), (" ", None, None)],
)  # fmt: skip
def test_account(typed, wanted, problem):
    found = values.account(typed)
    if problem == "account-as-number" and isinstance(typed, float):
        found = (wanted, found[1])
    assert found == (wanted, problem)


@pytest.mark.parametrize(
    ("typed", "wanted", "problem"),
    [("13800138000", "13800138000", None), (13800138000, "13800138000", None),
     ("138-0013-8000", "13800138000", None), ("0954-5011234", "09545011234", None),
     ("13800138000/13900139000", "13800138000", None), ("无", None, None), (None, None, None),
     ("1380013", "1380013", "phone-form"), ("23800138000", "23800138000", "phone-form")],
)  # fmt: skip
def test_phone(typed, wanted, problem):
    assert values.phone(typed) == (wanted, problem)


@pytest.mark.parametrize(
    ("typed", "wanted", "problem"),
    [(3, 3, None), (3.0, 3, None), ("3", 3, None), ("3人", 3, None), ("３", 3, None),
     (None, None, None), (3.5, "3.5", "count-not-number"), ("三", "三", "count-not-number"),
     (-1, "-1", "count-not-number"), (True, "True", "count-not-number")],
)  # fmt: skip
def test_count(typed, wanted, problem):
    assert values.count(typed) == (wanted, problem)


def test_text_sex_and_answers():
    assert values.text(3.0) == ("3", None)
    assert values.text(" 丁湾村\u3000 一组\n") == ("丁湾村 一组", None)
    assert values.sex("女") == ("female", None)
    assert values.sex("未知")[1] == "sex-unknown"
    assert values.yes_no("√") == (True, None)
    assert values.yes_no("不享受") == (False, None)
    assert values.yes_no(None) == (None, None)
    assert values.yes_no("大概") == ("大概", "answer-unknown")


def test_every_problem_of_the_sample_has_a_sentence():
    told = json.loads(p.sample("roster-202106-dirty.defects.json"))
    assert {defect["kind"] for defect in told} <= MESSAGES.keys()


def test_dictionary_words_are_unique_within_a_form():
    with SHIPPED.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    seen = {}
    for row in rows:
        at = (row["form"], keys(row["word"])[0])
        assert seen.setdefault(at, row["field"]) == row["field"], at
    assert len(rows) > 1500


@pytest.mark.parametrize(
    ("kind", "word", "code"),
    [("grade", "Ｃ类", "C"), ("grade", " c ", "C"), ("grade", "一类", "A"), ("grade", "D类", None),
     ("relation", "爱人", "spouse"), ("relation", "长子", "son"), ("relation", "次 女", "daughter"),
     ("relation", "户主（本人）", "head"), ("relation", "本人", "head"),
     ("relation", "儿媳", "daughter_in_law"),
     ("scheme", "农村低保", "rural_dibao"), ("scheme", "低保", None), ("scheme", "特困", "tekun"),
     ("change_kind", "整户停保", "end_household"), ("change_reason", "病故", "death"),
     ("labour", "完全丧失", "lost"), ("health", "重残", "severely_disabled"),
     ("care_mode", "分散", "home")],
)  # fmt: skip
def test_value_words(kind, word, code):
    assert shipped().value(kind, word) == code


def test_words_for_who_is_covered_answer_nothing_else():
    words = shipped()
    assert [words.covers(word) for word in ("正常", "低保", "非保障人口", "是", "否", "大概")] == [
        "yes",
        "yes",
        "no",
        "yes",
        "no",
        None,
    ]
    assert {words.value("yes_no", word) for word in ("正常", "低保", "非保障人口")} == {None}


def test_labels_are_the_first_word_and_several_causes_are_told_apart():
    words = shipped()
    assert words.label("relation", "son") == "子"
    assert words.label("change_kind", "regrade") == "类别调整"
    assert words.values("hardship", "因病、因残") == (["illness", "disability"], [])
    assert words.values("hardship", "因病/没钱") == (["illness"], ["没钱"])
    assert words.heading("roster", "id_number") == "身份证号"
    assert list(words.choices("grade")) == ["A", "B", "C"]


def test_the_dictionary_is_data():
    own = Synonyms([("roster", "name", "受益人"), ("value:grade", "A", "甲等")])
    assert own.field("roster", "受 益 人：") == "name"
    assert own.field("roster", "姓名") is None
    assert own.value("grade", "甲等") == "A"
