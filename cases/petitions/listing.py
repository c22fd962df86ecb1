"""Petitions as a list: search, filters, newest first by keyset; and in full for the ledger as it is filed."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.core import signing
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.fields.tuple_lookups import Tuple, TupleGreaterThan, TupleLessThan

from core import months

from ..models import Petition, PetitionEvent, PetitionParty, PetitionQuerySet
from .clocks import Standing, standing_of
from .outcomes import REPEAT, answers_due, told_before

PAGE = 50
LAST = "\U0010ffff"
ORDER = ("received_at", "id")
S, K = Petition.State, PetitionEvent.Kind
WORKED = (S.REGISTERED, S.ACCEPTED, S.HANDLING, S.REVIEW, S.RE_REVIEW)
ANSWERED = (S.ANSWERED, S.CONCLUDED, S.TERMINATED)
GROUPS: dict[str, tuple[str, ...]] = {"worked": WORKED, "open": (*WORKED, S.ANSWERED), "ended": tuple(Petition.ENDED)}
_cursors = signing.Signer(salt="cases.petitions")


@dataclass(frozen=True)
class Asked:
    """What somebody looks for. `number` is the blind index of an identity or telephone number, `text` a name, a number of
    the docket or of the old ledger, or words of place or content; `pressing` late, soon or call_back. It came in from
    `month` to `until`, in that month alone where `until` is empty; `outcome` is due, on_time or repeat. `plain` leaves out what is sealed
    or restricted."""

    text: str = ""
    number: str = ""
    state: str = ""
    channel: str = ""
    kind: str = ""
    town: str = ""
    pressing: str = ""
    month: str = ""
    until: str = ""
    outcome: str = ""
    plain: str = ""


@dataclass
class Page:
    """One page with where each petition stands, and cursors to its neighbours ("" where there is none)."""

    rows: list[Petition] = field(default_factory=list)
    standing: dict[Any, Standing] = field(default_factory=dict)
    names: dict[Any, list[str]] = field(default_factory=dict)
    previous: str = ""
    next: str = ""


def page_of(user: Any, asked: Asked, cursor: str = "", today: dt.date | None = None) -> Page:
    """The petitions `user` may see that meet what is asked, the newest first, from `cursor` on."""
    rows, previous, following = _slice(wanted(user, asked, today), cursor)
    return Page(rows, standing_of(rows, today), names_of(rows), previous, following)


def filed(user: Any, asked: Asked) -> QuerySet[Petition]:
    """All that are asked for, in the order they came in, as the ledger is filed. Sealed cases are never filed."""
    return wanted(user, asked).filter(is_sealed=False).order_by(*ORDER)


def wanted(user: Any, asked: Asked, today: dt.date | None = None) -> PetitionQuerySet:
    """The petitions `user` may see that meet what is asked."""
    rows = Petition.objects.visible_to(user).defer("sealed_blob", "sketch")
    if asked.plain:
        rows = rows.filter(is_sealed=False, is_restricted=False)
    if asked.state:
        rows = rows.filter(state__in=GROUPS.get(asked.state, (asked.state,)))
    for name in ("channel", "kind"):
        if value := getattr(asked, name):
            rows = rows.filter(**{name: value})
    if asked.town:
        rows = rows.filter(township_code=asked.town)
    rows = _of_months(rows, asked)
    if asked.number:
        rows = rows.filter(pk__in=_people(user).filter(Q(id_index=asked.number) | Q(phone_index=asked.number)))
    elif asked.text:
        rows = rows.filter(_says(user, asked.text))
    if asked.outcome == REPEAT:
        rows = told_before(rows)
    elif asked.outcome:
        rows = rows.filter(pk__in=answers_due(rows.order_by(), asked.outcome, today or months.today()))
    return rows.filter(pk__in=pressing(rows, asked.pressing, today)) if asked.pressing else rows


def _of_months(rows: PetitionQuerySet, asked: Asked) -> PetitionQuerySet:
    """What came in when it was asked for. Outcomes are of a year: without a month, the last twelve."""
    month, until = asked.month, asked.until
    if asked.outcome and not (month or until):
        month, until = months.add(months.current(), -11), months.current()
    if month:
        rows = rows.filter(received_at__gte=months.span(month)[0])
    if until or month:
        rows = rows.filter(received_at__lt=months.span(until or month)[1])
    return rows


def _people(user: Any) -> QuerySet[Any]:
    return PetitionParty.objects.visible_to(user).values("petition_id")


def _says(user: Any, text: str) -> Q:
    """A name from its beginning, the docket's number, the old ledger's, or words of place and content."""
    named = _people(user).filter(name__gte=text, name__lt=text + LAST)
    plain = Q(number=text.upper()) | Q(ledger_number=text)
    return plain | Q(pk__in=named) | Q(place__contains=text) | Q(text__contains=text)


def pressing(rows: PetitionQuerySet, which: str, today: dt.date | None = None) -> list[UUID]:
    """Those of `rows` that are late, end within a week, or are due to be called back. Fixed queries: only what is being
    worked, or was answered within a year and not called back, is looked at."""
    day = today or months.today()
    if which == "call_back":
        standing = standing_of(call_backs(rows, day), day)
        return [pk for pk, each in standing.items() if each.next and each.next.due_on <= day + dt.timedelta(days=7)]
    standing = standing_of(rows.filter(state__in=WORKED), day)
    return [pk for pk, each in standing.items() if (each.is_late if which == "late" else each.is_soon)]


def call_backs(rows: PetitionQuerySet, day: dt.date) -> PetitionQuerySet:
    """Answered here within a year and not called back since: what a call-back may be due for."""
    since = day - dt.timedelta(days=365)
    told = PetitionEvent.objects.filter(petition=OuterRef("pk"), on__gte=since)
    newest = told.filter(kind=K.ANSWERED).order_by("-at", "-id").values("at")[:1]
    answered = rows.filter(state__in=ANSWERED, source_upload__isnull=True).annotate(answered_at=Subquery(newest))
    again = told.filter(kind=K.CALLED_BACK, at__gt=OuterRef("answered_at"))
    return answered.filter(~Exists(again), answered_at__isnull=False)


def names_of(rows: list[Petition]) -> dict[Any, list[str]]:
    """petition id → the names of its people in the order told; one query."""
    found: dict[Any, list[str]] = {row.pk: [] for row in rows}
    people = PetitionParty.objects.filter(petition__in=list(found)).order_by("id").values_list("petition_id", "name")
    for pk, name in people:
        if name:
            found[pk].append(name)
    return found


def _slice(rows: PetitionQuerySet, cursor: str) -> tuple[list[Petition], str, str]:
    back, anchor = _anchor(cursor)
    if anchor is not None:
        beyond = TupleGreaterThan if back else TupleLessThan
        rows = rows.filter(beyond(Tuple(*map(F, ORDER)), anchor))
    found = list(rows.order_by(*(name if back else f"-{name}" for name in ORDER))[: PAGE + 1])
    more, found = len(found) > PAGE, found[:PAGE]
    if back:
        found.reverse()
    previous = found and (more if back else anchor is not None)
    following = found and (more or back)
    return (
        found,
        _cursors.sign(f"p{found[0].pk.hex}") if previous else "",
        _cursors.sign(f"n{found[-1].pk.hex}") if following else "",
    )


def _anchor(cursor: str) -> tuple[bool, tuple[Any, ...] | None]:
    """The place a cursor names: it holds only a row's id."""
    try:
        text = _cursors.unsign(cursor)
    except signing.BadSignature:
        return False, None
    anchor = Petition.objects.filter(pk=UUID(text[1:])).values_list(*ORDER).first()
    return text[0] == "p" and anchor is not None, anchor
