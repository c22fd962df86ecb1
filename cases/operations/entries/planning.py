"""What is to be done about a problem, by whom, until when; and where it stands in the plan."""

import datetime as dt
from dataclasses import dataclass, fields
from typing import Any

from core import months
from core.models import User
from core.operation import operation
from core.permissions import Permission
from core.refusal import NotPermitted, Refused, TransitionRefused
from core.templatetags.formats import yuan

from ...intake.ledger_line import STORY
from ...models import Level, RectificationEntry, StageKind, TaskArea
from .orders import draft_reminder
from .story import put, taken

S = RectificationEntry.State
NEEDED = (
    ("cause", "原因分析"),
    ("measures_text", "整改措施"),
    ("unit", "责任单位"),
    ("person_name", "责任人"),
    ("due_on", "整改时限"),
)

TEXTS = {
    "cause": ("原因分析", STORY),
    "goal": ("整改目标", 300),
    "measures_text": ("整改措施", STORY),
    "unit": ("责任单位", 60),
    "leader": ("责任领导", 50),
    "person_name": ("责任人", 50),
}


@dataclass(frozen=True)
class Plan:
    """Cause, measures, who and until when. `due_back_fen` is what must be recovered (fen); None leaves it."""

    cause: str = ""
    goal: str = ""
    measures_text: str = ""
    unit: str = ""
    leader: str = ""
    person_name: str = ""
    person_user: User | None = None
    due_on: dt.date | None = None
    due_back_fen: int | None = None


def gaps(plan: Any) -> list[str]:
    """What a plan (or an entry) still lacks, in the words of the form; empty when work can begin."""
    return [label for name, label in NEEDED if not getattr(plan, name)]


@operation
def plan_entry(entry: RectificationEntry, *, by: Any, version: int, plan: Plan) -> RectificationEntry:
    """The plan stands in the entry. It is being worked on once cause, measures, unit, person and deadline are there; until
    then it stays listed. A deadline once worked under moves only by the one extension; what must be recovered is lowered
    by the bureau alone, and where it rises the approval of 无法追回 is to be given anew; story and chain tell of either. Raises EditConflict, TransitionRefused, NotPermitted, Refused."""
    step = "save_plan" if gaps(plan) else "plan"
    if step == "save_plan" and entry.state == S.WORKING:
        raise TransitionRefused(f"已经在整改，方案里不能缺：{'、'.join(gaps(plan))}。")
    mine, state = taken(entry, step, by=by, version=version)
    _check(mine, plan, by)
    before = mine.due_back_fen
    if plan.due_back_fen is not None and plan.due_back_fen > mine.due_back_fen:
        mine.irrecoverable_approved_by = None  # what was given up was less
    for field in fields(plan):
        value = getattr(plan, field.name)
        if field.name != "due_back_fen" or value is not None:
            setattr(mine, field.name, value.strip() if isinstance(value, str) else value)
    mine.state = state
    moved = {"due_back_before": before, "due_back": mine.due_back_fen} if mine.due_back_fen != before else {}
    return put(mine, step, by=by, text=_told(mine, before), summary=moved)


def _check(mine: RectificationEntry, plan: Plan, by: Any) -> None:
    for name, (label, longest) in TEXTS.items():
        if len(getattr(plan, name)) > longest:
            raise Refused(f"{label}最多 {longest} 个字，请写简要些。", code="text-long")
    _check_deadline(mine, plan)
    lowered = plan.due_back_fen is not None and plan.due_back_fen < mine.due_back_fen
    if plan.due_back_fen is not None and plan.due_back_fen < 0:
        raise Refused("应追回金额不能是负数。", code="number-negative")
    if lowered and by is not None and not by.may(Permission.ENTRY_CHECK):
        raise NotPermitted("应追回金额只能由社会救助股调低。确有变化的，请说明情况后由其修改。", code="due-lowered")


def _check_deadline(mine: RectificationEntry, plan: Plan) -> None:
    if plan.due_on == mine.due_on:
        return
    if mine.state == S.WORKING and mine.due_on is not None:
        raise Refused("整改时限已经定下，不能改。确实完不成的，请申请延期（只能延一次）。", code="deadline-fixed")
    if plan.due_on is not None and plan.due_on < max(mine.found_on, months.today()):
        raise Refused("整改时限不能早于今天。", code="deadline-past")


def _told(mine: RectificationEntry, due_back_before: int) -> str:
    due = f"，时限 {months.chinese_day(mine.due_on)}" if mine.due_on else ""
    money = ""
    if mine.due_back_fen != due_back_before:
        money = f"，应追回由 {yuan(due_back_before)} 元改为 {yuan(mine.due_back_fen)} 元"
    return f"责任单位 {mine.unit or '未定'}，责任人 {mine.person_name or '未定'}{due}{money}"


@operation
def classify_entry(
    entry: RectificationEntry, *, by: Any, version: int, task: str, stage: str, level: str
) -> RectificationEntry:
    """The entry stands under this task, stage ('' for none) and level; one that becomes a sign of trouble has its reminder
    letter drafted."""
    mine, _ = taken(entry, "classify", by=by, version=version)
    if task not in TaskArea.values or level not in Level.values or stage not in ("", *StageKind.values):
        raise Refused("请选择任务、阶段和程度。", code="choice-unknown")
    mine.task, mine.stage, mine.level = task, stage, level
    put(mine, "classify", by=by, text=f"{mine.get_task_display()}，{mine.get_level_display()}")
    if level == Level.SIGN:
        draft_reminder(mine, by=by)
    return mine
