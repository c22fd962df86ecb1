"""Every kind of change reaches the roster: months, people, money and accounts afterwards are what the line said."""

import datetime as dt
import json
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine

from monthly_reports import operations
from monthly_reports.models import Submission
from monthly_reports.preview import scheme_figures
from recipients.models import Award, Membership, Person
from tests.monthly_reports.months import AUGUST, TOWN, draft, file_it
from tests.recipients.factories import RateFactory, id_number

SEP = "2021-09"
SU = {
    "scheme": "农村低保",
    "village": "乙坪村",
    "head_name": "苏虎彦",
    "head_id": "640498196708057824",
    "effective_month": "2021-08",
}
SON = {"name": "金栋彩", "id_number": "640498200107211135"}
OLD = id_number(811, born=dt.date(1938, 3, 4))
SECOND = id_number(813, born=dt.date(1936, 5, 6))
TEKUN = {
    "scheme": "特困供养", "village": "乙坪村", "head_name": "马老汉", "head_id": OLD, "name": "马老汉", "id_number": OLD,
    "relation": "户主", "change_kind": "新增户", "reason": "丧失劳动能力", "care_mode": "分散供养", "care_level": "全自理",
    "new_count": "1", "new_monthly": "600", "effective_month": "2021-08",
}  # fmt: skip


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(dt.datetime(2021, 7, 20, 2, tzinfo=dt.UTC), tick=False) as traveller:
        yield traveller


def go(people: SimpleNamespace, *rows: dict[str, Any], month: str = "2021-07") -> Submission:
    made = draft(people.assistant, rows=list(rows), month=month)
    errors = [each["message"] for each in json.loads(made.findings_json) if each["severity"] == "error"]
    assert errors == [] and made.state == Submission.State.DRAFT
    filed = file_it(made, people.verifier)
    return operations.take_in(filed, by=people.officer, version=filed.version)


def award(ident: str, month: str = AUGUST, scheme: str = "rural_dibao") -> Award:
    rows = Award.objects.in_force(month).filter(scheme=scheme)
    return next(a for a in rows for c in a.covered_people.select_related("person") if c.person.id_number == ident)


def test_regrade(june: SimpleNamespace) -> None:
    go(
        june,
        SU
        | {"change_kind": "类别调整", "reason": "病情加重", "old_grade": "C", "new_grade": "A", "new_monthly": "1140"},
    )
    assert (award(SON["id_number"]).grade, award(SON["id_number"]).monthly_fen) == ("A", 114000)
    assert award(SON["id_number"], "2021-07").grade == "C"


def test_amounts_up_and_down(june: SimpleNamespace) -> None:
    go(june, SU | {"change_kind": "降标", "reason": "家庭收入增加", "old_monthly": "720", "new_monthly": "600"})
    assert award(SON["id_number"]).monthly_fen == 60000


def test_a_new_head(june: SimpleNamespace) -> None:
    go(june, SU | SON | {"change_kind": "户主变更", "reason": "户主外出"})
    rows = Membership.objects.in_force(AUGUST).filter(person__name="金栋彩")
    assert rows.get().is_head and award(SON["id_number"]).monthly_fen == 72000


def test_a_corrected_account(june: SimpleNamespace) -> None:
    new = "6217999303082211234"
    go(june, SU | {"change_kind": "信息更正", "reason": "银行账号变更", "account": new, "account_holder": "金栋彩"})
    row = award(SON["id_number"])
    assert (row.account, row.account_holder, row.monthly_fen) == (new, "金栋彩", 72000)


def test_a_corrected_name(june: SimpleNamespace) -> None:
    go(june, SU | {"name": "金东彩", "id_number": SON["id_number"], "change_kind": "信息更正", "reason": "登记错误"})
    assert Person.objects.filter(name="金东彩").count() == 1
    assert scheme_figures(TOWN, AUGUST)["rural_dibao"].fen == 7_500_000


def test_moving_out_leaves_the_family(june: SimpleNamespace) -> None:
    go(
        june,
        SU
        | SON
        | {"change_kind": "迁出", "reason": "户籍迁出", "old_count": "3", "new_count": "2", "new_monthly": "480"},
    )
    assert not Membership.objects.in_force(AUGUST).filter(person__name="金栋彩").exists()
    assert Membership.objects.in_force("2021-07").filter(person__name="金栋彩").exists()


def test_removing_without_leaving_keeps_the_family(june: SimpleNamespace) -> None:
    go(june, SU | SON | {"change_kind": "户内减员", "reason": "就业", "old_count": "3", "new_count": "2"})
    assert Membership.objects.in_force(AUGUST).filter(person__name="金栋彩").exists()
    assert scheme_figures(TOWN, AUGUST)["rural_dibao"].covered == 266


def test_tekun_is_paid_by_person(june: SimpleNamespace, clock) -> None:
    RateFactory(scheme="tekun", grade="", care_mode="home", care_level="full", amount_fen=60000)
    go(june, TEKUN)
    row = award(OLD, scheme="tekun")
    assert (row.person.id_number, row.care_mode, row.care_level, row.monthly_fen) == (OLD, "home", "full", 60000)
    clock.move_to(dt.datetime(2021, 8, 20, 2, tzinfo=dt.UTC))
    leave = TEKUN | {"change_kind": "整户停保", "reason": "死亡", "death_date": "2021-08-10", "effective_month": SEP}
    leave |= {"old_count": "1", "new_count": "0", "old_monthly": "600", "new_monthly": "0"}
    go(june, leave, month=AUGUST)
    assert "tekun" not in scheme_figures(TOWN, SEP) and scheme_figures(TOWN, AUGUST)["tekun"].fen == 60000


def test_one_of_two_in_care_changes_alone(june: SimpleNamespace, clock) -> None:
    wife = TEKUN | {"name": "李老太", "id_number": SECOND, "relation": "配偶", "change_kind": "户内增员"}
    go(june, TEKUN, wife)
    clock.move_to(dt.datetime(2021, 8, 20, 2, tzinfo=dt.UTC))
    change = {
        "scheme": "特困供养", "head_name": "马老汉", "head_id": OLD, "name": "李老太", "id_number": SECOND, "change_kind": "供养方式变更",
        "reason": "病情加重", "care_level": "全护理", "new_monthly": "1200", "effective_month": SEP,
    }  # fmt: skip
    go(june, change, month=AUGUST)
    wife_row, man = award(SECOND, SEP, "tekun"), award(OLD, SEP, "tekun")
    assert (wife_row.care_level, wife_row.monthly_fen) == ("none", 120000)
    assert (man.care_level, man.monthly_fen) == ("full", 60000)


def test_old_age_allowance_beside_dibao(june: SimpleNamespace) -> None:
    elder = {
        "head_name": "兰志山",
        "head_id": "640498194001153856",
        "name": "兰志山",
        "id_number": "640498194001153856",
    }
    go(june, elder | {"scheme": "高龄津贴", "village": "己川村", "relation": "户主", "change_kind": "新增户", "reason": "年满八十",
                      "new_count": "1", "new_monthly": "270", "effective_month": "2021-08"})  # fmt: skip
    assert award(elder["id_number"], scheme="old_age_allowance").monthly_fen == 27000
    assert award(elder["id_number"]).grade == "B"


def test_temporary_aid_is_for_one_month(june: SimpleNamespace) -> None:
    go(june, SU | {"scheme": "急难型临时救助", "name": "苏虎彦", "id_number": SU["head_id"], "relation": "户主", "change_kind": "新增户",
                   "reason": "火灾", "new_count": "1", "new_monthly": "2000", "effective_month": "2021-07"})  # fmt: skip
    assert scheme_figures(TOWN, "2021-07")["temporary_assistance"].fen == 200000
    assert "temporary_assistance" not in scheme_figures(TOWN, AUGUST)
    assert scheme_figures(TOWN, AUGUST)["rural_dibao"].fen == 7_500_000
