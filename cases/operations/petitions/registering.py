"""A petition comes in: docket number, parties with sealed identifiers, where the matter lies, and the first event."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.utils import timezone

from core import audit, months
from core.crypto import blind_index, id_index
from core.ids import new_id
from core.operation import locked, operation, require
from core.permissions import Permission
from core.refusal import Refused
from recipients.models import Household
from recipients.operations import counters

from ...intake.petition import CO_SIGNER, PETITIONER, Given, Party
from ...models import Petition, PetitionClass, PetitionEvent, PetitionParty
from ...petitions.flow import after
from ...petitions.places import Places
from ...rules.own_complaint import keeps_from_township
from ..sealing import name_first, seal_at_registration
from .apart import keep_apart

LONGEST_TEXT = 8000
PLAIN = (
    "channel", "kind", "category", "received_at", "is_anonymous", "place", "accused", "accused_unit", "text", "group_size",
    "from_unit", "report_back_by", "disputes_decision", "note",
)  # fmt: skip


@operation
def register(given: Given, *, by: Any) -> Petition:
    """The petition stands in the docket under the next number of its year, its clocks running from the day it came in. A
    complaint about a township's staff lies with the county, so that the township neither handles nor sees it; an accusation
    is handed to `seal_at_registration` first. Raises Refused where the telling is not enough to work with."""
    check(given)
    county = by.division_id[:6] if by is not None else settings.COUNTY_CODE
    places = Places.of(county)
    division = where(given, places, by)
    require(by, Permission.PETITION_REGISTER)
    petition = Petition(
        division_code=division,
        registered_by=by,
        registered_at=timezone.now(),
        household=_household(given, by),
    )
    say(petition, given)
    named = seal_at_registration(petition, given, by=by) if given.kind == PetitionClass.ACCUSATION else None
    petition.number = petition.number or next_number(county, given.received_at)
    petition.save(force_insert=True)
    if named is None:
        write_parties(petition, given.parties)
    else:
        name_first(petition, named, by=by)
    tell(petition, PetitionEvent.Kind.RECEIVED, day_of(given.received_at), by=by)
    summary = {"channel": given.channel, "kind": given.kind, "parties": len(given.parties)}
    audit.record("petition.register", petition, by=by, summary=summary if named is None else {})
    return petition


@operation
def change(petition: Petition, given: Given, *, by: Any, version: int) -> Petition:
    """What was registered reads as `given`; an empty number of a party keeps the one that stood in its place. Raises
    EditConflict when somebody else saved since, NotPermitted for whoever is complained of."""
    petition = locked(petition, version=version)
    require(by, Permission.PETITION_HANDLE, petition.division_code)
    after(petition, "change")
    keep_apart(petition, by)
    if petition.is_sealed:
        raise Refused("密封件的内容不在这里修改。", code="sealed")
    given.received_at = petition.received_at  # the clocks start here: what was registered stands
    check(given)
    if given.kind == PetitionClass.ACCUSATION and petition.kind != given.kind:
        raise Refused("是检举控告的，请回到这一件的页面，点“改为检举控告并密封”。", code="to-accusation")
    before = {name: getattr(petition, name) for name in PLAIN}
    places = Places.of(petition.county_code)
    petition.move_to(where(given, places, by, stays=petition.division_code))
    say(petition, given)
    petition.household = _household(given, by)
    petition.version += 1
    petition.save()
    _rewrite_parties(petition, given.parties)
    changed = sorted(name for name in PLAIN if before[name] != getattr(petition, name))
    audit.record("petition.change", petition, by=by, summary={"fields": " ".join(changed)})
    return petition


@operation
def link_household(petition: Petition, *, by: Any, version: int, household: Household | None) -> Petition:
    """The petition concerns this household of the roster (or none)."""
    petition = locked(petition, version=version)
    require(by, Permission.PETITION_HANDLE, petition.division_code)
    if petition.is_sealed:
        raise Refused("密封件不与户关联。", code="sealed")
    if household is not None and not household.division_code.startswith(by.scope):
        raise Refused("这户不在您的管辖范围内。", code="household-elsewhere")
    petition.household = household
    petition.version += 1
    petition.save(update_fields=["household", "version"])
    audit.record("petition.household", petition, by=by, summary={"linked": int(household is not None)})
    return petition


def check(given: Given) -> None:
    """Raise Refused unless the telling can be worked with."""
    if not given.text.strip():
        raise Refused("请填写信访内容。", code="text-missing")
    if len(given.text) > LONGEST_TEXT:
        raise Refused(f"信访内容最多 {LONGEST_TEXT} 字，请概括后登记，原件另存。", code="text-long")
    if day_of(given.received_at) > months.today():
        raise Refused("接件时间不能晚于现在。", code="day-in-future")
    if not given.is_anonymous and not any(party.name for party in given.parties):
        raise Refused("请填写信访人姓名；没有留名的，请勾选匿名。", code="nobody")
    if given.report_back_by and given.report_back_by < day_of(given.received_at):
        raise Refused("要求反馈日期不能早于接件日期。", code="report-back-early")


def where(given: Given, places: Places, by: Any, stays: str = "") -> str:
    """The division the matter lies in. A township's own register keeps what names no other township; a complaint about the
    township's staff, and what lies elsewhere, goes to the county."""
    county = f"{places.county_code}000000"
    found = places.division_of(given.place, given.accused_unit, given.text)
    if found == county:
        found = stays or (by.division_id if by is not None and by.is_township else county)
    if by is not None and by.is_township and not found.startswith(by.scope):
        return county
    return (
        county
        if keeps_from_township(given.kind, places.township_name(found), given.accused_unit, given.accused)
        else found
    )


def next_number(county: str, received_at: dt.datetime) -> str:
    """The next number of the year's docket, XF2021-0001; its counter stays locked until the end of the transaction."""
    return numbers(county, received_at.astimezone(months.SHANGHAI).year, 1)[0]


def numbers(county: str, year: int, count: int) -> list[str]:
    """The next `count` numbers of a year's docket."""
    taken = counters.take(counters.lock(f"{county}000", f"XF{year}"), count)
    return [f"XF{year}-{number:04d}" for number in taken]


def say(petition: Petition, given: Given) -> None:
    """The plain columns say what was told (not saved)."""
    for name in PLAIN:
        setattr(petition, name, getattr(given, name))
    petition.text = given.text.strip()
    petition.accused = [each[:50] for each in given.accused if each][:20]
    signed = [party for party in given.parties if party.name and party.role != PetitionParty.Role.AGENT]
    petition.group_size = max(given.group_size, len(signed), 1)


def parties_of(petition: Petition, parties: list[Party]) -> list[PetitionParty]:
    """Rows of the people, identifiers sealed and indexed (not saved). Nameless and numberless ones are left out."""
    told = [party for party in parties if party.name or party.id_number or party.phone]
    rows = []
    for ident, party in zip(sorted(new_id() for _ in told), told, strict=True):  # read back in the order told
        row = PetitionParty(
            id=ident,
            petition=petition,
            division_code=petition.division_code,
            role=party.role or PETITIONER,
            name=party.name[:50],
            id_index=id_index(party.id_number),
            phone_index=phone_index(party.phone),
        )
        row.id_number, row.phone = party.id_number, party.phone
        rows.append(row)
    return rows


def phone_index(phone: str) -> str:
    """The blind index of a telephone number."""
    return blind_index(phone, "phone")


def write_parties(petition: Petition, parties: list[Party]) -> None:
    """The people stand beside a new petition."""
    PetitionParty.objects.bulk_create(parties_of(petition, parties))


def _rewrite_parties(petition: Petition, parties: list[Party]) -> None:
    """The people as now told; who keeps place and role keeps the numbers that were left empty. A second telephone, which
    stands without a name, stays."""
    stood = list(petition.parties.order_by("id"))
    spare = [old for old in stood if old.role == CO_SIGNER and not old.name]
    stood = [old for old in stood if old not in spare]
    for old, party in zip(stood, parties, strict=False):
        party.id_number = party.id_number or old.id_number
        party.phone = party.phone or old.phone
    petition.parties.all().delete()
    write_parties(petition, parties + [Party("", "", old.phone, old.role) for old in spare])


def tell(
    petition: Petition, kind: str, on: dt.date, *, by: Any, text: str = "", days: int | None = None, **facts: Any
) -> PetitionEvent:
    """One more event of the story."""
    event = PetitionEvent(petition=petition, kind=kind, on=on, at=timezone.now(), by=by, days=days, facts=facts)
    event.text = text.strip()[:4000]
    event.save(force_insert=True)
    return event


def day_of(moment: dt.datetime) -> dt.date:
    """The day in Shanghai."""
    return moment.astimezone(months.SHANGHAI).date()


def _household(given: Given, by: Any) -> Household | None:
    if not given.household or by is None:
        return None
    return Household.objects.within(by.scope).filter(pk=getattr(given.household, "pk", given.household)).first()
