"""From a file and what stands to what must change: the same plan serves the preview and the commit."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from .intake.staged import Family, Member
from .models.choices import PERSON_SCHEMES
from .standing import AwardRow, HouseholdRow, MemberRow, PersonRow, Standing

# What a file may say anew of a household and of a person; a blank cell says nothing.
HOUSEHOLD_FIELDS = ("group", "address", "hardship", "note")
PERSON_FIELDS = ("name", "ethnicity", "health", "labour")


@dataclass(slots=True)
class Terms:
    """An award as the file wants it, for one household or (in person schemes) one person. `old` is what stands."""

    owner: str
    covered_ids: list[str]
    covered: int
    monthly_fen: int
    persons: int
    old: AwardRow | None = None
    changes: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Target:
    """A household of the plan: one that stands, or (`row` None) a new one; families of several schemes may meet in it."""

    row: HouseholdRow | None
    families: list[Family] = field(default_factory=list)
    joins: list[tuple[Member, int]] = field(default_factory=list)
    moves: list[tuple[Member, int, MemberRow]] = field(default_factory=list)
    closes: list[MemberRow] = field(default_factory=list)
    terms: list[tuple[Family, Terms]] = field(default_factory=list)
    changed_fields: dict[str, str] = field(default_factory=dict)
    new_village: bool = False
    same: bool = False

    @property
    def is_new(self) -> bool:
        return self.row is None


@dataclass
class Plan:
    """All that a commit would do."""

    targets: list[Target] = field(default_factory=list)
    gone: list[AwardRow] = field(default_factory=list)
    new_people: dict[str, Member] = field(default_factory=dict)
    changed_people: dict[str, dict[str, str]] = field(default_factory=dict)
    listed: dict[str, set[str]] = field(default_factory=dict)
    listed_before: int = 0

    @property
    def differs(self) -> bool:
        """True when the roster is not yet what the file says."""
        return bool(self.gone or self.changed_people or any(not target.same for target in self.targets))


class Planner:
    """Compares families with what stands. `index_of` gives the blind index of an ID, `account_index` of an account."""

    def __init__(
        self,
        standing: Standing,
        index_of: Callable[[str], str],
        account_index: Callable[[str], str],
        village_code: Callable[[str], str],
        open_phone: Callable[[PersonRow], str],
    ) -> None:
        self.standing, self.index_of, self.account_index = standing, index_of, account_index
        self.village_code, self.open_phone = village_code, open_phone
        self.file_home: dict[str, Target] = {}
        self.by_household: dict[UUID, Target] = {}
        self.plan = Plan()

    def person(self, ident: str) -> PersonRow | None:
        """The person who bears an ID number, if the county knows them."""
        return self.standing.people.get(self.index_of(ident)) if self.standing.people else None

    def make(self, families: Iterable[Family]) -> Plan:
        """The plan for `families`, in the order of the file."""
        families = list(families)
        wanted = self._claims(families)
        for family, claim in zip(families, wanted, strict=True):
            self._place(family, claim)
        for target in self.plan.targets:
            self._members(target)
            for family in target.families:
                self._terms(target, family)
            self._household(target)
            target.same = not (target.is_new or target.joins or target.moves or target.closes or target.changed_fields)
            target.same = target.same and all(terms.old and not terms.changes for _, terms in target.terms)
        self._people(families)
        self._gone({family.scheme for family in families})
        return self.plan

    # -- which household -----------------------------------------------------

    def _claims(self, families: list[Family]) -> list[UUID | None]:
        """The standing household of each family: its head's, else the one most of its members live in; one family each."""
        if not self.standing.homes:
            return [None] * len(families)
        claims: list[UUID | None] = [None] * len(families)
        taken: set[tuple[UUID, str]] = set()
        for by_head in (True, False):
            for number, family in enumerate(families):
                if claims[number] is None:
                    home = self._home_of(family, by_head)
                    if home and (home, family.scheme) not in taken:
                        taken.add((home, family.scheme))
                        claims[number] = home
        return claims

    def _home_of(self, family: Family, by_head: bool) -> UUID | None:
        head = family.head
        people = [head] if by_head and head else [] if by_head else family.members
        votes: dict[UUID, int] = {}
        for member in people:
            person = self.person(member.id)
            home = self.standing.homes.get(person.pk) if person else None
            if home and home.household in self.standing.households:
                votes[home.household] = votes.get(home.household, 0) + 1
        return max(votes, key=lambda pk: votes[pk]) if votes else None

    def _place(self, family: Family, claim: UUID | None) -> None:
        home = next((self.file_home[m.id] for m in family.members if m.id and m.id in self.file_home), None)
        if home is not None and all(other.scheme != family.scheme for other in home.families):
            target = home
        elif claim is not None and claim in self.by_household:
            target = self.by_household[claim]
        else:
            target = Target(self.standing.households.get(claim) if claim else None)
            self.plan.targets.append(target)
            if claim is not None:
                self.by_household[claim] = target
        target.families.append(family)
        for member in family.members:
            if member.id:
                self.file_home.setdefault(member.id, target)

    # -- who lives in it -----------------------------------------------------

    def _members(self, target: Target) -> None:
        standing = self.standing
        there = standing.members.get(target.row.pk, {}) if target.row else {}
        seen: set[str] = set()
        stay: set[UUID] = set()
        for family in target.families:
            for position, member in enumerate(family.members):
                if not member.id or member.id in seen or self.file_home[member.id] is not target:
                    continue
                seen.add(member.id)
                person = self.person(member.id)
                home = standing.homes.get(person.pk) if person else None
                if home is None:
                    target.joins.append((member, position))
                elif home.person in there:
                    stay.add(home.person)
                    if family.scheme not in PERSON_SCHEMES and self._otherwise(member, home):
                        target.moves.append((member, position, home))
                elif home.household in standing.households or home.person not in standing.elsewhere:
                    target.moves.append((member, position, home))
        listed = any(family.scheme not in PERSON_SCHEMES for family in target.families)
        if listed:
            leaving = [row for person, row in there.items() if person not in stay]
            target.closes = [row for row in leaving if not self._named(row.person)]

    def _named(self, person: UUID) -> bool:
        if not hasattr(self, "_named_people"):
            found = (self.person(ident) for ident in self.file_home)
            self._named_people = {row.pk for row in found if row}
        return person in self._named_people

    @staticmethod
    def _otherwise(member: Member, row: MemberRow) -> bool:
        return bool(member.relation and member.relation != row.relation) or member.is_head != row.is_head

    # -- what it is paid -----------------------------------------------------

    def _terms(self, target: Target, family: Family) -> None:
        covered = family.covered
        self.plan.listed.setdefault(family.scheme, set())
        if not covered:
            return
        if family.scheme in PERSON_SCHEMES:
            share, rest = divmod(family.monthly or 0, len(covered))
            for number, member in enumerate(covered):
                fen = share + (rest if not number else 0)
                self._compare(target, family, Terms(member.id, [member.id], 1, fen, 1))
            return
        count = family.covered_count or len(covered)
        ids = [member.id for member in covered]
        self._compare(target, family, Terms("", ids, count, family.monthly or 0, family.persons))

    def _compare(self, target: Target, family: Family, terms: Terms) -> None:
        target.terms.append((family, terms))
        owner: UUID | None = target.row.pk if target.row else None
        if terms.owner:
            person = self.person(terms.owner)
            owner = person.pk if person else None
        old = terms.old = self.standing.award_of(owner, family.scheme)
        if old is None:
            return
        pairs: list[tuple[str, Any, Any]] = [
            ("grade", old.grade, family.grade or old.grade),
            ("care_mode", old.care_mode, family.care_mode or old.care_mode),
            ("care_level", old.care_level, family.care_level or old.care_level),
            ("persons", old.persons, terms.persons),
            ("covered", old.covered, terms.covered),
            ("monthly_fen", old.monthly_fen, terms.monthly_fen),
            ("account_holder", old.account_holder, family.holder or old.account_holder),
            ("bank", old.bank, family.bank or old.bank),
            ("account", old.account_index, self.account_index(family.account) or old.account_index),
        ]
        terms.changes = [name for name, before, after in pairs if before != after]
        people = {person.pk if (person := self.person(ident)) else None for ident in terms.covered_ids}
        if people != self.standing.covered[old.pk]:
            terms.changes.append("who")

    def _household(self, target: Target) -> None:
        if target.row is None:
            return
        for family in target.families:
            for name in HOUSEHOLD_FIELDS:
                value = getattr(family, name)
                if value and value != getattr(target.row, name):
                    target.changed_fields[name] = value
            if family.village and family.scheme not in PERSON_SCHEMES:
                code = self.village_code(family.village)
                if code != target.row.division_code:
                    target.changed_fields["division_code"] = code

    # -- everybody -----------------------------------------------------------

    def _people(self, families: list[Family]) -> None:
        for family in families:
            for member in family.members:
                person = self.person(member.id)
                if person is None:
                    if member.id:
                        self.plan.new_people.setdefault(member.id, member)
                    continue
                changes = {
                    name: value
                    for name in PERSON_FIELDS
                    if (value := getattr(member, name)) and value != getattr(person, name)
                }
                if member.phone and member.phone != self.open_phone(person):
                    changes["phone"] = member.phone
                if changes:
                    self.plan.changed_people.setdefault(member.id, {}).update(changes)

    def _gone(self, schemes: set[str]) -> None:
        kept = {terms.old.pk for target in self.plan.targets for _, terms in target.terms if terms.old}
        listed = [award for award in self.standing.awards.values() if award.scheme in schemes]
        self.plan.listed_before = len(listed)
        self.plan.gone = [award for award in listed if award.pk not in kept]
