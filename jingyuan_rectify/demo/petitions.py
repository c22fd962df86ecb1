"""A year of petitions for the demo county: registered and handled through the ordinary operations, then dated to where they
belong in the story. Repeats are confirmed by a person, two wait; one accusation is sealed."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import F

from cases.intake.petition import Given, Party
from cases.models import Petition, PetitionCluster, PetitionEvent
from cases.operations import petitions as op
from cases.operations import repeats
from core import audit, months
from core.models import Division, Notice, User
from core.operation import operation
from core.permissions import Role

from .letters import ACCUSATION, CHANNELS, MATTERS, Matter, told
from .people import MadePerson, Maker
from .year import township_staff

COUNT, REPEATS, WAITING = 48, 8, 2
# what was done, and how many days after it came in
Steps = tuple[tuple[str, int], ...]
SETTLED: Steps = (
    ("accept", 6),
    ("assign", 7),
    ("note_progress", 20),
    ("answer", 34),
    ("conclude", 40),
    ("call_back", 64),
)
ANSWERED: Steps = (("accept", 5), ("assign", 6), ("answer", 30))
WORKED: Steps = (("accept", 9), ("assign", 10), ("note_progress", 18))
TAKEN: Steps = (("accept", 4), ("assign", 5))
NEW: Steps = ()


@dataclass(frozen=True)
class Desk:
    """Who works petitions in the demo county."""

    clerk: User
    leader: User
    towns: tuple[tuple[Division, User, tuple[Division, ...]], ...]  # township, its assistant, its villages


def desk_of(townships: list[Division], staff: dict[str, User]) -> Desk:
    """The demo county's people."""
    rows = []
    for town in townships:
        assistant = township_staff(town)[Role.TOWNSHIP_ASSISTANT]
        rows.append((town, assistant, tuple(Division.objects.villages_of(town.code).order_by("code")[:6])))
    return Desk(staff[Role.PETITION_OFFICER], staff[Role.BUREAU_LEADER], tuple(rows))


def fill(maker: Maker, desk: Desk, today: dt.date) -> int:
    """About sixty petitions stand in the docket, repeats among them; says how many."""
    made: list[tuple[Petition, Matter, MadePerson, str, int]] = []
    for number in range(COUNT):
        back = 350 - number * 350 // (COUNT - 1)  # the newest came in today
        made.append(_one(maker, desk, today - dt.timedelta(days=back), back, number))
    again = [made[number] for number in range(4, 4 + 3 * (REPEATS + WAITING), 3)]
    pairs = [_again(maker, desk, each, today, other_words=n < REPEATS) for n, each in enumerate(again)]
    for first, second in pairs[:REPEATS]:
        repeats.link(first, second, by=desk.clerk)
    repeats.propose_all(desk.clerk.division_id[:6])
    _settle_a_cluster(desk)
    _seal_one(maker, desk, today)
    _read(desk)
    return Petition.objects.filter(county_code=desk.clerk.division_id[:6]).count()


def _one(maker: Maker, desk: Desk, day: dt.date, back: int, number: int) -> Any:
    matter = MATTERS[number % len(MATTERS)]
    town, _, villages = desk.towns[number % len(desk.towns)]
    village = maker.random.choice(villages).name if villages else ""
    person = maker.person("", maker.random.randint(30, 75), phone=True)
    place = f"{town.name}{village}"
    steps = steps_for(back, number)
    petition = _tell(maker, desk, matter, person, place, day, number % len(desk.towns), steps, way=0)
    return petition, matter, person, place, number % len(desk.towns)


def steps_for(back: int, number: int) -> Steps:
    """What has been done of a petition that came in `back` days ago; one in sixteen was forgotten and is late."""
    if back > 65:
        return WORKED if number % 16 == 9 else SETTLED
    if back > 45:
        return ANSWERED
    return WORKED if back > 20 else TAKEN if back > 7 else NEW


def _again(maker: Maker, desk: Desk, before: Any, today: dt.date, *, other_words: bool) -> tuple[Petition, Petition]:
    """The same person comes again about the same matter, some weeks later."""
    first, matter, person, place, town = before
    day = min(first.received_at.astimezone(months.SHANGHAI).date() + dt.timedelta(days=50), today)
    second = _tell(
        maker, desk, matter, person, place, day, town, steps_for((today - day).days, 0), way=int(other_words)
    )
    return first, second


def _tell(
    maker: Maker,
    desk: Desk,
    matter: Matter,
    person: MadePerson,
    place: str,
    day: dt.date,
    town: int,
    steps: Steps,
    *,
    way: int,
) -> Petition:
    at = min(_moment(day, 9 + maker.random.randint(0, 8)), _now() - dt.timedelta(minutes=5))
    channel = maker.random.choice(CHANNELS)
    given = Given(
        channel=channel,
        kind=matter.kind,
        category=matter.category,
        text=told(matter, place, way),
        received_at=at,
        place=place,
        from_unit="县信访局" if channel == "transfer" else "",
        disputes_decision=matter.category == "停保异议",
        parties=[Party(person.name, person.id_number, person.phone)],
    )
    petition = op.register(given, by=desk.clerk)
    days = [day]
    for step, after in steps:
        if matter.kind == "consult" and step not in ("accept", "answer", "conclude"):
            continue
        petition = _STEPS[step](petition, desk, matter, desk.towns[town][1])
        days.append(day + dt.timedelta(days=after))
    _dated(petition, days, by=desk.clerk)
    return petition


def _accept(petition: Petition, desk: Desk, matter: Matter, helper: User) -> Petition:
    return op.accept(petition, by=desk.clerk, version=petition.version, told_by="电话")


def _assign(petition: Petition, desk: Desk, matter: Matter, helper: User) -> Petition:
    within = petition.division_code.startswith(helper.division_id[:9])
    return op.assign(petition, by=desk.clerk, version=petition.version, to=helper if within else desk.clerk)


def _progress(petition: Petition, desk: Desk, matter: Matter, helper: User) -> Petition:
    return op.note_progress(
        petition, by=desk.clerk, version=petition.version, text="已入户了解情况，正在核对收入和支出。"
    )


def _answer(petition: Petition, desk: Desk, matter: Matter, helper: User) -> Petition:
    given: dict[str, Any] = {"text": matter.answer, "finding": matter.finding, "delivered": "当面送达"}
    return op.answer(petition, by=desk.clerk, version=petition.version, **given)


def _conclude(petition: Petition, desk: Desk, matter: Matter, helper: User) -> Petition:
    return op.conclude(petition, by=desk.clerk, version=petition.version)


def _call_back(petition: Petition, desk: Desk, matter: Matter, helper: User) -> Petition:
    satisfied = "partly" if matter.finding in ("partly", "false") else "yes"
    moods: dict[str, Any] = {
        "door": "good",
        "face": "fair" if matter.category == "办事拖延" else "good",
        "work": "good",
    }
    return op.call_back(petition, by=desk.clerk, version=petition.version, satisfied=satisfied, **moods)


_STEPS: dict[str, Callable[..., Petition]] = {
    "accept": _accept,
    "assign": _assign,
    "note_progress": _progress,
    "answer": _answer,
    "conclude": _conclude,
    "call_back": _call_back,
}


@operation
def _dated(petition: Petition, days: list[dt.date], *, by: User) -> None:
    """The petition's steps stand in the story on `days`, in the order they were entered; none later than today."""
    events = list(petition.events.order_by("at", "id"))
    for event, at in zip(events, _moments(petition.received_at, days), strict=True):
        event.on, event.at = at.astimezone(months.SHANGHAI).date(), at
    PetitionEvent.objects.bulk_update(events, ["on", "at"])
    Petition.objects.filter(pk=petition.pk).update(registered_at=petition.received_at)
    audit.record("demo.dated", petition, by=by, summary={"at": days[-1].isoformat()})


def _moments(received: dt.datetime, days: list[dt.date]) -> Iterator[dt.datetime]:
    yield received
    for number, day in enumerate(days[1:], 1):
        yield min(_moment(day, 10) + dt.timedelta(minutes=number), _now())


def _settle_a_cluster(desk: Desk) -> None:
    """One repeat matter has a leader in charge, another has been settled and struck off."""
    rows = list(PetitionCluster.objects.filter(county_code=desk.clerk.division_id[:6]).order_by("number")[:2])
    if len(rows) < 2:
        return
    matter = repeats.Matter(
        matter=rows[0].matter, why_unsettled="对保障类别不满意，已约定入户复核", leader="演示局领导",
        measures="领导包案，入户复核，书面答复", due_on=months.today() + dt.timedelta(days=40),
    )  # fmt: skip
    repeats.change_cluster(rows[0], by=desk.clerk, version=rows[0].version, told=matter)
    asked = repeats.ask_strike_off(
        rows[1], by=desk.clerk, version=rows[1].version, disposal="settled", note="双方签订息诉协议，群众满意。"
    )
    repeats.strike_off(asked, by=desk.leader, version=asked.version)


def _seal_one(maker: Maker, desk: Desk, today: dt.date) -> None:
    """An accusation, sealed to its handler as it is registered."""
    person = maker.person("", 44, phone=True)
    town, _, villages = desk.towns[1]
    given = Given(
        channel="letter",
        kind="accusation",
        text=ACCUSATION.format(v=villages[0].name if villages else town.name),
        received_at=_moment(today - dt.timedelta(days=12), 11),
        place=town.name,
        accused=["村委会主任"],
        parties=[Party(person.name, person.id_number, person.phone)],
    )
    op.register(given, by=desk.clerk)


@operation
def _read(desk: Desk) -> None:
    """What was told of old steps is no news."""
    Notice.objects.filter(read_at__isnull=True, kind="petition").update(read_at=F("created_at"))
    audit.record("demo.loaded", by=desk.clerk, summary={"petitions": COUNT})


def _moment(day: dt.date, hour: int) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(hour), tzinfo=months.SHANGHAI)


def _now() -> dt.datetime:
    return dt.datetime.now(tz=months.SHANGHAI)
