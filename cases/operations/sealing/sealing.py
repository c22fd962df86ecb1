"""Sealing: before the text is gone from the row a keyed sketch of it is kept, then nothing readable is left."""

from typing import Any

from django.conf import settings

from core import audit, months
from core.crypto import blind_index, id_index
from core.models import Attachment, Notice, User
from core.operation import locked, operation, require
from core.permissions import Permission
from core.refusal import Refused, TransitionRefused
from recipients.operations import counters

from ...intake.petition import Given, Party
from ...models import CallLog, Petition, PetitionClass, PetitionFile, RepeatProposal
from ...petitions.likeness import Person, sketch_of
from ...petitions.places import Places
from ...rules.about_bureau import is_about_bureau
from ...rules.own_complaint import is_about_township
from .contents import Contents, put
from .handlers import first_handlers, name_first
from .ledger_line import hush

SERIES = "JK"


def seal_at_registration(petition: Petition, given: Given, *, by: Any) -> list[User]:
    """Called by `register` inside its transaction for every accusation (检举控告), before `petition` is saved. Seals the row,
    gives it a number of the sealed series, and answers who is to be named on it with `name_first`: no party is written in
    clear. Raises Refused where nobody could handle it; what came by the public page waits instead."""
    contents = _contents(petition, given.parties)
    people = [(each.name, id_index(each.id_number), blind_index(each.phone, "phone")) for each in given.parties]
    _seal(petition, contents, people)
    handlers = first_handlers(petition, contents, by)
    if not handlers and by is not None:
        raise Refused(
            "本县还没有能办理密封件的人员。请系统管理员先开通信访专员或派驻纪检监察组的账号。", code="no-handler"
        )
    return handlers


@operation
def seal_later(petition: Petition, *, by: User, version: int) -> Petition:
    """What was registered as something else is an accusation: sealed from now on like one, its people, files, calls and what
    the repeat ledger says of it as well. Raises EditConflict, TransitionRefused."""
    petition = locked(petition, version=version)
    require(by, Permission.PETITION_HANDLE, petition.division_code)
    if petition.is_sealed:
        raise TransitionRefused("这件已经密封。")
    parties = list(petition.parties.order_by("id"))
    contents = _contents(petition, [Party(row.name, row.id_number, row.phone, row.role) for row in parties])
    contents.was = petition.number
    people = [(row.name, row.id_index, row.phone_index) for row in parties]
    _files(petition, contents)
    _calls(petition, contents)
    hush(petition, contents)
    petition.kind = PetitionClass.ACCUSATION
    _seal(petition, contents, people)
    petition.responsible = None
    petition.version += 1
    petition.parties.all().delete()
    petition.save()
    handlers = first_handlers(petition, contents, by)
    if not handlers:
        raise Refused("没有能办理这件的人员，请先由系统管理员开通账号。", code="no-handler")
    name_first(petition, handlers, by=by)
    for side in ("first", "second"):
        RepeatProposal.objects.filter(**{side: petition}).update(why="其中一件已密封")
    told = Notice.objects.filter(url__contains=str(petition.pk))
    told.exclude(recipient__in=[each.pk for each in handlers]).delete()
    audit.record("sealed.seal", petition, by=by)
    return petition


def _contents(petition: Petition, parties: list[Party]) -> Contents:
    division = petition.division_code
    county = division[:6]
    towns = Places.of(county).townships
    told = [
        {"role": each.role, "name": each.name, "id_number": each.id_number, "phone": each.phone}
        for each in parties
        if each.name or each.id_number or each.phone
    ]
    contents = Contents(
        text=petition.text,
        place=petition.place,
        accused=[str(each) for each in petition.accused],
        accused_unit=petition.accused_unit,
        category=petition.category,
        from_unit=petition.from_unit,
        note=petition.note,
        answer=petition.answer,
        is_anonymous=petition.is_anonymous,
        group_size=petition.group_size,
        household=str(petition.household_id or ""),
        division_code=division,
        parties=told,
    )
    staff = User.objects.filter(division__code__startswith=county, role__in=BUREAU, is_active=True)
    units = (settings.BUREAU_NAME, settings.RELIEF_SECTION)
    names = list(staff.values_list("display_name", flat=True))
    contents.about_bureau = is_about_bureau(units, names, contents.accused_unit, contents.accused, contents.text)
    contents.about_township = _township(contents, towns, county)
    return contents


BUREAU = ("bureau_officer", "bureau_office", "bureau_leader", "petition_officer")


def _township(contents: Contents, towns: dict[str, str], county: str) -> str:
    """The township whose staff is complained of, '' for none; where only the village is, nobody of it."""
    found = Places(county, towns, {}).division_of(
        contents.place, contents.accused_unit, *contents.accused, contents.text
    )
    name = towns.get(found[:9].ljust(12, "0"), "")
    return found if name and is_about_township(name, contents.accused_unit, contents.accused) else ""


def _seal(petition: Petition, contents: Contents, people: list[Person]) -> None:
    """The row says nothing any more (not saved); its number comes from a series of its own, so that no gap in the docket
    tells of it."""
    petition.sketch = sketch_of(petition, people, Places.of(petition.county_code))
    put(petition, contents)
    petition.text = petition.place = petition.accused_unit = petition.category = ""
    petition.from_unit = petition.note = petition.answer = ""
    petition.accused, petition.household = [], None
    petition.group_size, petition.is_anonymous, petition.disputes_decision = 1, False, False
    petition.is_sealed = True
    petition.move_to(f"{petition.county_code}000000")
    petition.number = _number(petition)


def _number(petition: Petition) -> str:
    year = petition.received_at.astimezone(months.SHANGHAI).year
    taken = counters.take(counters.lock(f"{petition.county_code}000", f"{SERIES}{year}"))
    return f"{SERIES}{year}-{taken[0]:04d}"


def _files(petition: Petition, contents: Contents) -> None:
    """What was attached in clear lies with the sealed case, its names inside."""
    rows = Attachment.objects.filter(subject_type=Petition._meta.label_lower, subject_id=str(petition.pk))
    number = petition.files.count()
    for row in rows.order_by("at"):
        number += 1
        PetitionFile.objects.create(
            petition=petition, number=number, content_type=row.content_type, original=row.upload, at=row.at, by=row.by
        )
        contents.files[str(number)] = row.filename
    rows.delete()


def _calls(petition: Petition, contents: Contents) -> None:
    """The call it came by says nothing of it."""
    for call in CallLog.objects.filter(petition=petition):
        contents.note = "\n".join(filter(None, (contents.note, call.note)))
        call.note, call.petition = "", None
        call.save(update_fields=["note", "petition"])
