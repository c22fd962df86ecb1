"""Rows of a ledger as petitions with their stories: what happened years ago, told day by day as the ledger tells it."""

import datetime as dt
from collections import defaultdict
from typing import Any

from django.utils import timezone

from core import months

from ...intake.ledger_row import NOTE, LedgerRow
from ...intake.pairing import Alone, parties_of, seen_alone
from ...intake.petition import Given
from ...models import Channel, Petition, PetitionClass, PetitionEvent, PetitionImport, PetitionParty
from ...petitions.places import Places
from ..sealing import name_first, seal_at_registration
from .registering import numbers, say, where
from .registering import parties_of as rows_of

K, S = PetitionEvent.Kind, Petition.State
ENDS = {"refused": (S.REFUSED, K.REFUSED), "forwarded": (S.FORWARDED, K.FORWARDED)}
Told = list[tuple[str, dt.date, str]]


def put_in(new: list[LedgerRow], every: list[LedgerRow], imp: PetitionImport, by: Any) -> list[Petition]:
    """The rows stand in the docket under numbers of their own years, in the order of the file."""
    places, alone = Places.of(imp.county_code), seen_alone(every)
    docket = _numbers(new, imp.county_code)
    petitions: list[Petition] = []
    parties: list[PetitionParty] = []
    events: list[PetitionEvent] = []
    sealed: list[tuple[Petition, list[Any]]] = []
    for row in new:
        given = given_of(row, alone)
        petition = _petition(row, given, places, imp, by)
        named = seal_at_registration(petition, given, by=by) if given.kind == PetitionClass.ACCUSATION else None
        petition.number = petition.number or next(docket[_year(row)])
        petitions.append(petition)
        if named is None:
            parties += rows_of(petition, given.parties)
        else:
            sealed.append((petition, named))
        events += _events(petition, row, by)
    Petition.objects.bulk_create(petitions, batch_size=500)
    PetitionParty.objects.bulk_create(parties, batch_size=500)
    PetitionEvent.objects.bulk_create(events, batch_size=500)
    for petition, named in sealed:
        name_first(petition, named, by=by)
    return petitions


def given_of(row: LedgerRow, alone: Alone) -> Given:
    """A row as a petition is told. What was done about an accusation is sealed with it: its story has no words."""
    kind = row.kind or PetitionClass.DEMAND
    note = row.whole_note[:NOTE]
    if kind == PetitionClass.ACCUSATION:
        told = (("办理情况", row.handling), ("办理结果", row.found))
        note = "；".join(filter(None, (note, *(f"{label}：{text}" for label, text in told if text))))
    return Given(
        channel=row.channel or Channel.LETTER,
        kind=kind,
        text=row.text,
        received_at=_moment(row),
        category=row.category,
        is_anonymous=row.anonymous or not row.names,
        place=row.place,
        accused=row.accused,
        accused_unit=row.accused_unit,
        group_size=row.group_size,
        from_unit=row.from_unit,
        note=note,
        parties=parties_of(row, alone),
    )


def _petition(row: LedgerRow, given: Given, places: Places, imp: PetitionImport, by: Any) -> Petition:
    petition = Petition(
        division_code=where(given, places, None),
        ledger_number=row.number,
        state=state_of(row),
        finding=row.finding,
        answer=row.outcome,
        source_upload=imp.upload,
        source_row=row.row + 1,
        registered_by=by,
        registered_at=timezone.now(),
    )
    say(petition, given)
    return petition


def state_of(row: LedgerRow) -> str:
    """The state a row tells of."""
    if row.progress == "terminated":
        return S.TERMINATED
    if row.progress in ENDS:
        return ENDS[row.progress][0]
    if row.concluded_on:
        return S.CONCLUDED
    if row.progress == "done":
        return S.ANSWERED
    if row.accepted_on:
        return S.HANDLING if row.handling or row.progress == "doing" else S.ACCEPTED
    return S.HANDLING if row.progress == "doing" else S.REGISTERED


def _events(petition: Petition, row: LedgerRow, by: Any) -> list[PetitionEvent]:
    at = timezone.now()
    made = []
    for place, (kind, on, text) in enumerate(_story(row)):
        facts = {"ledger": True}
        event = PetitionEvent(
            petition=petition, kind=kind, on=on, at=at + dt.timedelta(microseconds=place), by=by, facts=facts
        )
        event.text = "" if petition.is_sealed else text
        made.append(event)
    return made


def _story(row: LedgerRow) -> Told:
    received = _moment(row).date()
    accepted, concluded = _day(row.accepted_on), _day(row.concluded_on)
    told: Told = [(K.RECEIVED, received, "")]
    if row.progress in ENDS:
        told += [(ENDS[row.progress][1], concluded or accepted or received, row.handling)]
        return told
    if accepted:
        told.append((K.ACCEPTED, accepted, ""))
    if row.handling:
        told.append((K.PROGRESS, concluded or accepted or received, row.handling))
    if concluded:
        answered = "；".join(filter(None, (row.found, row.outcome)))
        told += [(K.ANSWERED, concluded, answered), (K.CONCLUDED, concluded, "")]
    return told


def _numbers(rows: list[LedgerRow], county: str) -> dict[int, Any]:
    counted: dict[int, int] = defaultdict(int)
    for row in rows:
        counted[_year(row)] += row.kind != PetitionClass.ACCUSATION  # a sealed case has a number of its own series
    return {year: iter(numbers(county, year, count)) for year, count in sorted(counted.items())}


def _moment(row: LedgerRow) -> dt.datetime:
    return dt.datetime.fromisoformat(row.received).replace(tzinfo=months.SHANGHAI)


def _year(row: LedgerRow) -> int:
    return int(row.received[:4])


def _day(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None
