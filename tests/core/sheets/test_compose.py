"""Column words that stand in no list: read by their parts, or left unknown."""

import pytest

from core.sheets.guess import guess
from core.sheets.header import find_table
from core.sheets.model import Sheet
from core.sheets.synonyms import shipped

WORDS = shipped()

READ = {
    "roster": {
        "享受对象证件号码": "id_number", "家庭成员二代身份证号": "id_number", "户主名字": "head_name", "申请人居民身份证": "head_id",
        "低保户月领取保障金额": "monthly", "每户每月救助金": "monthly", "核定人均月补助金额": "per_person", "月补差（元/人）": "per_person",
        "月补差（元/户）": "monthly", "享受总人数": "covered_count", "家庭总人数": "household_size", "农商行账号": "account",
        "惠民帐号": "account", "成员是否享受": "covered", "低保享受与否": "covered", "是否为低保人员": "covered", "享受低保打√": "covered",
        "成员与户主关系": "relation",
    },
    "changes": {
        "变动人员身份证": "id_number", "停保对象公民身份号码": "id_number", "增员姓名": "name", "调整前档": "old_grade", "停保后人数": "new_count",
        "停保前月保障金": "old_monthly", "停止发放年月": "effective_month", "过世时间": "death_date", "退保缘由": "reason", "死亡对象姓名": "name",
    },
}  # fmt: skip
UNREAD = {
    "roster": (
        "配偶身份证号 配偶姓名 户主父亲姓名 联系人姓名 担保人姓名 村干部姓名 代理人身份证号 残疾证件号码 医保卡号 合同账号 年保障金额"
        " 全年保障金 季度发放金额 上月保障金额 累计发放金额 补发金额 调整金额 物价补贴金额 财产金额 家庭年收入金额 老年人人数 残疾人数"
        " 减少人数 未享受人数 女性人数 是否党员 是否享受高龄津贴 是否其他救助对象 残疾人等级 户主电话簿 原保障金额"
    ),
    "changes": "填报日期 公示时间 入户时间 上月人数 批准文号 调查人姓名 身份证有效期",
}


@pytest.mark.parametrize(("form", "word", "field"), [(f, w, x) for f, found in READ.items() for w, x in found.items()])
def test_word_is_read_by_its_parts(form: str, word: str, field: str) -> None:
    meaning = WORDS.field(form, word)
    general = {"any_name": "name", "any_id": "id_number"}
    assert general.get(meaning, meaning) == field


@pytest.mark.parametrize(("form", "word"), [(form, word) for form, text in UNREAD.items() for word in text.split()])
def test_word_with_an_unknown_part_stays_unknown(form: str, word: str) -> None:
    assert WORDS.field(form, word) is None


@pytest.mark.parametrize(
    ("above", "below", "field"),
    [
        ("人口（人）", "保障", "covered_count"), ("人口（人）", "家庭", "household_size"), ("补助金额（元）", "人均", "per_person"),
        ("变动前享受情况", "人口", "old_count"), ("变动后情况", "月补助", "new_monthly"), ("户主基本情况", "性别", "head_sex"),
        ("死亡人员基本资料", "证件号", "id_number"), ("减少对象情况", "公民身份号码", "id_number"), ("人口", "男", None),
    ],
)  # fmt: skip
def test_word_under_a_group_word(above: str, below: str, field: str | None) -> None:
    rows = [
        ["序号", "村", "户主姓名", "户主身份证号", "成员姓名", above],
        [None] * 5 + [below],
        [1, "村", "甲乙", None, "丙丁", "戊"],
    ]
    table = find_table(Sheet("表", rows, [(0, col, 1, col) for col in range(5)]), "changes", WORDS)
    assert table is not None
    assert next((name for name, col in table.columns.items() if col == 5), None) == field


ROW = ["甲小明", "640498197211278431", "户主", "A类"]


@pytest.mark.parametrize(
    ("word", "values", "field"),
    [
        ("党员", ["是", "否", "否"], None), ("纳入", ["√", "×", "√"], "covered"), ("人在否", ["享受", "不享受", "享受"], "covered"),
        ("纳入", ["低保", "低保", "低保"], None), ("纳入", ["低保", "非低保", "低保"], "covered"),
        ("去处", ["6217999099603082461", "6217996018955597978", "6217996563212233073"], "account"),
        ("编码", ["640498197211278431"] * 3, None), ("残情", ["一级", "二级", "三级"], None), ("某", [None, None, None], None),
        ("某", ["甲", "1", "2021"], None),
    ],
)  # fmt: skip
def test_column_is_known_by_what_stands_below(word: str, values: list, field: str | None) -> None:
    rows = [["姓名", "身份证号", "与户主关系", "类别", word], *([*ROW, value] for value in values)]
    table = find_table(Sheet("表", rows), "roster", WORDS)
    assert table is not None
    assert [name for _, _, name in table.guessed] == ([field] if field else [])
    assert field is None or table.head_address(4) == "E1"


def test_nothing_is_guessed_for_forms_nobody_described() -> None:
    table = find_table(Sheet("表", [["姓名", "身份证号", "与户主关系", "x"], [*ROW[:3], "是"]]), "roster", WORDS)
    assert table is not None
    columns = type("C", (), {"fields": {}, "unknown": [(3, "x")], "words": {}, "guessed": [], "doubled": []})()
    assert not guess(table.sheet, columns, table.body, "payments", WORDS)
    assert columns.unknown == [(3, "x")]
