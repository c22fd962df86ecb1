"""How clues, orders and circulars are changed: locked, the step allowed, by somebody who may."""

from typing import Any, TypeVar

from core import audit
from core.models import ScopedModel
from core.operation import locked, require
from core.refusal import NotPermitted, TransitionRefused

from ...models import Circular, ClueReferral, SupervisionOrder
from ...rules.supervision import steps

M = TypeVar("M", ClueReferral, SupervisionOrder, Circular)
TABLES: dict[type[ScopedModel], tuple[str, str]] = {
    ClueReferral: ("clue", "这条线索"),
    SupervisionOrder: ("order", "这份文书"),
    Circular: ("circular", "这份通报"),
}


def taken(thing: M, step: str, *, by: Any, version: int | None) -> tuple[M, str]:
    """The newest state of the thing under lock, and the state the step leads to (not yet set). Raises NotPermitted,
    EditConflict, TransitionRefused."""
    name, word = TABLES[type(thing)]
    rule = steps.TABLES[name][step]
    mine = locked(thing, version=version)
    require(by, rule.permission, mine.division_code)
    if mine.state not in rule.sources:
        raise TransitionRefused(f"{word}现在是“{mine.get_state_display()}”，不能办理“{rule.name}”。请刷新页面后再看。")
    return mine, rule.to


def put(thing: M, step: str, *, by: Any, summary: dict[str, Any] | None = None) -> M:
    """Saved as a new version, and told in the chain."""
    thing.version += 1
    thing.save()
    name, _ = TABLES[type(thing)]
    audit.record(f"{name}.{step}", thing, by=by, summary={"state": str(thing.state), **(summary or {})})
    return thing


def can(thing: Any, step: str, user: Any) -> bool:
    """True when the page may offer the step by state and role; the operation knows the rest (whose own it is)."""
    rule = steps.TABLES[TABLES[type(thing)][0]][step]
    return thing.state in rule.sources and user.may(rule.permission)


def another(by: Any, *others: Any, text: str) -> None:
    """Raises NotPermitted where `by` is one of those who did the earlier half."""
    if by is not None and by.pk in others:
        raise NotPermitted(text, code="own-paper")


def diagram() -> str:
    """docs/supervision-states.md."""
    models: tuple[Any, ...] = (ClueReferral, SupervisionOrder, Circular)
    labels = {TABLES[model][0]: {str(s.value): str(s.label) for s in model.State} for model in models}
    return steps.diagrams(labels)
