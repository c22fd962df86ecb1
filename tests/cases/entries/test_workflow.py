"""Every state × every step, exactly as the table says; the diagram is fresh."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cases import workflow
from cases.apps import CasesConfig
from cases.models import RectificationEntry
from cases.operations import entries as op
from core import months
from core.audit_words import ACTIONS
from core.refusal import Refused, TransitionRefused
from tests.cases.entries.people import RESULT, Cast, fresh, in_state, listed, plan
from tests.factories_base import UserFactory

pytestmark = pytest.mark.django_db
S = RectificationEntry.State
DOCS = Path(__file__).parents[3] / "docs"
SOON = dt.timedelta(days=60)


def pending(entry: RectificationEntry, cast: Cast, **values: Any) -> RectificationEntry:
    """What a leader's step needs beforehand."""
    RectificationEntry.objects.filter(pk=entry.pk).update(**values)
    return fresh(entry)


def _extend(entry: RectificationEntry, cast: Cast) -> Any:
    entry = pending(entry, cast, extension_asked_to=months.today() + SOON, extension_asked_by=cast.assistant)
    return op.extend(entry, by=cast.leader, version=entry.version)


def _decline(entry: RectificationEntry, cast: Cast) -> Any:
    entry = pending(entry, cast, extension_asked_to=months.today() + SOON, extension_asked_by=cast.assistant)
    return op.decline_extension(entry, by=cast.leader, version=entry.version, reason="时间够用，请抓紧。")


def _dismiss(entry: RectificationEntry, cast: Cast) -> Any:
    entry = pending(entry, cast, dismiss_reason="不属实", dismiss_asked_by=cast.officer)
    return op.dismiss(entry, by=cast.leader, version=entry.version)


def _keep(entry: RectificationEntry, cast: Cast) -> Any:
    entry = pending(entry, cast, dismiss_reason="不属实", dismiss_asked_by=cast.officer)
    return op.keep_entry(entry, by=cast.leader, version=entry.version, reason="证据不足，继续整改。")


def _irrecoverable(entry: RectificationEntry, cast: Cast) -> Any:
    entry = pending(entry, cast, irrecoverable_note="当事人已去世，无遗产。")
    return op.approve_irrecoverable(entry, by=cast.leader, version=entry.version)


TAKE: dict[str, Callable[[RectificationEntry, Cast], Any]] = {
    "classify": lambda e, c: op.classify_entry(
        e, by=c.officer, version=e.version, task="policy", stage="", level="prominent"
    ),
    "save_plan": lambda e, c: op.plan_entry(
        e, by=c.assistant, version=e.version, plan=plan(cause="", due_on=e.due_on or months.today())
    ),
    "plan": lambda e, c: op.plan_entry(
        e, by=c.assistant, version=e.version, plan=plan(due_on=e.due_on or months.today())
    ),
    "work": lambda e, c: op.add_measure(e, by=c.assistant, text="再次入户核查。"),
    "ask_extension": lambda e, c: op.ask_extension(
        e, by=c.assistant, version=e.version, until=months.today() + SOON, reason="外出务工人员未返乡。"
    ),
    "extend": _extend,
    "decline_extension": _decline,
    "irrecoverable": _irrecoverable,
    "ask_close_out": lambda e, c: op.ask_close_out(
        e, by=c.assistant, version=e.version, result=RESULT, done_on=months.today()
    ),
    "check": lambda e, c: op.check_close_out(e, by=c.officer, version=e.version, note="情况属实。"),
    "send_back": lambda e, c: op.return_close_out(e, by=c.officer, version=e.version, reason="佐证照片看不清。"),
    "confirm": lambda e, c: op.confirm_close_out(e, by=c.leader, version=e.version),
    "refuse": lambda e, c: op.return_close_out(e, by=c.leader, version=e.version, reason="整改不彻底，请补充。"),
    "ask_dismissal": lambda e, c: op.ask_dismissal(e, by=c.officer, version=e.version, reason="核查后不属实。"),
    "keep": _keep,
    "dismiss": _dismiss,
    "consolidate": lambda e, c: op.consolidate(e, by=c.officer, note="回访无反弹。"),
    "rebound": lambda e, c: op.rebound(e, by=c.officer, why="又发现同类问题。", into=listed()),
}


@pytest.mark.parametrize("state", S.values)
@pytest.mark.parametrize("step", workflow.STEPS)
def test_a_step_is_taken_exactly_where_the_table_allows_it(step: str, state: str) -> None:
    cast = Cast()
    entry = in_state(cast, state)
    sources, target, _ = workflow.STEPS[step]
    if state in sources:
        TAKE[step](entry, cast)
        assert fresh(entry).state == (target or state)
        return
    before = RectificationEntry.objects.filter(pk=entry.pk).values().get()
    with pytest.raises(Refused if step in ("send_back", "refuse") else TransitionRefused):
        TAKE[step](entry, cast)
    after = RectificationEntry.objects.filter(pk=entry.pk).values().get()
    own = {"extension_asked_to", "extension_asked_by_id", "dismiss_reason", "dismiss_asked_by_id", "irrecoverable_note"}
    assert {k: v for k, v in after.items() if k not in own} == {k: v for k, v in before.items() if k not in own}


@pytest.mark.parametrize("step", workflow.STEPS)
def test_nobody_without_its_permission_takes_a_step(step: str) -> None:
    cast = Cast()
    nobody = UserFactory(role="township_verifier")
    entry = in_state(cast, next(iter(workflow.STEPS[step][0])))
    cast.assistant = cast.officer = cast.leader = nobody
    with pytest.raises(Refused):
        TAKE[step](entry, cast)


def test_the_table_is_whole() -> None:
    assert set(TAKE) == set(workflow.STEPS) <= set(workflow.NAMES)
    assert set().union(*(sources for sources, _, _ in workflow.STEPS.values())) < set(S)
    assert all(len(step) <= 20 for step in workflow.NAMES)
    assert all(f"entry.{step}" in ACTIONS for step in workflow.NAMES), CasesConfig.name


def test_the_diagram_is_fresh() -> None:
    assert (DOCS / "entry-states.md").read_text(encoding="utf-8") == workflow.diagram()
