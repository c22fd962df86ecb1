"""Taking back a wrong baseline, while nothing later stands on it."""

import json
from typing import Any

from django.db.models import Q
from django.utils import timezone

from core import audit, bulk
from core.operation import locked, operation, require
from core.permissions import Permission
from core.refusal import Refused

from ..models import Award, Membership, RosterEvent, RosterImport
from ..workflow import advance
from . import counters, rows
from .present import refresh
from .undoing import refuse_if_built_upon, restore_values, swapped, touched_people

CHUNK = 2000


@operation
def reverse_import(imp: RosterImport, *, by: Any, version: int, reason: str) -> RosterImport:
    """The roster is as it was before this import, by a compensating event for each of its events. Refused once a later
    month or another import stands on it."""
    imp = locked(imp, version=version)
    require(by, Permission.ROSTER_COMMIT, imp.division_code)
    state = advance(imp, "reverse")
    if not reason.strip():
        raise Refused("请写明撤回的原因。", code="reason-missing")
    counters.lock(imp.township_code)
    _refuse_if_followed(imp)
    mine = Q(source_id=imp.pk, kind=RosterEvent.Kind.BASELINE)
    refuse_if_built_upon(mine)
    events = list(RosterEvent.objects.filter(mine).order_by("pk"))
    people = touched_people([event.pk for event in events])
    _reverse(imp, events, by, reason.strip())
    restore_values(json.loads(imp.staged).get("undo", {}))
    refresh(people)
    imp.state, imp.reversed_at, imp.reversed_by = state, timezone.now(), by
    imp.version += 1
    imp.save()
    audit.record("roster.reverse", imp, by=by, summary={"month": imp.month, "events": len(events)})
    return imp


def _refuse_if_followed(imp: RosterImport) -> None:
    later = RosterEvent.objects.filter(township_code=imp.township_code, reversed_by__isnull=True)
    later = later.exclude(kind=RosterEvent.Kind.REVERSAL).exclude(source_id=imp.pk)
    if later.filter(Q(effective_month__gt=imp.month) | Q(at__gt=imp.committed_at)).exists():
        raise Refused("这次入库之后已有新的月份或花名册入库，不能撤回。请用更正处理个别错误。", code="later-month-in")


def _reverse(imp: RosterImport, events: list[RosterEvent], by: Any, reason: str) -> None:
    ids, now = bulk.new_ids(), timezone.now()
    paper = f"撤回{imp.month}花名册入库：{reason}"[:160]
    made = [(next(ids), event) for event in events]
    bulk.insert(
        RosterEvent,
        rows.EVENT,
        [
            (pk, e.county_code, e.township_code, e.division_code, str(e.household_id), "reversal", "", "",
             imp.month, now, str(by.pk) if by else None, "roster_import", str(imp.pk), paper,
             {"awards": swapped(e.terms.get("awards", []))}, str(e.pk))
            for pk, e in made
        ],
    )  # fmt: skip
    _withdraw_all(imp)


def _withdraw_all(imp: RosterImport) -> None:
    """Set-based: what the import's events ended goes on, what they opened is withdrawn by each event's own reversal."""
    mine = RosterEvent.objects.filter(source_id=imp.pk, kind=RosterEvent.Kind.BASELINE).values("pk")
    for model in (Award, Membership):
        manager = model._default_manager
        pairs = manager.filter(opened_by__in=mine).values_list("pk", "opened_by__reversed_by")
        withdrawn: dict[Any, list[Any]] = {}
        for pk, reversal in pairs:
            withdrawn.setdefault(reversal, []).append(pk)
        for reversal, keys in withdrawn.items():
            manager.filter(pk__in=keys).update(voided_by=reversal)
        manager.filter(closed_by__in=mine).exclude(opened_by__in=mine).update(last_month=None, closed_by=None)
        manager.filter(voided_by__in=mine).update(voided_by=None)
