"""One household's change becomes the roster: a RosterEvent and the lines it opens and ends."""

from typing import Any

from django.db.models import Q
from django.utils import timezone

from core import audit, crypto
from core.operation import operation
from core.refusal import Refused

from ..changes import HouseholdChange, MemberIn
from ..models import Award, CoveredPerson, Household, Membership, Person, RosterEvent
from ..models.choices import EXCLUSIVE_SCHEMES, ONE_MONTH_SCHEMES, PERSON_SCHEMES
from . import counters, villages
from .closing import Closing
from .imports import township_of
from .membership import Family
from .present import refresh
from .serials import Serials
from .undoing import seal_values

TERMS = ("grade", "care_mode", "care_level", "persons", "covered", "monthly_fen")


@operation
def apply_change(change: HouseholdChange, *, by: Any, source_type: str, source_id: Any, paper: str) -> RosterEvent:
    """The household stands under its new terms from `effective_month` on; returns the event that says so."""
    counters.lock(change.township_code[:9])
    return _Change(change, by, source_type, source_id, paper).apply()


class _Change:
    """One change on its way into the roster."""

    def __init__(self, change: HouseholdChange, by: Any, source_type: str, source_id: Any, paper: str) -> None:
        self.change, self.month = change, change.effective_month
        self.closing = Closing(self.month)
        self.undo: dict[str, dict[str, Any]] = {"households": {}, "people": {}}
        self.event = RosterEvent(
            kind=RosterEvent.Kind.CORRECTION if source_type == "correction" else RosterEvent.Kind.CHANGE,
            change=change.kind,
            reason=change.reason[:60],
            effective_month=self.month,
            at=timezone.now(),
            by=by,
            source_type=source_type,
            source_id=source_id,
            paper=paper[:160],
        )

    def apply(self) -> RosterEvent:
        household = self._household()
        self.event.household = household
        self.event.move_to(household.division_code)
        self.family = Family(self.change, household, self.event, self.closing, self.undo)
        olds = self._standing(household)
        before = [_terms(old) for old in olds]
        joined = self.family.join()
        self._refuse_covered_elsewhere(household, joined)
        self.event.save(force_insert=True)
        self.family.leave()
        made = [] if self.change.ends else self._successors(household, olds, joined)
        self._end(olds, made)
        self.closing.write()
        self.family.write()
        for award, people in made:
            award.save(force_insert=True)
            CoveredPerson.objects.bulk_create(
                [CoveredPerson(division_code=household.division_code, award=award, person=p) for p in people]
            )
        self._tell(before, made)
        refresh(self.family.touched | {p.pk for _, some in made for p in some} | self.covered_before)
        audit.record("roster.change", self.event, by=self.event.by, summary={"kind": self.change.kind})
        return self.event

    # -- the household ---------------------------------------------------------

    def _household(self) -> Household:
        change = self.change
        township = township_of(change.township_code)
        names = [change.village_name] if change.village_name else []
        codes = villages.ensure(township, names, by=self.event.by)
        code = codes[villages.village_key(change.village_name)] if names else township.code
        if change.household is not None:
            household = Household.objects.select_for_update(of=("self",)).get(pk=change.household.pk)
            if change.group and change.group != household.group:
                self.undo["households"][str(household.pk)] = {"group": household.group}
                household.group = change.group
                household.version += 1
                household.save()
            return household
        known = self._returning(township.code[:9])
        if known is not None:
            return known
        number = counters.take(counters.lock(township.code[:9]))[0]
        household = Household(division_code=code, number=number, group=change.group)
        household.save(force_insert=True)
        return household

    def _returning(self, township_code: str) -> Household | None:
        """The household that its head already heads, when nobody in it draws this scheme now."""
        head = next((member for member in self.change.joins if member.is_head), None)
        if head is None:
            return None
        rows = Membership.objects.open().filter(
            township_code=township_code, is_head=True, person__id_index=crypto.id_index(head.id_number)
        )
        found = rows.select_related("household").first()
        if found is None or Award.objects.open().filter(household=found.household, scheme=self.change.scheme).exists():
            return None
        return found.household

    def _standing(self, household: Household) -> list[Award]:
        """The awards that the change is about: open ones of its scheme, in person schemes those of the persons named."""
        awards = Award.objects.open().filter(household=household, scheme=self.change.scheme)
        named = [leave.person.pk for leave in self.change.leaves] + (
            [self.change.about.pk] if self.change.about else []
        )
        if self.change.scheme in PERSON_SCHEMES and named:
            awards = awards.filter(person__in=named)
        found = list(awards.select_for_update(of=("self",)).order_by("serial"))
        if any(award.first_month > self.month for award in found) or self._paid_later(household):
            raise Refused("这一户已有更晚月份的变动，不能再补记更早的变动。请先撤回其后的变动。", code="later-change")
        self.old_people = {award.pk: list(Person.objects.filter(coverages__award=award)) for award in found}
        self.covered_before = {person.pk for people in self.old_people.values() for person in people}
        if not found and not self.change.joins and not self.change.fixes and self.change.new_head is None:
            raise Refused("花名册中没有这一户正在享受的这项救助。请核对救助类别和户主。", code="not-listed")
        return found

    def _paid_later(self, household: Household) -> bool:
        """True when an award that has ended since still pays for months of the new terms."""
        if self.change.scheme in ONE_MONTH_SCHEMES:
            return False
        ended = Award.objects.filter(
            household=household, scheme=self.change.scheme, voided_by__isnull=True, last_month__gte=self.month
        )
        if self.change.scheme in PERSON_SCHEMES:
            indexes = [crypto.id_index(member.id_number) for member in self.change.joins]
            people = [leave.person.pk for leave in self.change.leaves]
            ended = ended.filter(Q(person__id_index__in=indexes) | Q(person__in=people))
        return ended.exists()

    def _refuse_covered_elsewhere(self, household: Household, joined: list[tuple[Person, MemberIn]]) -> None:
        if self.change.scheme not in EXCLUSIVE_SCHEMES:
            return
        people = [person.pk for person, member in joined if member.covered]
        others = CoveredPerson.objects.filter(
            person__in=people,
            award__scheme__in=EXCLUSIVE_SCHEMES,
            award__last_month__isnull=True,
            award__voided_by__isnull=True,
        )
        if self.change.scheme not in PERSON_SCHEMES:
            others = others.exclude(award__household=household, award__scheme=self.change.scheme)
        if others.exists():
            raise Refused("有人已在本县享受同类救助，不能重复纳入。请核对后再接收。", code="already-covered")

    # -- the awards ------------------------------------------------------------

    def _end(self, olds: list[Award], made: list[tuple[Award, list[Person]]]) -> None:
        """Old terms end, unless the change leaves the money as it is (a correction of names, say)."""
        if not made and not self.change.ends and not self.change.leaves:
            return
        for old in olds:
            self.closing.award(old.pk, old.first_month, str(self.event.pk))

    def _successors(
        self, household: Household, olds: list[Award], joined: list[tuple[Person, MemberIn]]
    ) -> list[tuple[Award, list[Person]]]:
        change = self.change
        out = {leave.person.pk for leave in change.leaves}
        into = [person for person, member in joined if member.covered]
        if not (change.leaves or into or self._alters()):
            return []
        serials = Serials(household.township_code)
        if change.scheme in PERSON_SCHEMES:
            made = self._personal(household, olds, into, out, serials)
        else:
            made = self._shared(household, olds[0] if olds else None, into, out, serials)
        serials.save()
        return made

    def _alters(self) -> bool:
        c = self.change
        return bool(
            c.grade
            or c.monthly_fen is not None
            or c.care_mode
            or c.care_level
            or c.account
            or c.account_holder
            or c.bank
        )

    def _shared(
        self, household: Household, old: Award | None, into: list[Person], out: set[Any], serials: Serials
    ) -> list[tuple[Award, list[Person]]]:
        before = self.old_people[old.pk] if old else []
        stay = [person for person in before if person.pk not in out]
        people = stay + [person for person in into if person.pk not in {p.pk for p in stay}]
        covered = len(people) + (old.covered - len(before) if old else 0)
        if covered < 1 or not people:
            return []
        size = (old.persons if old else self.family.size) + self.family.more - self.family.fewer
        award = self._award(household, old, self.change.monthly_fen, serials)
        award.covered, award.persons = covered, max(size, len(people))
        return [(award, people)]

    def _personal(
        self, household: Household, olds: list[Award], into: list[Person], out: set[Any], serials: Serials
    ) -> list[tuple[Award, list[Person]]]:
        made = []
        stay = [old for old in olds if old.person_id not in out]
        people: list[tuple[Award | None, Person]] = [(old, old.person) for old in stay if old.person and not into]
        people += [(None, person) for person in into]
        if into:
            self.covered_before -= {old.person_id for old in stay}
            olds[:] = [old for old in olds if old.person_id in out]
        each = None if self.change.monthly_fen is None else self.change.monthly_fen // max(1, len(people))
        for old, person in people:
            award = self._award(household, old, each, serials, person)
            award.covered = award.persons = 1
            made.append((award, [person]))
        return made

    def _award(
        self, household: Household, old: Award | None, fen: int | None, serials: Serials, person: Person | None = None
    ) -> Award:
        change = self.change
        kept = {name: getattr(old, name) if old else "" for name in ("grade", "care_mode", "care_level", "aid_kind")}
        kept |= {name: value for name in kept if (value := getattr(change, name))}
        once = change.scheme in ONE_MONTH_SCHEMES
        if fen is None and old is None:
            raise Refused("没有写明月保障金额，不能入册。", code="amount-missing")
        key = str(person.pk) if person else ""
        award = Award(
            division_code=household.division_code,
            household=household,
            person=person,
            scheme=change.scheme,
            serial=old.serial if old else serials.take(change.scheme, None, household.pk, key),
            monthly_fen=fen if fen is not None else old.monthly_fen if old else 0,
            account_holder=change.account_holder or (old.account_holder if old else ""),
            bank=change.bank or (old.bank if old else ""),
            first_month=self.month,
            last_month=self.month if once else None,
            opened_by=self.event,
            **kept,
        )
        award.account = change.account or (old.account if old else "")
        award.account_index = crypto.blind_index(award.account, "account")
        return award

    def _tell(self, before: list[dict[str, Any]], made: list[tuple[Award, list[Person]]]) -> None:
        after = [_terms(award) for award, _ in made]
        length = max(len(before), len(after))
        if not after and not self.change.ends and not self.change.leaves:
            after = before
        pad: list[None] = [None] * length
        pairs = zip([*before, *pad][:length], [*after, *pad][:length], strict=True)
        told = [{"scheme": self.change.scheme, "before": old, "after": new} for old, new in pairs]
        self.event.terms = {"awards": told, "joined": self.family.more, "left": self.family.fewer}
        seal_values(self.event, self.undo)
        self.event.save(update_fields=["terms"])


def _terms(award: Award) -> dict[str, Any]:
    return {name: getattr(award, name) for name in TERMS}
