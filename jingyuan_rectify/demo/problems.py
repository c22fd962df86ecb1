"""The demo county's problem list and rectification ledger: what visits found and some more, worked through the ordinary
operations to every state, then dated to where they belong in the story."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Any

from django.db.models import F

from cases.models import CloseOut, EntryEvent, Evidence, Level, Measure, RectificationEntry
from cases.operations import entries as op
from core import audit, months
from core.models import Division, Notice, User
from core.operation import operation
from core.permissions import Role

from .people import Maker
from .petitions import Desk
from .scenes import courtyard

S = RectificationEntry.State


@dataclass(frozen=True)
class Problem:
    """A problem as it is found: where it belongs, in words, and the money in yuan (met, to be recovered)."""

    task: str
    category: str
    code: str
    text: str
    source: str
    cause: str
    measures: str
    yuan: int = 0
    back: int = 0


PROBLEMS: tuple[Problem, ...] = (
    Problem("policy", "错保", "P03", "{v}一户有商品房和小轿车，仍享受农村低保。", "self_check", "入户核查时没有核对车辆、房产信息。",
            "核对{v}全部低保户的车辆、房产信息，该户当月停保并追回多发资金。", 3720, 3720),
    Problem("conduct", "关系保", "P02", "{v}村干部近亲属享受低保，没有备案。", "audit", "近亲属备案流于形式。",
            "对{v}备案人员逐一入户复核，补办备案，不符合条件的清退。", 2480),
    Problem("monthly", "死亡不及时停保", "P07", "{v}一名低保对象去世两个月后才停发。", "look_back", "村级死亡信息报告不及时。",
            "与派出所、卫生院按月比对死亡信息，追回{v}多发两个月资金。", 760, 760),
    Problem("policy", "漏保", "P04", "{v}一户重病患者家庭符合条件，没有纳入低保。", "self_check", "主动发现机制没有落到村组。",
            "对大额医疗支出家庭逐户走访，{v}该户已受理申请并按程序办理。"),
    Problem("conduct", "不按标施保", "P08", "{v}一户重度残疾按C类发放，类别偏低。", "inspection", "残疾等级变更后没有调整类别。",
            "比对残联名册，重新核定{v}保障类别，从当月起按新类别发放。", 420),
    Problem("funds", "资金滞拨", "P15", "一季度临时救助资金拨付到户超过三十天。", "audit", "乡镇专账审批环节多、时间长。",
            "压缩审批环节，临时救助资金十个工作日内拨付到户，每月公示。", 26400),
    Problem("conduct", "作风问题", "P12", "群众反映到{v}便民点办事跑了多趟，没有一次性告知。", "self_check", "窗口人员业务不熟。",
            "印发一次性告知单，窗口人员集中培训，实行首问负责。"),
    Problem("look_back", "拆户保", "P05", "“回头看”发现{v}一户分户后两户同时享受低保。", "look_back", "分户时没有重新核查共同生活情况。",
            "两户合并核算，{v}分户不满一年的逐户复核。", 5580, 2790),
    Problem("policy", "重复享受", "P13", "{v}一名特困供养对象同时领取农村低保。", "self_check", "两个名册没有交叉比对。",
            "停发低保并追回重复发放资金，名册按月交叉比对。", 1860, 1860),
    Problem("elderly", "养老服务", "", "{v}敬老院食堂没有公示食谱和收支。", "inspection", "内部管理制度不落实。",
            "每周公示食谱，每月公布伙食账目，接受家属监督。"),
    Problem("monthly", "动态管理不到位", "P14", "连续三个月零变动，抽查发现{v}两户情况有变化没有上报。", "self_check", "月报填报前没有入户摸排。",
            "月报前由包村干部逐组摸排，签字后上报。"),
)  # fmt: skip
# what became of the made ones, oldest first: a plan of states, each with its level
FATES: tuple[tuple[str, str], ...] = (
    ("legacy", "ordinary"), ("legacy", "prominent"),
    ("consolidated", "ordinary"), ("rebounded", "prominent"), ("closed", "typical"), ("consolidated", "ordinary"),
    ("closed", "ordinary"), ("closed", "prominent"), ("dismissed", "ordinary"), ("closed", "ordinary"),
    ("closed", "typical"), ("closed", "ordinary"), ("closed", "ordinary"), ("closed", "ordinary"),
    ("overdue", "prominent"), ("closed", "ordinary"), ("closed", "ordinary"), ("extended", "typical"),
    ("closed", "ordinary"), ("overdue", "ordinary"), ("checked", "ordinary"), ("extension_asked", "ordinary"),
    ("close_asked", "prominent"), ("working", "ordinary"), ("close_asked", "ordinary"), ("working", "typical"),
    ("working", "ordinary"), ("working", "sign"), ("planned", "ordinary"), ("listed", "ordinary"), ("listed", "sign"),
)  # fmt: skip
REBOUNDED = [fate for fate, _ in FATES].index("rebounded")
FIRST, LAST = 300, 4  # days ago: the oldest was found, the newest


@dataclass(frozen=True)
class Team:
    """Who works entries: the desk's people, the bureau's officer and leader."""

    desk: Desk
    officer: User
    leader: User


def fill(maker: Maker, team: Team, today: dt.date) -> list[RectificationEntry]:
    """The ledger holds what visits found and the made problems, in every state; the made ones are returned."""
    op.pull_findings()
    made = []
    for number, (fate, level) in enumerate(FATES):
        back = FIRST - number * (FIRST - LAST) // (len(FATES) - 1)
        made.append(_one(maker, team, number, fate, level, today - dt.timedelta(days=back), today))
    _rebound(maker, team, made[REBOUNDED], today)
    op.draft_overdue(today)
    _read(team)
    return made


def _one(
    maker: Maker, team: Team, number: int, fate: str, level: str, found: dt.date, today: dt.date
) -> RectificationEntry:
    problem = PROBLEMS[number % len(PROBLEMS)]
    town, assistant, villages = team.desk.towns[number % len(team.desk.towns)]
    village = villages[number % len(villages)] if villages else town
    name = village.name if villages else ""
    entry = op.list_entry(
        op.Found(
            division_code=village.code,
            task=problem.task,
            category=problem.category,
            problem=problem.code,
            description=problem.text.format(v=name),
            source=problem.source,
            found_on=found,
            level=level,
            village=name,
            households_count=1,
            amount_fen=problem.yuan * 100,
            due_back_fen=problem.back * 100,
        ),
        by=team.officer,
    )
    entry = _worked(maker, entry, problem, name, town, assistant, team, fate, today)
    _dated(entry, found, fate, today, by=team.officer)
    entry.refresh_from_db()
    return entry


def _worked(
    maker: Maker,
    entry: RectificationEntry,
    problem: Problem,
    village: str,
    town: Division,
    assistant: User,
    team: Team,
    fate: str,
    today: dt.date,
) -> RectificationEntry:
    if fate == "listed":
        return entry
    if fate == "dismissed":
        reason = "经核实，登记有误，该户情况属实符合条件。"
        entry = op.ask_dismissal(entry, by=team.officer, version=entry.version, reason=reason)
        return op.dismiss(entry, by=team.leader, version=entry.version)
    plan = op.Plan(
        cause=problem.cause,
        goal="立行立改，举一反三。",
        measures_text=problem.measures.format(v=village),
        unit=town.name,
        leader="演示乡镇分管领导",
        person_name=assistant.display_name,
        person_user=None,
        due_on=today + dt.timedelta(days=30),
    )
    entry = op.plan_entry(entry, by=assistant, version=entry.version, plan=plan)
    if fate in {"planned", "legacy"}:
        return entry
    op.add_measure(entry, by=assistant, text=f"走访{village or town.name}相关农户，核对情况并登记。", done_on=today)
    photo = courtyard(Random(maker.random.random()))
    op.attach_evidence(entry, by=assistant, filename="整改照片.jpg", data=photo, what="整改后入户照片")
    done = fate in {"closed", "consolidated", "rebounded", "close_asked", "checked"}
    recovered = entry.due_back_fen if done else entry.due_back_fen // 2
    progress = "整改措施已落实，资料已归档。" if done else "已入户核实，正在按措施整改。"
    entry = RectificationEntry.objects.get(pk=entry.pk)
    entry = op.report_progress(entry, by=assistant, version=entry.version, progress=progress, recovered_fen=recovered)
    if fate in {"extended", "extension_asked"}:
        until = today + dt.timedelta(days=60)
        entry = op.ask_extension(
            entry, by=assistant, version=entry.version, until=until, reason="当事人在外务工，追回需要时间。"
        )
        if fate == "extended":
            entry = op.extend(entry, by=team.leader, version=entry.version)
    return _closed(entry, assistant, team, fate, today) if done else entry


def _closed(entry: RectificationEntry, assistant: User, team: Team, fate: str, today: dt.date) -> RectificationEntry:
    result = "问题已纠正，多发资金已追回，责任人受到提醒谈话，并完善了核查办法。"
    op.ask_close_out(entry, by=assistant, version=entry.version, result=result, done_on=today)
    entry = RectificationEntry.objects.get(pk=entry.pk)
    if fate == "close_asked":
        return entry
    entry = op.check_close_out(entry, by=team.officer, version=entry.version, note="已入户核实，佐证属实。")
    if fate == "checked":
        return entry
    entry = op.confirm_close_out(entry, by=team.leader, version=entry.version)
    if fate == "consolidated":
        entry = op.consolidate(entry, by=team.officer, note="回头看入户核查，整改成果保持良好。")
    return entry


def _rebound(maker: Maker, team: Team, old: RectificationEntry, today: dt.date) -> None:
    """The look-back found the old problem again: it is put right under a new number, one level graver."""
    found = today - dt.timedelta(days=20)
    town, assistant, _ = next(each for each in team.desk.towns if each[0].code.startswith(old.township_code))
    new = op.list_entry(
        op.Found(
            division_code=old.division_code,
            task=old.task,
            category=old.category,
            problem=old.problem,
            description=f"回头看发现反弹：{old.description}",
            source="look_back",
            found_on=found,
            level=Level.TYPICAL,
            village=old.village,
            households_count=old.households_count,
            amount_fen=old.amount_fen,
        ),
        by=team.officer,
    )
    op.rebound(old, by=team.officer, why="复查时发现同类问题再次出现。", into=new)
    new.refresh_from_db()
    problem = PROBLEMS[REBOUNDED % len(PROBLEMS)]
    new = _worked(maker, new, problem, old.village, town, assistant, team, "working", today)
    _dated(new, found, "working", today, by=team.officer)
    at = _moment(found, 16)
    RectificationEntry.objects.filter(pk=old.pk).update(rebounded_at=at)
    EntryEvent.objects.filter(entry=old, step="rebound").update(at=at)


@operation
def _dated(entry: RectificationEntry, found: dt.date, fate: str, today: dt.date, *, by: User) -> None:
    """The entry's story runs from the day it was found on: planned within the week, closed within the term. An overdue one
    has its deadline behind it."""
    reach = min((today - found).days, 45)
    last = found + dt.timedelta(days=reach)
    events = list(entry.events.order_by("at", "id"))
    for event, at in zip(events, _spread(found, reach, len(events)), strict=True):
        event.at = at
    EntryEvent.objects.bulk_update(events, ["at"])
    due = found + dt.timedelta(days=60)
    if fate == "overdue":
        due = today - dt.timedelta(days=3 if found > today - dt.timedelta(days=130) else 18)
    changed: dict[str, Any] = {"listed_at": _moment(found, 9)}
    if fate == "legacy":  # as an old ledger brings it in: struck off long ago, on whose word nobody knows
        changed |= {"state": S.LEGACY_CLOSED, "done_on": last, "result": "已整改完成。"}
    if entry.due_on is not None:
        changed["due_on"] = due if fate == "overdue" or entry.closed_at else max(due, today + dt.timedelta(days=5))
    if entry.done_on is not None:
        changed["done_on"] = last
    if entry.closed_at is not None:
        changed["closed_at"] = _moment(last, 17)
    RectificationEntry.objects.filter(pk=entry.pk).update(**changed)
    half = _moment(found + dt.timedelta(days=reach // 2), 15)
    Measure.objects.filter(entry=entry).update(at=half, done_on=half.date())
    Evidence.objects.filter(entry=entry).update(at=half)
    CloseOut.objects.filter(entry=entry).update(asked_at=_moment(last, 10))
    CloseOut.objects.filter(entry=entry, checked_at__isnull=False).update(checked_at=_moment(last, 14))
    CloseOut.objects.filter(entry=entry, confirmed_at__isnull=False).update(confirmed_at=_moment(last, 17))
    audit.record("demo.dated", entry, by=by, summary={"at": found.isoformat()})


def _spread(found: dt.date, reach: int, count: int) -> Iterator[dt.datetime]:
    """`count` moments from the day of finding on, within `reach` days."""
    for number in range(count):
        day = found + dt.timedelta(days=reach * number // max(count - 1, 1))
        yield _moment(day, 9) + dt.timedelta(minutes=7 * number)


@operation
def _read(team: Team) -> None:
    """What was told of old steps is no news."""
    Notice.objects.filter(read_at__isnull=True, kind__in=["entry", "order"]).update(read_at=F("created_at"))
    audit.record("demo.loaded", by=team.officer, summary={"entries": len(FATES)})


def _moment(day: dt.date, hour: int) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(hour), tzinfo=months.SHANGHAI)


def team_of(desk: Desk, staff: dict[str, User]) -> Team:
    """The demo county's people."""
    return Team(desk, staff[Role.BUREAU_OFFICER], staff[Role.BUREAU_LEADER])
