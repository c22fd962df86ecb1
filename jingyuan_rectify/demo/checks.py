"""Spot checks of the demo county: inspectors, the last three months' draws with their visits, this month's draw waiting for
its balls.

Drawn through the ordinary operations and then dated to where they belong in the story; the audit chain keeps the true time
of loading, and the frame's own time stays true since it is part of what was committed.
"""

import datetime as dt
import json
from collections.abc import Iterable, Iterator

from django.db.models import F

from core import audit, months, pictures, workdays
from core.models import Division, Notice, User
from core.operation import operation
from core.operations.uploads import keep
from core.permissions import Role
from core.uploads import sha256
from monthly_reports.models import Period
from spot_checks import operations as checks
from spot_checks.models import Draw, DrawItem, Outcome, Visit, VisitFinding, VisitKind, VisitPhoto

from .people import Maker
from .scenes import courtyard, taken_again

DRAWN = range(100, 5_001)  # households of a county with draws: a smaller one has too few, a larger one is for measuring
TOTAL, MINIMUM, RESERVE = 70, 2, 2
PAST = 3
# What some visits found, and the problem; one township each, the rest is as it should be. Later months find less.
Found = tuple[str, str, str]  # outcome, problem, in words
FOUND: tuple[Found, ...] = (
    (Outcome.MISMATCH, "P03", "家中有面包车一辆，务工收入超过标准，与登记不符。"),
    (Outcome.MISMATCH, "P08", "长年卧床，应为 A 类，按 C 类发放。"),
    (Outcome.DEAD, "P07", "户主已于两个月前去世，尚未停发。"),
    (Outcome.MISMATCH, "P13", "户主同时领取高龄津贴，属重复享受。"),
    (Outcome.AWAY_VIDEO, "", "全家在银川务工，经视频核实。"),
    (Outcome.NOT_FOUND, "", "村组均称无此户。"),
    (Outcome.AWAY_VIDEO, "", "户主在外住院，经视频核实。"),
)


def inspectors(townships: Iterable[Division], officer: User) -> int:
    """Two people of the bureau and one of each township may be drawn, each with a home; says how many."""
    towns = list(townships)
    bureau = User.objects.filter(division=officer.division, role__in=[Role.BUREAU_OFFICER, Role.BUREAU_OFFICE])
    people = [(user, town.code) for user, town in zip(bureau.order_by("role", "username"), towns, strict=False)]
    staff = User.objects.filter(division__in=towns, role=Role.TOWNSHIP_VERIFIER).order_by("division_id")
    for user in staff.select_related("division"):
        village = Division.objects.villages_of(user.division_id).order_by("code").first()
        people.append((user, village.code if village else user.division_id))
    for user, home in people:
        checks.register_inspector(user, by=officer, home_code=home)
    return len(people)


def draws(maker: Maker, officer: User, taken_in: list[str], this: str, *, total: int = TOTAL) -> None:
    """The draws of the last months taken in are done and published, their visits signed; this month's waits for its balls.
    Photos lie with the newest visits only."""
    past = taken_in[-PAST:]
    for number, month in enumerate(past):
        done = _drawn(maker, officer, month, total)
        photographed = maker if number == len(past) - 1 else None
        _visited(done, FOUND[number + PAST - len(past) :], by=officer, maker=photographed)
        checks.recompute(done)
    wanted = checks.Wanted("roster", this, total, minimum=MINIMUM, reserve=RESERVE)
    checks.commit_draw(checks.plan_draw(wanted, by=officer), by=officer, by_order=True)


def _drawn(maker: Maker, officer: User, month: str, total: int) -> Draw:
    witness = User.objects.filter(division=officer.division, role=Role.DISCIPLINE_OFFICER).earliest("created_at")
    wanted = checks.Wanted("roster", month, total, minimum=MINIMUM, reserve=RESERVE)
    draw = checks.commit_draw(checks.plan_draw(wanted, by=officer), by=officer)
    balls = "".join(maker.random.choices("0123456789", k=20))
    draw = checks.reveal_draw(draw, values=[balls], by=officer, witness=witness)
    draw = checks.publish_draw(draw, by=officer)
    return _dated(draw, by=officer)


@operation
def _dated(draw: Draw, *, by: User) -> Draw:
    """The draw stands in the story three working days after the month's deadline."""
    due = Period.objects.get(county_code=draw.county_code, month=draw.month).due_date
    day = min(workdays.add_workdays(due, 3), months.today())
    at = dt.datetime.combine(day, dt.time(9), months.SHANGHAI)
    Draw.objects.filter(pk=draw.pk).update(
        planned_at=at - dt.timedelta(days=1),
        committed_at=at,
        revealed_at=at + dt.timedelta(hours=6),
        published_at=at + dt.timedelta(hours=7),
        visits_due=workdays.add_workdays(day, 10),
    )
    Notice.objects.filter(key__startswith=f"draw:{draw.pk}:").update(read_at=F("created_at"))
    audit.record("demo.dated", draw, by=by, summary={"at": at.isoformat(timespec="minutes")})
    draw.refresh_from_db()
    return draw


@operation
def _visited(draw: Draw, told: tuple[Found, ...], *, by: User, maker: Maker | None) -> None:
    """Every item to visit has a signed visit, with a photo where `maker` draws one; what some of them found waits to be put
    right."""
    items = list(draw.items.to_visit().order_by("stratum", "rank"))
    pairs: dict[str, list[User]] = {}
    for row in draw.inspectors.select_related("user").order_by("township_code", "rank"):
        pairs.setdefault(row.township_code, []).append(row.user)
    found = _what_was_found(items, told)
    visits = [
        _visit(item, pairs[item.township_code], draw, number, found.get(item.pk)) for number, item in enumerate(items)
    ]
    Visit.objects.bulk_create(visits, batch_size=500)
    if maker is not None:
        VisitPhoto.objects.bulk_create(_photos(visits, maker, by), batch_size=500)
    VisitFinding.objects.bulk_create(
        [
            VisitFinding(
                division_code=visit.division_code,
                visit=visit,
                problem=problem,
                overpaid_fen=visit.overpaid_fen,
                found_on=visit.visited_on,
            )
            for visit in visits
            if visit.visited_on is not None
            for problem in visit.problems
        ]
    )
    items_by_day = {visit.item_id: visit.visited_on for visit in visits}
    for item in items:
        item.visit_on = items_by_day[item.pk]
    DrawItem.objects.bulk_update(items, ["visit_on"], batch_size=500)
    audit.record("demo.loaded", draw, by=by, summary={"visits": len(visits)})


def _what_was_found(items: list[DrawItem], told: tuple[Found, ...]) -> dict[object, Found]:
    """item → what its visit found: the last item of each township, as far as there is something to tell."""
    last = {item.township_code: item.pk for item in items}
    return dict(zip(last.values(), told, strict=False))


def _visit(item: DrawItem, pair: list[User], draw: Draw, number: int, told: Found | None) -> Visit:
    assert draw.revealed_at is not None  # it is out
    outcome, problem, summary = told or (Outcome.MATCH, "", "")
    began = draw.revealed_at.astimezone(months.SHANGHAI).date()
    day = min(workdays.add_workdays(began, 1 + number % 8), months.today())
    at = dt.datetime.combine(day, dt.time(17), months.SHANGHAI)
    wrong = outcome in (Outcome.MISMATCH, Outcome.DEAD)
    visit = Visit(
        division_code=item.division_code,
        item=item,
        kind=VisitKind.DRAWN,
        state=Visit.State.SIGNED,
        household_id=item.household_id,
        subject=item.name,
        visited_on=day,
        entered_at=at,
        outcome=outcome,
        problems=[problem] if problem else [],
        overpaid_fen=item.fen * 2 if wrong and problem != "P08" else 0,
        summary=summary,
        first_inspector=pair[number % 2],
        second_inspector=pair[1 - number % 2],
        handed_at=at + dt.timedelta(minutes=20),
        signed_at=at + dt.timedelta(hours=2),
        version=4,
    )
    visit.answers = json.dumps(_answers(outcome), ensure_ascii=False)
    return visit


def _answers(outcome: str) -> dict[str, str]:
    if outcome == Outcome.NOT_FOUND or outcome == Outcome.DEAD:
        return {}
    return {
        "published": "是",
        "paid_in_full": "是",
        "qualifies": "否" if outcome == Outcome.MISMATCH else "是",
        "housing": "砖木结构三间",
        "livestock": "羊五只",
        "income_sources": "种植、公益岗位",
    }


def _photos(visits: list[Visit], maker: Maker, by: User) -> Iterator[VisitPhoto]:
    """One photo of each visit that met somebody; the last shows once more what the first showed, and says so."""
    met = [visit for visit in visits if visit.outcome not in (Outcome.NOT_FOUND, Outcome.DEAD)]
    first, scene = None, b""
    for visit in met:
        again = first is not None and visit is met[-1]
        taken = taken_again(scene) if again else courtyard(maker.random)
        picture = pictures.clean(taken)
        photo = VisitPhoto(
            division_code=visit.division_code,
            visit=visit,
            upload=keep(picture.data, by=by),
            original_sha256=sha256(taken),
            likeness=picture.likeness,
            resembles=first if again else None,
            at=visit.entered_at,
            by=visit.first_inspector,
        )
        first, scene = first or photo, scene or taken
        yield photo
