"""Carrying out a plan: rows for the database made in one pass, written table by table."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import F

from core import bulk, crypto, months
from core.models import Division
from core.pinyin import initials

from ..intake.staged import Family, Member
from ..models import Award, CoveredPerson, Household, Membership, Person, RosterEvent, RosterImport
from ..models.choices import ONE_MONTH_SCHEMES
from ..plan import Plan, Planner, Target, Terms
from ..rules.village_is_known import village_key
from ..standing import AwardRow, MemberRow, Standing
from . import rows
from .closing import Closing
from .present import refresh
from .serials import Serials

Scope = tuple[str, str, str]


class Writer:
    """Turns one plan into rows. `month` is the first month of the new terms."""

    def __init__(
        self,
        plan: Plan,
        standing: Standing,
        imp: RosterImport,
        township: Division,
        villages: dict[str, str],
        *,
        planner: Planner,
        at: datetime,
        by: Any,
    ) -> None:
        self.plan, self.standing, self.imp, self.township = plan, standing, imp, township
        self.villages, self.person_of, self.at = villages, planner.person, at
        self.index_of, self.account_index = planner.index_of, planner.account_index
        self.last6 = bulk.indexer("last6")
        self.by_id = str(by.pk) if by is not None else None
        self.month, self.paper = imp.month, _paper(imp)
        self.ids, self.seal = bulk.new_ids(), bulk.sealer()
        self.pk_of: dict[str, str] = {}
        self.home_of: dict[str, tuple[str, Scope]] = {}
        self.covered_ids: set[str] = set()
        self.stale: set[Any] = set()
        self.events_of: dict[str, str] = {}
        self.told: dict[str, dict[str, Any]] = {}
        self.undo: dict[str, dict[str, dict[str, str]]] = {"households": {}, "people": {}}
        self.closing = Closing(self.month)
        self.households: list[tuple] = []
        self.events: list[tuple] = []
        self.people: list[tuple] = []
        self.memberships: list[tuple] = []
        self.awards: list[tuple] = []
        self.covered: list[tuple] = []

    def write(self, numbers: Iterable[int], serials: Serials) -> int:
        """Everything of the plan is in the database; returns the number of events."""
        self.numbers, self.serials = iter(numbers), serials
        touched = [target for target in self.plan.targets if not target.same]
        for target in touched:
            self._target(target)
        for award in self.plan.gone:
            self._gone(award)
        serials.save()
        bulk.insert(Household, rows.HOUSEHOLD, self.households)
        bulk.insert(RosterEvent, rows.EVENT, self.events)
        self.closing.write()
        bulk.insert(Person, rows.PERSON, self._new_people())
        bulk.insert(Membership, rows.MEMBERSHIP, self.memberships)
        bulk.insert(Award, rows.AWARD, self.awards)
        bulk.insert(CoveredPerson, rows.COVERED, self.covered)
        self._change_people()
        refresh(self.stale)
        return len(self.events)

    # -- households ----------------------------------------------------------

    def _target(self, target: Target) -> None:
        if target.row is None:
            household, scope = self._new_household(target)
        else:
            household, scope = str(target.row.pk), _scope(target.row.division_code)
            if target.changed_fields:
                scope = self._change_household(target, household)
        event = self._event(household, scope, self._told(target))
        for member, position in target.joins:
            self._open(member, position, household, scope, event)
        for member, position, home in target.moves:
            self._leave(home, event if str(home.household) == household else None)
            self._open(member, position, household, scope, event)
        for home in target.closes:
            self._leave(home, event)
        for family, terms in target.terms:
            if terms.old is None or terms.changes:
                self._award(family, terms, household, scope, event)

    def _new_household(self, target: Target) -> tuple[str, Scope]:
        first = target.families[0]
        scope = _scope(self._village(first.village))
        household = next(self.ids)
        told = (next((text for f in target.families if (text := getattr(f, name))), "") for name in rows.HOUSEHOLD[5:9])
        self.households.append((household, *scope, next(self.numbers), *told, 1))
        return household, scope

    def _village(self, name: str) -> str:
        return self.villages.get(village_key(name), self.township.code) if name else self.township.code

    def _change_household(self, target: Target, household: str) -> Scope:
        row = target.row
        assert row is not None
        changes = dict(target.changed_fields)
        if "division_code" in changes:
            village = next(f.village for f in reversed(target.families) if f.village)
            changes["division_code"] = self._village(village)
            move_household(household, changes["division_code"])
            self.stale.update(self.standing.members.get(row.pk, ()))
        self.undo["households"][household] = {name: getattr(row, name) for name in changes}
        Household.objects.filter(pk=household).update(version=F("version") + 1, **changes)
        return _scope(changes.get("division_code", row.division_code))

    def _event(self, household: str, scope: Scope, told: dict[str, Any]) -> str:
        known = self.events_of.get(household)
        if known is not None:
            self.told[known].update({**told, "left": told["left"] + self.told[known]["left"]})
            return known
        event = next(self.ids)
        self.events_of[household], self.told[event] = event, told
        self.events.append(
            (event, *scope, household, "baseline", "", "", self.month, self.at, self.by_id, "roster_import",
             str(self.imp.pk), self.paper, told, None)
        )  # fmt: skip
        return event

    def _told(self, target: Target) -> dict[str, Any]:
        """What the event says of the household before and after, without personal data."""
        told: dict[str, Any] = {"joined": len(target.joins) + len(target.moves), "left": len(target.closes)}
        if target.changed_fields:
            told["household"] = sorted(target.changed_fields)
        told["awards"] = [
            {"scheme": family.scheme, "before": terms_before(terms.old), "after": terms_after(family, terms)}
            for family, terms in target.terms
            if terms.old is None or terms.changes
        ]
        return told

    # -- people --------------------------------------------------------------

    def _pk(self, ident: str) -> str:
        """The key of a person, known or about to be made."""
        found = self.pk_of.get(ident)
        if found is None:
            person = self.person_of(ident)
            found = self.pk_of[ident] = str(person.pk) if person else next(self.ids)
            if person:
                self.stale.add(found)
        return found

    def _open(self, member: Member, position: int, household: str, scope: Scope, event: str) -> None:
        person = self._pk(member.id)
        self.home_of[member.id] = (household, scope)
        self.memberships.append(
            (next(self.ids), *scope, household, person, member.relation, member.is_head, position, self.month, event)
        )

    def _leave(self, home: MemberRow, event: str | None) -> None:
        """A membership ends before the month, or never was when it began with it."""
        if event is None:
            event = self.events_of.get(str(home.household))
        if event is None:
            event = self._event(str(home.household), _scope(home.division_code), {"joined": 0, "left": 1, "awards": []})
        self.closing.membership(home.pk, home.first_month, event)
        self.stale.add(str(home.person))

    def _new_people(self) -> Iterable[tuple]:
        seal, table = self.seal, Person._meta.db_table
        town = _scope(self.township.code)
        for ident, member in self.plan.new_people.items():
            pk = self._pk(ident)
            household, scope = self.home_of.get(ident, (None, town))
            yield (
                pk, *scope, member.name, initials(member.name), seal(ident, f"{table}.id_sealed:{pk}"),
                self.index_of(ident), self.last6(ident[-6:]), seal(member.phone, f"{table}.phone_sealed:{pk}"),
                f"{ident[6:10]}-{ident[10:12]}-{ident[12:14]}", "1" if ord(ident[16]) & 1 else "2", member.ethnicity,
                member.health, member.labour, household, ident in self.covered_ids, 1,
            )  # fmt: skip

    def _change_people(self) -> None:
        for ident, changes in self.plan.changed_people.items():
            person = Person.objects.get(pk=self._pk(ident))
            self.undo["people"][str(person.pk)] = {name: getattr(person, name) for name in changes}
            change_person(person, changes)

    # -- awards --------------------------------------------------------------

    def _award(self, family: Family, terms: Terms, household: str, scope: Scope, event: str) -> None:
        old, award = terms.old, next(self.ids)
        if old is not None:
            self.closing.award(old.pk, old.first_month, event)
            self.stale.update(self.standing.covered[old.pk])
        account_sealed, account_index = self._account(family, old, award)
        once = family.scheme in ONE_MONTH_SCHEMES
        people = [self._pk(ident) for ident in terms.covered_ids]
        self.awards.append(
            (award, *scope, household, people[0] if terms.owner else None, family.scheme,
             family.grade or (old.grade if old else ""), family.care_mode or (old.care_mode if old else ""),
             family.care_level or (old.care_level if old else ""), "",
             old.serial if old else self.serials.take(family.scheme, family.serial, household, terms.owner),
             terms.persons, terms.covered, terms.monthly_fen, family.holder or (old.account_holder if old else ""),
             family.bank or (old.bank if old else ""), account_sealed, account_index, self.month,
             self.month if once else None, event)
        )  # fmt: skip
        for person in people:
            self.covered.append((*scope, award, person))
        if not once:
            self.covered_ids.update(terms.covered_ids)

    def _account(self, family: Family, old: AwardRow | None, award: str) -> tuple[bytes, str]:
        where = f"{Award._meta.db_table}.account_sealed:"
        account = family.account
        if not account and old is not None:
            account = crypto.open_sealed(old.account_sealed, f"{where}{old.pk}")
        return self.seal(account, f"{where}{award}"), self.account_index(account)

    def _gone(self, award: AwardRow) -> None:
        household = str(award.household)
        event = self.events_of.get(household)
        if event is None:
            told = {"scheme": award.scheme, "before": terms_before(award), "after": None}
            event = self._event(household, _scope(award.division_code), {"joined": 0, "left": 0, "awards": [told]})
        self.closing.award(award.pk, award.first_month, event)
        self.stale.update(self.standing.covered[award.pk])


def _scope(division_code: str) -> Scope:
    return division_code[:6], division_code[:9], division_code


def _paper(imp: RosterImport) -> str:
    return f"{months.chinese(imp.month)}花名册（{imp.filename}）"[:160]


def terms_before(award: AwardRow | None) -> dict[str, Any] | None:
    """An award that stands, as its terms without personal data."""
    if award is None:
        return None
    return {
        "grade": award.grade, "care_mode": award.care_mode, "care_level": award.care_level, "persons": award.persons,
        "covered": award.covered, "monthly_fen": award.monthly_fen,
    }  # fmt: skip


def terms_after(family: Family, terms: Terms) -> dict[str, Any]:
    """The terms the file wants, in the same words."""
    old = terms.old
    return {
        "grade": family.grade or (old.grade if old else ""),
        "care_mode": family.care_mode or (old.care_mode if old else ""),
        "care_level": family.care_level or (old.care_level if old else ""),
        "persons": terms.persons, "covered": terms.covered, "monthly_fen": terms.monthly_fen,
    }  # fmt: skip


def move_household(household: Any, division_code: str) -> None:
    """What stands of a household carries the code of its new village."""
    scope = dict(zip(rows.SCOPE, _scope(division_code), strict=True))
    Membership.objects.filter(household=household).update(**scope)
    CoveredPerson.objects.filter(award__household=household).update(**scope)
    Award.objects.filter(household=household).update(**scope)


def change_person(person: Person, changes: dict[str, str]) -> None:
    """The person bears the new values; initials follow the name, the phone is sealed."""
    for name, value in changes.items():
        setattr(person, name, value)
    person.initials = initials(person.name)
    person.version += 1
    person.save()
