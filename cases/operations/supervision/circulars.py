"""通报 and 曝光: the text tells of nobody, two other people approve, then it has a number. An exposure's second is a leader."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils import timezone

from core import audit, months
from core.operation import locked, operation, require
from core.permissions import Permission, Role
from core.refusal import NotPermitted, Refused
from recipients.models import KinDeclaration, Membership, Person

from ...models import Circular, Petition, PetitionParty, RectificationEntry
from ...rules.supervision.circular_tells_nobody import hits, possible_names
from ..entries.story import filled
from . import numbers
from .steps import another, put, taken

Kind = Circular.Kind
State = Circular.State
LONGEST = 8000
PETITION = Petition._meta.label_lower
AT_ONCE = 5_000  # names asked for in one query


@dataclass(frozen=True)
class CircularText:
    """What it says and which entries stand behind it."""

    kind: str
    title: str
    text: str
    entries: Sequence[RectificationEntry] = ()


@operation
def draft_circular(given: CircularText, *, by: Any) -> Circular:
    """The draft waits for two approvals. Raises Refused (`tells-of-somebody`) with every hit as a finding."""
    require(by, Permission.CIRCULAR_DRAFT)
    county = by.scope[:6].ljust(12, "0")
    circular = Circular(division_code=county, drafted_by=by, drafted_at=timezone.now())
    _write(circular, given, by)
    circular.save(force_insert=True)
    circular.entries.set(given.entries)
    audit.record("circular.draft", circular, by=by, summary={"kind": circular.kind, "entries": len(given.entries)})
    return circular


@operation
def edit_circular(circular: Circular, given: CircularText, *, by: Any, version: int) -> Circular:
    """The draft says what is given; whoever edits is its drafter, and approvals begin anew."""
    mine, state = taken(circular, "edit", by=by, version=version)
    _write(mine, given, by)
    mine.state, mine.drafted_by = state, by
    mine.first_by, mine.first_at, mine.return_reason = None, None, ""
    mine.entries.set(given.entries)
    return put(mine, "edit", by=by)


@operation
def approve_circular(circular: Circular, *, by: Any, version: int) -> Circular:
    """The first approval, or the second: then it has its number and is published. Three different people; the second of an
    exposure is a leader. The text is looked at each time, since entries may have been linked to more people since."""
    step = "second" if locked(circular, version=version).state == State.FIRST else "first"
    mine, state = taken(circular, step, by=by, version=version)
    another(by, mine.drafted_by_id, text="不能审批自己起草的通报。请由其他人审批。")
    another(by, mine.first_by_id, text="一审和二审须由两个人分别办理。")
    entries = list(mine.entries.all())
    _require_open(entries)
    _require_nobody(mine, entries)
    mine.state = state
    if step == "first":
        mine.first_by, mine.first_at = by, timezone.now()
        return put(mine, "first", by=by)
    if mine.kind == Kind.EXPOSURE and by.role != Role.BUREAU_LEADER:
        raise NotPermitted("曝光典型案例，二审须由局分管领导办理。")
    mine.second_by, mine.published_at = by, timezone.now()
    paper = "exposure" if mine.kind == Kind.EXPOSURE else "circular"
    mine.number = numbers.take(mine.county_code, paper, months.today())
    return put(mine, "second", by=by, summary={"number": mine.number})


@operation
def return_circular(circular: Circular, *, by: Any, version: int, reason: str) -> Circular:
    """Sent back to its drafter with the reason."""
    mine, state = taken(circular, "return", by=by, version=version)
    another(by, mine.drafted_by_id, text="不能审批自己起草的通报。请由其他人审批。")
    mine.state, mine.return_reason = state, filled(reason, "退回理由", 200)
    mine.first_by, mine.first_at = None, None
    return put(mine, "return", by=by)


def names_behind(entries: Iterable[RectificationEntry]) -> set[str]:
    """Whoever the entries concern: everybody ever in their households, their persons, and those who signed the petitions
    they come from or were accused in them."""
    rows = list(entries)
    homes = [each.household_id for each in rows if each.household_id]
    found = set(Membership.objects.filter(household__in=homes).values_list("person__name", flat=True))
    found |= {each.person.name for each in rows if each.person}
    petitions = [UUID(each.source_id) for each in rows if each.source_type == PETITION]
    found |= set(PetitionParty.objects.filter(petition__in=petitions).values_list("name", flat=True))
    for accused in Petition.objects.filter(pk__in=petitions, is_sealed=False).values_list("accused", flat=True):
        found |= {str(each.get("name", "")) if isinstance(each, dict) else str(each) for each in accused}
    return found - {""}


def names_told(text: str, county_code: str) -> set[str]:
    """Whoever of the county's roster, kin declarations or unsealed petitions the text names, whether or not an entry behind
    it concerns them. Names of two characters are left out: they are words as well (平安, 高兴)."""
    wanted = sorted(possible_names(text))
    found: set[str] = set()
    for start in range(0, len(wanted), AT_ONCE):
        some = wanted[start : start + AT_ONCE]
        found |= set(Person.objects.filter(county_code=county_code, name__in=some).values_list("name", flat=True))
        kin = KinDeclaration.objects.filter(county_code=county_code)
        found |= set(kin.filter(official_name__in=some).values_list("official_name", flat=True))
        found |= set(kin.filter(recipient_name__in=some).values_list("recipient_name", flat=True))
        open_ones = PetitionParty.objects.filter(petition__county_code=county_code, petition__is_sealed=False)
        found |= set(open_ones.filter(name__in=some).values_list("name", flat=True))
    return found


def _write(circular: Circular, given: CircularText, by: Any) -> None:
    if given.kind not in Kind.values:
        raise Refused("请选择通报或曝光。", code="choice-unknown")
    title, text = filled(given.title, "标题", 120), filled(given.text, "正文", LONGEST)
    keys = [each.pk for each in given.entries]
    if RectificationEntry.objects.visible_to(by).filter(pk__in=keys).count() != len(set(keys)):
        raise NotPermitted("所列整改事项中有您不能查看的。")
    _require_open(given.entries)
    circular.kind, circular.title, circular.text = given.kind, title, text
    _require_nobody(circular, given.entries)


def _require_open(entries: Iterable[RectificationEntry]) -> None:
    """Nothing that was referred as a clue, or that a sealed petition brought up, is made known."""
    rows = list(entries)
    sources = [each.source_id for each in rows if each.source_type == PETITION]
    sealed = Petition.objects.filter(pk__in=sources, is_sealed=True).exists()
    if sealed or any(each.is_restricted for each in rows):
        raise Refused("所列整改事项中有不宜通报的，请去掉后再办。", code="entry-restricted")


def _require_nobody(circular: Circular, entries: Iterable[RectificationEntry]) -> None:
    told = f"{circular.title}\n{circular.text}"
    found = hits(told, names_behind(entries) | names_told(told, circular.county_code))
    if found:
        raise Refused(
            f"文中有不得公开的个人信息：{'、'.join(found)}。请改为“马某”“某村村民”等，删去号码后再保存。",
            code="tells-of-somebody",
            findings=found,
        )
