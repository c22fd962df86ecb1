"""Taking events back by compensating events: what they opened is withdrawn, what they ended goes on."""

import base64
import json
from typing import Any

from django.db.models import F, Q
from django.utils import timezone

from core import audit, crypto
from core.operation import operation
from core.pinyin import initials
from core.refusal import Refused

from ..models import Award, CoveredPerson, Household, Membership, Person, RosterEvent
from . import counters
from .present import refresh
from .writing import move_household

LATER = "这一户之后又有新的变动，不能直接撤回。请先撤回其后的变动。"


@operation
def reverse_event(event: RosterEvent, *, by: Any, paper: str, source_type: str, source_id: Any) -> RosterEvent:
    """The household's lines are as they were before `event`. Refused when a later event touched the same lines."""
    counters.lock(event.township_code)
    event = RosterEvent.objects.select_for_update(of=("self",)).get(pk=event.pk)
    if event.kind == RosterEvent.Kind.REVERSAL or RosterEvent.objects.filter(reverses=event).exists():
        raise Refused("这项变动已经撤回过。", code="reversed")
    refuse_if_built_upon(Q(pk=event.pk))
    reversal = RosterEvent(
        division_code=event.division_code,
        household_id=event.household_id,
        kind=RosterEvent.Kind.REVERSAL,
        change=event.change,
        reason=event.reason,
        effective_month=event.effective_month,
        at=timezone.now(),
        by=by,
        source_type=source_type,
        source_id=source_id,
        paper=paper[:160],
        terms={"awards": swapped(event.terms.get("awards", []))},
        reverses=event,
    )
    reversal.save(force_insert=True)
    people = touched_people([event.pk])
    withdraw({event.pk: reversal.pk})
    restore_values(opened_values(event))
    refresh(people)
    audit.record("roster.reverse_event", reversal, by=by, summary={"reverses": str(event.pk)})
    return reversal


def swapped(awards: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What an event says of awards, told backwards."""
    return [{**told, "before": told.get("after"), "after": told.get("before")} for told in awards]


def refuse_if_built_upon(events: Q) -> None:
    """Raise Refused when lines opened by these events were ended by others since, or lines they ended were followed."""
    mine = RosterEvent.objects.filter(events).values("pk")
    for model in (Award, Membership):
        opened = model._default_manager.filter(opened_by__in=mine)
        ended_since = Q(voided_by__isnull=False) & ~Q(voided_by__in=mine)
        ended_since |= Q(closed_by__isnull=False) & ~Q(closed_by__in=mine)
        if opened.filter(ended_since).exists():
            raise Refused(LATER, code="built-upon")
    if _followed(mine):
        raise Refused(LATER, code="built-upon")


def _followed(mine: Any) -> bool:
    """True when somebody else opened what could not stand beside the restored lines."""
    ended = Q(closed_by__in=mine) | Q(voided_by__in=mine)
    people = Membership.objects.filter(ended).exclude(opened_by__in=mine).values("person")
    if Membership.objects.open().filter(person__in=people).exclude(opened_by__in=mine).exists():
        return True
    awards = Award.objects.filter(ended).exclude(opened_by__in=mine)
    for household, person, scheme in awards.values_list("household", "person", "scheme"):
        later = Award.objects.open().filter(household=household, person=person, scheme=scheme)
        if later.exclude(opened_by__in=mine).exists():
            return True
    return False


def touched_people(events: list[Any]) -> set[Any]:
    """Everybody whose memberships or coverage these events opened or ended."""
    people: set[Any] = set()
    for start in range(0, len(events), 500):
        some = events[start : start + 500]
        by = Q(opened_by__in=some) | Q(closed_by__in=some) | Q(voided_by__in=some)
        people.update(Membership.objects.filter(by).values_list("person", flat=True))
        awards = Award.objects.filter(by).values("pk")
        people.update(CoveredPerson.objects.filter(award__in=awards).values_list("person", flat=True))
    return people


def withdraw(reversals: dict[Any, Any]) -> None:
    """Lines opened by each event are withdrawn by its reversal; lines it ended go on."""
    for event, reversal in reversals.items():
        for model in (Award, Membership):
            rows = model._default_manager
            rows.filter(opened_by=event).update(voided_by=reversal)
            rows.filter(closed_by=event).exclude(opened_by=event).update(last_month=None, closed_by=None)
            rows.filter(voided_by=event).update(voided_by=None)


# -- values that the event replaced --------------------------------------------


def seal_values(event: RosterEvent, values: dict[str, Any]) -> None:
    """Old values of persons and household stand sealed in the event's terms (not saved)."""
    if any(values.values()):
        sealed = crypto.seal(json.dumps(values, ensure_ascii=False, default=str), _place(event))
        event.terms["sealed"] = base64.b64encode(sealed).decode()


def opened_values(event: RosterEvent) -> dict[str, Any]:
    """The old values that were sealed with the event."""
    sealed = event.terms.get("sealed")
    if not sealed:
        return {}
    found: dict[str, Any] = json.loads(crypto.open_sealed(base64.b64decode(sealed), _place(event)))
    return found


def _place(event: RosterEvent) -> str:
    return f"{RosterEvent._meta.db_table}.terms:{event.pk}"


def restore_values(values: dict[str, Any]) -> None:
    """Households and persons bear these values again."""
    for pk, old in values.get("households", {}).items():
        Household.objects.filter(pk=pk).update(version=F("version") + 1, **_scoped(old))
        if "division_code" in old:
            move_household(pk, old["division_code"])
    for person in Person.objects.filter(pk__in=values.get("people", {})):
        for name, value in values["people"][str(person.pk)].items():
            setattr(person, name, value or None if name == "death_date" else value)
        person.initials = initials(person.name)
        person.version += 1
        person.save()


def _scoped(old: dict[str, Any]) -> dict[str, Any]:
    if "division_code" not in old:
        return old
    code = old["division_code"]
    return {**old, "township_code": code[:9], "county_code": code[:6]}
