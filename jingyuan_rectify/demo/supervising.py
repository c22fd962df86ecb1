"""What hangs on the demo county's ledger: the campaign's works and who answers for them, look-backs, a clue, papers of
supervision, a circular in draft, warning education, mechanisms."""

import datetime as dt

from django.utils import timezone

from cases.models import (
    Campaign,
    FollowUp,
    RectificationEntry,
    Responsibility,
    Stage,
    StageKind,
    SupervisionOrder,
)
from cases.operations import campaign as plan
from cases.operations import clues, look_back, supervision
from core import audit, months
from core.models import Division, User
from core.operation import operation

from .year import township_staff

Staff = dict[str, User]
S = RectificationEntry.State
# task, work, unit ('' for the township's), whose, days from today
WORKS = (
    ("policy", "逐村摸排易返贫和重病重残家庭，建立台账", "", "township_assistant", 20),
    ("funds", "核对上季度救助资金拨付到户情况", "社会救助股", "bureau_officer", 12),
    ("monthly", "每月25日前报动态管理名单和零报告", "", "township_assistant", 9),
    ("look_back", "对近三年低保专项治理问题逐条回头看", "社会救助股", "bureau_officer", 25),
    ("petitions", "重复信访逐件包案化解", "信访股", "petition_officer", 16),
    ("conduct", "公示救助信访投诉电话，落实值守", "局办公室", "bureau_office", -2),
)


def fill(staff: Staff, entries: list[RectificationEntry], today: dt.date) -> None:
    """Look-backs, a clue, papers, a circular, a session and mechanisms stand in the county's registers."""
    look_back.schedule_follow_ups()
    _look_backs(today, by=staff["bureau_officer"])
    _clue(staff, entries)
    _orders(staff, today)
    _circular(staff, entries)
    _education(staff, today)
    _mechanisms(staff, today)


def start(staff: Staff, townships: list[Division], today: dt.date) -> None:
    """The shipped plan stands with its works done, and one of this year is under way, so that entries have a stage."""
    plan.load_campaigns()
    campaign = _this_year(staff["bureau_office"], today)
    for number, (task, work, unit, role, days) in enumerate(WORKS):
        town = townships[number % len(townships)]
        person = staff.get(role) or township_staff(town)[role]
        line = plan.Line(
            division_code=person.division_id,
            task=task,
            work=work,
            unit=unit or town.name,
            due_on=today + dt.timedelta(days=days),
            leader="演示局分管领导",
            person=person,
        )
        plan.assign(campaign, line, by=staff["bureau_office"])


@operation
def _this_year(office: User, today: dt.date) -> Campaign:
    """A campaign whose second stage is today; what the shipped plan asked for is done."""
    first = today - dt.timedelta(days=310)
    campaign = Campaign.objects.create(
        division_code=office.division_id,
        title="社会救助领域专项整治巩固提升行动（演示）",
        document_number=f"泾民发〔{first.year}〕3号",
        first_day=first,
        last_day=today + dt.timedelta(days=120),
    )
    days = [first, today - dt.timedelta(days=150), today + dt.timedelta(days=60), today + dt.timedelta(days=121)]
    for kind, begins, ends in zip(StageKind, days, days[1:], strict=False):
        Stage.objects.create(campaign=campaign, kind=kind, first_day=begins, last_day=ends - dt.timedelta(days=1))
    over = Responsibility.objects.filter(county_code=office.scope[:6], person__isnull=True, due_on__lt=today)
    count = over.update(done_at=timezone.now(), done_by=office, outcome="已按方案完成。")
    audit.record("demo.loaded", campaign, by=office, summary={"works_done": count})
    return campaign


@operation
def _look_backs(today: dt.date, *, by: User) -> None:
    """Who was looked at already has the look-back's outcome; of the rest one is due by its window."""
    done = FollowUp.objects.filter(entry__state=S.CONSOLIDATED, outcome="")
    for row in done:
        row.outcome, row.note, row.by = FollowUp.Outcome.HOLDS, "入户核查，整改成果保持良好。", by
        row.done_on = min(row.window_from + dt.timedelta(days=10), today)
        row.at = dt.datetime.combine(row.done_on, dt.time(16), tzinfo=months.SHANGHAI)
        row.save()
    audit.record("demo.dated", by=by, division_code=by.division_id, summary={"look_backs": len(done)})


def _clue(staff: Staff, entries: list[RectificationEntry]) -> None:
    """One entry was referred to the discipline group, which has still to receive it."""
    officer = staff["bureau_officer"]
    entry = next((each for each in entries if each.state == S.WORKING and each.category == "关系保"), None)
    entry = entry or next(each for each in entries if each.state == S.WORKING)
    content = clues.Content(
        text="整改中发现经办人员可能存在优亲厚友、收受好处问题，需进一步核查。",
        accused=(clues.Accused("某某", "某村", "村委会主任"),),
        households="1户",
        how_found="整改核查时村民反映",
    )
    clue = clues.draft_clue(
        content,
        by=officer,
        source="整改事项",
        amount_fen=entry.amount_fen,
        entry=RectificationEntry.objects.get(pk=entry.pk),
    )
    clues.send_clue(clue, by=officer, version=clue.version)


def _orders(staff: Staff, today: dt.date) -> None:
    """Of the papers the clock drafted for overdue entries one waits for a signature, one for the township's answer."""
    state, leader = SupervisionOrder.State, staff["bureau_leader"]
    drafted = SupervisionOrder.objects.filter(county_code=leader.scope[:6], state=state.DRAFTED, kind="order")
    orders = list(drafted.order_by("division_code", "pk"))
    if orders:
        supervision.issue_order(orders[0], by=leader, version=orders[0].version, answer_by=today + dt.timedelta(days=7))
    if len(orders) < 2:
        return
    talk = SupervisionOrder.objects.filter(county_code=leader.scope[:6], state=state.DRAFTED, kind="talk").first()
    if talk is not None:
        supervision.drop_order(talk, by=leader, version=talk.version, reason="乡镇已书面说明情况，先督办。")


def _circular(staff: Staff, entries: list[RectificationEntry]) -> None:
    told = [each for each in entries if each.state == S.CLOSED and each.level in ("typical", "prominent")][:2]
    rows = list(RectificationEntry.objects.filter(pk__in=[each.pk for each in told], is_restricted=False))
    text = (
        "近期，县民政局在专项整治中发现个别乡镇入户核查不严、动态管理不到位，造成不符合条件家庭享受低保。目前问题已整改，"
        "多发资金已追回，有关人员受到提醒谈话。各乡镇要引以为戒，举一反三，逐户核查，严防类似问题再次发生。"
    )
    supervision.draft_circular(
        supervision.CircularText("circular", "关于两起农村低保审核把关不严问题的通报", text, rows),
        by=staff["bureau_office"],
    )


def _education(staff: Staff, today: dt.date) -> None:
    session = supervision.Session(
        held_on=today - dt.timedelta(days=26),
        title="以案为鉴：社会救助领域典型案例警示教育",
        place="局三楼会议室",
        attendance=42,
        note="组织乡镇民政助理员、核查员学习通报，讨论发言七人。",
    )
    supervision.record_session(session, by=staff["bureau_office"])


def _mechanisms(staff: Staff, today: dt.date) -> None:
    office = staff["bureau_office"]
    issued = today - dt.timedelta(days=70)
    rows = (
        (
            "supervision",
            "入户核查一人说了算",
            "入户核查双人签字、随机抽签、异地交叉核查",
            f"泾民发〔{issued.year}〕12号",
            issued,
        ),
        (
            "guarantee",
            "死亡信息报告不及时",
            "与公安、卫健、殡葬按月比对死亡信息，零报告签字背书",
            f"泾民发〔{issued.year}〕15号",
            issued,
        ),
        ("lasting", "名册之间不比对", "低保、特困、高龄津贴名册每月交叉比对", "", None),
    )
    made = [supervision.record_mechanism(supervision.Rule(*row), by=office) for row in rows]
    result = "抽查三个乡镇，核查表均有两人签字。"
    supervision.check_mechanism(
        made[0], by=office, version=made[0].version, checked_on=today - dt.timedelta(days=8), result=result
    )
