import pytest

from recipients.rules.amount_is_monthly import amount_is_monthly
from tests.recipients.rosters import HEAD, STANDARD, cells, context, family, sheet_rows

AT = HEAD.index("月保障金额")
TITLE = "泾源县香水镇2021年6月农村低保对象花名册"


@pytest.mark.parametrize(
    ("word", "above", "told"),
    [
        ("月保障金额", [TITLE], ""),
        ("月保障金额（元/户·月）", [TITLE, "单位：元、人"], ""),
        ("月保障金额（元）", ["香水镇2021年4-6月农村低保对象花名册"], ""),
        ("保障金额（元）", ["香水镇2021年度农村低保对象花名册", "填报单位：香水镇"], ""),
        ("保障金额（元）", ["香水镇2021年6月1日-6月30日低保花名册"], ""),
        ("保障金额（元/年）", [TITLE], "元/年"),
        ("保障金额（元/季）", [TITLE], "元/季"),
        ("保障金额", [TITLE, "单位：元/年"], "元/年"),
        ("月保障金额", [TITLE, "单位：百元"], "百元"),
        ("月保障金额（万元）", [TITLE], "万元"),
        ("发放金额（元）", ["香水镇2021年4-6月农村低保金发放花名册"], "4-6月"),
        ("发放金额（元）", ["香水镇2021年二季度农村低保金发放花名册"], "二季度"),
    ],
)
def test_amount_is_monthly(word: str, above: list[str], told: str) -> None:
    rows = sheet_rows(family(1, *STANDARD))
    rows[1][AT] = word
    rows = [*[[line] for line in above], *rows[1:]]
    found = list(amount_is_monthly(context(rows)))
    assert cells(found) == ([(f"Q{len(above) + 1}", "amount-not-monthly")] if told else [])
    assert all(f"“{told}”" in finding.message and finding.blocks for finding in found)
