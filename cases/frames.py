"""What the spot-check engine draws for the look-back: closed entries whose window holds a day of the month."""

from collections.abc import Iterable
from uuid import UUID

from core import months
from core.models import Division
from recipients.models import Household, Membership
from spot_checks.frames import Candidate, FrameSource, Scope
from spot_checks.frames.registry import kept
from spot_checks.models import ItemKind

from .models import FollowUp, RectificationEntry

# One word for what is not drawn, so that nobody can tell from the count why it is not.
LEFT_OUT = "由县局直接回访的"
LABEL = 40


def look_backs(wanted: Scope) -> tuple[list[Candidate], dict[str, int]]:
    """One candidate for each entry: a household by its head, as it stood last where it has left the roster; a village
    matter by its village. The county's own entries, those referred as clues and those without a head are left out."""
    entries = due(wanted)
    open_ones = [each for each in entries if not each.is_restricted and not each.township_code.endswith("000")]
    homes = {each.household_id for each in open_ones if each.household_id}
    numbers = dict(Household.objects.filter(pk__in=homes).values_list("pk", "number"))
    heads, villages = _heads(homes), _villages(wanted.county)
    found = []
    for entry in open_ones:
        if entry.household_id:
            head = entry.person_id or heads.get(entry.household_id)
            if head is not None:
                found.append(_household(entry, head, numbers[entry.household_id]))
        else:
            found.append(_village(entry, villages))
    missing = len(entries) - len(found)
    return kept(found, wanted), {LEFT_OUT: missing} if missing else {}


def due(wanted: Scope) -> list[RectificationEntry]:
    """The closed entries whose look-back is waiting and whose window holds a day of the month."""
    first, last = months.first_day(wanted.month), months.last_day(wanted.month)
    waiting = FollowUp.objects.waiting().filter(
        county_code=wanted.county, window_from__lte=last, window_to__gte=first, drawn_by=""
    )
    rows = RectificationEntry.objects.filter(pk__in=waiting.values("entry_id"))
    return [each for each in rows.order_by("division_code", "number") if wanted.holds(each.township_code)]


def _heads(homes: Iterable[UUID]) -> dict[UUID, UUID]:
    """household → its head of the newest membership."""
    rows = Membership.objects.filter(household__in=homes, voided_by__isnull=True)
    found: dict[UUID, UUID] = {}
    open_first = sorted(
        rows.values_list("household_id", "person_id", "last_month", "is_head", "position"),
        key=lambda row: (row[2] is None, row[2] or "", row[3], -row[4]),
        reverse=True,
    )
    for home, person, *_ in open_first:
        found.setdefault(home, person)
    return found


def _villages(county: str) -> dict[tuple[str, str], tuple[str, str]]:
    """(township, name) and (township, code) → code and name of the village; townships under their own code."""
    rows = Division.objects.filter(code__startswith=county, valid_to__isnull=True)
    found = {}
    for code, name in rows.values_list("code", "name"):
        found[code[:9], name] = found[code[:9], code] = (code, name)
    return found


def _household(entry: RectificationEntry, head: UUID, number: int) -> Candidate:
    return Candidate(
        division_code=entry.division_code,
        kind=ItemKind.HOUSEHOLD,
        category=_category(entry),
        label=f"{entry.township_code}-{number:06d}",
        household=entry.household_id,
        person=head,
        subject_type=RectificationEntry._meta.label_lower,
        subject_id=str(entry.pk),
    )


def _village(entry: RectificationEntry, villages: dict[tuple[str, str], tuple[str, str]]) -> Candidate:
    here = (entry.division_code, entry.village or entry.division_code)
    code, name = (
        villages.get((entry.township_code, entry.village))
        or villages.get((entry.township_code, entry.division_code))
        or here
    )
    return Candidate(
        division_code=code,
        kind=ItemKind.OTHER,
        category=_category(entry),
        label=entry.number,
        subject_type=RectificationEntry._meta.label_lower,
        subject_id=str(entry.pk),
        name=name,
        id_text=code,
    )


def _category(entry: RectificationEntry) -> str:
    return f"回头看·{entry.category}"[:LABEL]


LOOK_BACK = FrameSource("look_back", "已销号事项（回头看）", "整改事项回头看", look_backs, unit="项", order=50)
