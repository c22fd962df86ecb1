"""Lists of tekun, old-age allowance, temporary aid and the low-income edge, as counties keep them."""

from typing import Any

import pytest

from core.sheets.model import Sheet, Workbook
from recipients.intake.reading import Roster
from recipients.rules import Context, check
from tests.recipients.odd_rosters import RATES, Layout, families, read

MODES = {"institution": "集中", "home": "分散"}
LEVELS = {"full": "全自理", "partial": "半护理", "none": "全护理"}
FEN = {"full": 52000, "partial": 78000, "none": 104000}


def people() -> list[list[dict[str, Any]]]:
    """Heads alone, with care by turns; a tick in the column of their own."""
    found = [members[:1] for members in families()]
    for number, (one,) in enumerate(found):
        one["mode"], one["level"] = list(MODES)[number * 2 // len(found)], list(LEVELS)[number % 3]
        one |= dict.fromkeys((one["mode"], one["level"]), "√")
        one |= {
            "sum": FEN[one["level"]] // 100,
            "living": 520,
            "care": FEN[one["level"]] // 100 - 520,
            "relation": "本人",
        }
        one |= {"mode_word": MODES[one["mode"]], "level_word": LEVELS[one["level"]]}
    return found


PEOPLE = people()
TITLE = [["香水镇2021年6月特困人员供养花名册"]]
WHO = "序号=seq 村=village 组=group 供养对象姓名=name 公民身份号码=id"
BANK = "社保卡号=account"
LAYOUTS = {
    "parts": f"{WHO} 供养方式=mode_word 生活自理能力评估结果=level_word 基本生活费=living 照料护理费=care {BANK}",
    "parts-and-sum": f"{WHO} 供养类型=mode_word 护理等级=level_word 基本生活费=living 照料护理费=care 合计（元/月）=sum {BANK}",
    "sum-under-a-group": f"{WHO} 供养形式=mode_word 自理能力=level_word 发放金额（元）|基本生活=living 发放金额（元）|照料护理=care"
    f" 发放金额（元）|小计=sum {BANK}",
    "ticks": f"{WHO} 供养方式|集中=institution 供养方式|分散=home 自理能力|全自理=full 自理能力|半护理=partial 自理能力|全护理=none"
    f" 月供养金=sum {BANK}",
    "mode-as-class": f"{WHO} 类别=mode_word 护理类别=level_word 月标准=sum {BANK}",
}  # fmt: skip


def errors(roster: Roster) -> list[tuple[str, str]]:
    context = Context(roster, "2021-06", "香水镇", ("香水镇",), {"丁湾"}, RATES)
    return [(one.kind, one.cell) for one in check(context) if one.blocks]


def told(roster: Roster) -> list[tuple[Any, ...]]:
    return [
        (f.scheme, f.members[0].id, f.care_mode, f.care_level, f.monthly, f.account, f.covered != []) for f in roster.families
    ]  # fmt: skip


def truth(scheme: str = "tekun") -> list[tuple[Any, ...]]:
    return [
        (scheme, one["id"], one["mode"], one["level"], FEN[one["level"]], one["account"], True) for (one,) in PEOPLE
    ]


@pytest.mark.parametrize("name", LAYOUTS)
def test_tekun_under_many_columns(name: str) -> None:
    roster = read(Layout(LAYOUTS[name], title=TITLE).workbook(PEOPLE))
    assert errors(roster) == [] and told(roster) == truth()


def test_tekun_by_sections_and_by_sheets() -> None:
    columns = f"{WHO} 自理能力=level_word 月供养金额=sum {BANK}"
    pages = []
    for mode, word in MODES.items():
        pages.append(Layout(columns, title=TITLE).workbook([m for m in PEOPLE if m[0]["mode"] == mode]).sheets[0])
        pages[-1].title = f"{word}供养"
    roster = read(Workbook("特困.xlsx", "xlsx", pages))
    assert errors(roster) == [] and told(roster) == truth()
    head = [TITLE[0] + [None] * 7, pages[0].rows[1]]
    parts = [row for page in pages for row in ([f"{page.title}人员", *[None] * 7], *page.rows[2:])]
    roster = read(Workbook("特困.xlsx", "xlsx", [Sheet("名册", [*head, *parts], [])]))
    assert errors(roster) == [] and told(roster) == truth()


def test_a_part_left_blank_everywhere_in_a_line_is_told() -> None:
    rows = people()
    rows[3][0] |= {"living": None, "care": None}
    roster = read(Layout(LAYOUTS["parts"], title=TITLE).workbook(rows))
    assert errors(roster) == [("amount-missing", "H6")]


def test_an_allowance_for_age_with_low_income_in_its_name_is_for_age() -> None:
    columns = f"序号=seq 村=village 组=group 老人姓名=name 身份证号=id 月津贴标准=sum {BANK}"
    for title in ("高龄低收入老年人基本生活津贴发放表", "80周岁以上老年人高龄津贴花名册"):
        roster = read(Layout(columns, title=[[title]]).workbook(PEOPLE))
        assert errors(roster) == [] and {family.scheme for family in roster.families} == {"old_age_allowance"}
        assert [family.monthly for family in roster.families] == [FEN[one["level"]] for (one,) in PEOPLE]


def test_temporary_aid_for_expenditure_is_temporary_aid() -> None:
    columns = f"序号=seq 村=village 组=group 申请人姓名=name 身份证号=id 救助类型=kind 救助金额=sum {BANK}"
    rows = people()
    for (one,) in rows:
        one["kind"] = "支出型" if one["seq"] % 2 else "急难型"
    roster = read(Layout(columns, title=[["香水镇2021年6月临时救助花名册"]]).workbook(rows))
    assert errors(roster) == [] and {family.scheme for family in roster.families} == {"temporary_assistance"}


def test_the_low_income_edge_is_paid_nothing_each_month() -> None:
    columns = "序号=seq 村=village 组=group 户主姓名=head 户主身份证号=head_id 家庭成员=name 身份证号=id 与户主关系=relation 家庭人口=persons"
    roster = read(Layout(columns, title=[["香水镇低保边缘家庭花名册"]]).workbook(families()))
    assert errors(roster) == [] and {family.scheme for family in roster.families} == {"near_dibao"}
    dibao = read(Layout(columns, title=[["香水镇农村低保花名册"]]).workbook(families()))
    assert errors(dibao) == [("column-missing", "A2")]
