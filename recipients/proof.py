"""Proof that the tables agree with the events: set-based checks, each naming the lines that fail. Reads only."""

from collections.abc import Callable, Iterator
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q

from .models import Award, CoveredPerson, Membership, Person, RosterEvent
from .operations.present import wrong

LINES: tuple[Any, ...] = (Award, Membership)
Check = Callable[[str], Iterator[tuple[str, Any]]]


def person_repeats_the_present(scope: str) -> Iterator[tuple[str, Any]]:
    """Person.household, .covered and place are what open memberships and awards say."""
    keys = list(Person.objects.all().within(scope).values_list("pk", flat=True))
    for start in range(0, len(keys), 5000):
        for pk, _ in wrong(keys[start : start + 5000]):
            yield "person", pk


def lines_begin_with_their_event(scope: str) -> Iterator[tuple[str, Any]]:
    """A line opened by an event begins with its month, in its household."""
    for model in LINES:
        rows = model._default_manager.all().within(scope)
        bad = rows.exclude(first_month=F("opened_by__effective_month"))
        yield from ((model.__name__, pk) for pk in bad.values_list("pk", flat=True))


def lines_end_with_their_event(scope: str) -> Iterator[tuple[str, Any]]:
    """A line is closed by an event, whose month follows its last; an award without such an event ends only with the one
    month it was given for."""
    for model in LINES:
        rows = model._default_manager.all().within(scope)
        bad = rows.filter(closed_by__isnull=False, last_month__gte=F("closed_by__effective_month"))
        yield from ((model.__name__, pk) for pk in bad.values_list("pk", flat=True))
    once = Award.objects.all().within(scope).filter(closed_by__isnull=True, last_month__isnull=False)
    yield from (("Award", pk) for pk in once.exclude(last_month=F("first_month")).values_list("pk", flat=True))


def reversed_events_hold_nothing(scope: str) -> Iterator[tuple[str, Any]]:
    """What a reversed event opened is withdrawn, what it ended is not ended by it any more."""
    taken_back = RosterEvent.objects.filter(reverses=OuterRef("opened_by"))
    for model in LINES:
        rows = model._default_manager.all().within(scope)
        bad = rows.filter(Exists(taken_back), voided_by__isnull=True)
        bad |= rows.filter(Q(closed_by__reversed_by__isnull=False) & ~Q(closed_by=F("opened_by")))
        bad |= rows.filter(voided_by__reversed_by__isnull=False)
        yield from ((model.__name__, pk) for pk in bad.values_list("pk", flat=True))


def awards_follow_without_overlap(scope: str) -> Iterator[tuple[str, Any]]:
    """No household (or person) has two awards of one scheme for the same month."""
    rows = (
        Award.objects.all()
        .within(scope)
        .filter(voided_by__isnull=True)
        .order_by("household_id", "scheme", "person_id", "first_month")
    )
    last: tuple[Any, str | None] = (None, "")
    for pk, household, scheme, person, first, end in rows.values_list(
        "pk", "household_id", "scheme", "person_id", "first_month", "last_month"
    ):
        if last[0] == (household, scheme, person) and (last[1] is None or last[1] >= first) and first != end:
            yield "Award", pk
        last = ((household, scheme, person), end)


def awards_cover_members(scope: str) -> Iterator[tuple[str, Any]]:
    """An award covers somebody, and no more persons are named than it pays for."""
    rows = Award.objects.all().within(scope).filter(voided_by__isnull=True).annotate(named=Count("covered_people"))
    bad = rows.filter(Q(named=0) | Q(named__gt=F("covered")))
    yield from (("Award", pk) for pk in bad.values_list("pk", flat=True))


def covered_once(scope: str) -> Iterator[tuple[str, Any]]:
    """Nobody is paid by two open living allowances."""
    rows = (
        CoveredPerson.objects.all()
        .within(scope)
        .filter(
            award__last_month__isnull=True,
            award__voided_by__isnull=True,
            award__scheme__in=["rural_dibao", "urban_dibao", "tekun"],
        )
    )
    doubled = rows.order_by().values("person").annotate(times=Count("pk")).filter(times__gt=1)
    yield from (("person", row["person"]) for row in doubled)


def events_tell_what_they_did(scope: str) -> Iterator[tuple[str, Any]]:
    """The terms an event tells are those of the awards it opened."""
    events = RosterEvent.objects.all().within(scope).exclude(kind=RosterEvent.Kind.REVERSAL)
    opened: dict[Any, int] = {}
    awards = Award.objects.filter(opened_by__in=events.values("pk")).values_list("opened_by_id", "monthly_fen")
    for event, fen in awards:
        opened[event] = opened.get(event, 0) + fen
    for pk, terms in events.values_list("pk", "terms"):
        told = sum(
            a["after"]["monthly_fen"] for a in terms.get("awards", []) if a["after"] and a["after"] != a["before"]
        )
        if told > opened.get(pk, 0):
            yield "event", pk


CHECKS: tuple[Check, ...] = (
    person_repeats_the_present,
    lines_begin_with_their_event,
    lines_end_with_their_event,
    reversed_events_hold_nothing,
    awards_follow_without_overlap,
    awards_cover_members,
    covered_once,
    events_tell_what_they_did,
)


def verify(scope: str) -> dict[str, list[str]]:
    """What disagrees inside a division prefix, by check; empty when the roster is proven."""
    found = {check.__name__: [f"{kind} {pk}" for kind, pk in check(scope)] for check in CHECKS}
    return {name: lines for name, lines in found.items() if lines}
