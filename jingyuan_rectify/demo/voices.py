"""Telephones, who answers them, what was asked: the demo county's published numbers, duty roster, call log and questions."""

import datetime as dt

from cases.models import DutyShift, PublicTelephone
from cases.operations import voice as op
from core import audit, months, workdays
from core.models import User
from core.operation import operation

from .petitions import Desk

HOURS = "工作日 8:30—12:00，14:30—18:00"
QUESTIONS = (
    ("申请农村低保要带哪些材料？", "身份证、户口簿、家庭收入和财产说明；到乡镇便民大厅或网上都可以申请，一次告知。"),
    ("家里有小轿车能不能申请低保？", "以生活、就医必需为准，入户核查后按家庭财产规定认定。"),
    ("低保金每月几号发？", "每月十日前打到一卡通；没有到账的，请带卡到乡镇查询。"),
    ("老人满八十岁怎么领高龄津贴？", "户籍所在村登记，乡镇审核，从满八十周岁当月起发。"),
    ("孩子上大学，低保会不会停？", "就读期间仍计入共同生活家庭成员，不因上学停保。"),
    ("住院自费多，能申请临时救助吗？", "可以，按支出型困难申请；急难的先行救助、后补手续。"),
    ("残疾人两项补贴和低保能不能一起领？", "可以同时享受，按规定计发。"),
    ("搬到县城住了，低保还算农村的吗？", ""),
    ("对停保决定不服怎么办？", ""),
)
CALLS = (
    ("answered", "咨询低保申请材料"), ("answered", "反映低保金未到账，已登记"), ("missed", ""), ("test", "局办公室测试拨打，接听及时"),
    ("answered", "询问高龄津贴"), ("missed", ""), ("answered", "要求回访上月信访答复"), ("answered", "咨询残疾人补贴"),
)  # fmt: skip
WEEKS = 2


def fill(desk: Desk, office: User, today: dt.date) -> None:
    """Telephones are published, two weeks of duty are over and two planned, calls of this week and questions of the last
    months are kept; two questions still wait."""
    county = op.publish_telephone(
        by=office, division=office.division, telephone="0954-5019999", unit="县民政局", hours=HOURS
    )
    phones = [
        op.publish_telephone(
            by=office, division=town, telephone=f"0954-501{number:04d}", unit=f"{town.name}民政办", hours=HOURS
        )
        for number, (town, _, _) in enumerate(desk.towns, 1)
    ]
    _roster(county, [office, desk.clerk], office, today)
    for number in range(18):
        phone = county if number % 3 else phones[number % len(phones)]
        kind, note = CALLS[number % len(CALLS)]
        at = _moment(today - dt.timedelta(days=1 + number % 6), 9 + number % 8) + dt.timedelta(minutes=number)
        op.log_call(phone, by=office, at=at, kind=kind, note=note)
    for number, (subject, answer) in enumerate(QUESTIONS * 2):
        _, assistant, _ = desk.towns[number % len(desk.towns)]
        asked = _moment(today - dt.timedelta(days=1 + number * 4 if answer else 1), 10) + dt.timedelta(minutes=number)
        op.ask_consultation(
            by=assistant,
            asked_at=asked,
            channel=("call", "visit", "online")[number % 3],
            subject=subject,
            answer=answer,
            answered_at=asked + dt.timedelta(minutes=6 + 40 * (number % 5)),
        )


def _roster(phone: PublicTelephone, turns: list[User], office: User, today: dt.date) -> None:
    first = today - dt.timedelta(weeks=WEEKS)
    days = [day for on in range(14 * WEEKS) if workdays.is_workday(day := first + dt.timedelta(days=on))]
    names = {day: turns[number % len(turns)] for number, day in enumerate(days)}
    _over(phone, {day: user for day, user in names.items() if day < today}, by=office)
    op.fill_roster(
        [op.Cell(phone, day, "", user.display_name) for day, user in names.items() if day >= today], by=office
    )


@operation
def _over(phone: PublicTelephone, turns: dict[dt.date, User], *, by: User) -> None:
    """The days that are over had these people at the telephone."""
    DutyShift.objects.bulk_create(
        DutyShift(
            division_code=phone.division_code, day=day, telephone=phone.telephone, person=user.display_name, user=user
        )
        for day, user in turns.items()
    )
    audit.record("demo.loaded", phone, by=by, summary={"shifts": len(turns)})


def _moment(day: dt.date, hour: int) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(hour), tzinfo=months.SHANGHAI)
