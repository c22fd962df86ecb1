"""Who comes into a household, who leaves it, who heads it, by one change."""

import datetime as dt
from typing import Any

from core import crypto
from core.pinyin import initials
from core.refusal import Refused

from ..changes import HouseholdChange, MemberIn
from ..models import Household, Membership, Person, RosterEvent
from .closing import Closing

HEAD = "户主"


class Family:
    """The memberships of one household under a change. `size` is the family before it; `more` and `fewer` count who
    came into and left it."""

    def __init__(
        self,
        change: HouseholdChange,
        household: Household,
        event: RosterEvent,
        closing: Closing,
        undo: dict[str, dict[str, Any]],
    ) -> None:
        self.change, self.household, self.event = change, household, event
        self.closing, self.undo = closing, undo
        rows = Membership.objects.open().filter(household=household).select_related("person")
        self.open = {row.person_id: row for row in rows.select_for_update(of=("self",)).order_by("position")}
        self.size = len(self.open)
        self.next_position = max((row.position for row in self.open.values()), default=-1) + 1
        self.made: list[Membership] = []
        self.touched: set[Any] = set()
        self.more = self.fewer = 0

    # -- coming in ---------------------------------------------------------------

    def join(self) -> list[tuple[Person, MemberIn]]:
        """Everybody who joins is a person of the county and will be a member; returns them."""
        joined = [(self._person(member), member) for member in self.change.joins]
        for person, member in joined:
            self.touched.add(person.pk)
            if person.pk not in self.open:
                self._enter(person, member.relation or (HEAD if member.is_head else ""), member.is_head)
        return joined

    def _person(self, member: MemberIn) -> Person:
        index = crypto.id_index(member.id_number)
        known = Person.objects.filter(county_code=self.household.county_code, id_index=index).first()
        if known is not None:
            if known.death_date is not None:
                raise Refused("有人已报死亡，不能再纳入。如系误报，请先更正死亡记录。", code="person-dead")
            self._change(known, {"name": member.name, "phone": member.phone})
            return known
        digits = member.id_number
        person = Person(
            division_code=self.household.division_code,
            name=member.name,
            initials=initials(member.name),
            id_index=index,
            last6_index=crypto.last6_index(digits),
            birth_date=dt.date(int(digits[6:10]), int(digits[10:12]), int(digits[12:14])),
            sex="1" if int(digits[16]) % 2 else "2",
            ethnicity=member.ethnicity,
            health=member.health,
            labour=member.labour,
        )
        person.id_number, person.phone = digits, member.phone
        person.save(force_insert=True)
        return person

    def _enter(self, person: Person, relation: str, is_head: bool, *, counted: bool = True) -> None:
        others = Membership.objects.open().filter(person=person).exclude(household=self.household)
        for old in others:
            self.closing.membership(old.pk, old.first_month, str(self.event.pk))
        if is_head:
            self._unseat(person)
        position = self.next_position
        self.next_position += 1
        self._add(person, relation, is_head, position)
        self.more += counted

    def _add(self, person: Person, relation: str, is_head: bool, position: int) -> None:
        self.made.append(
            Membership(
                division_code=self.household.division_code,
                household=self.household,
                person=person,
                relation=relation,
                is_head=is_head,
                position=position,
                first_month=self.change.effective_month,
                opened_by=self.event,
            )
        )
        self.touched.add(person.pk)

    # -- going out ---------------------------------------------------------------

    def leave(self) -> None:
        """Those who leave the family are members no more; deaths, corrections and a new head are noted."""
        for leave in self.change.leaves:
            self.touched.add(leave.person.pk)
            if leave.death_date is not None:
                self._change(Person.objects.get(pk=leave.person.pk), {"death_date": leave.death_date})
            row = self.open.get(leave.person.pk)
            if leave.leaves_family and row is not None:
                self._close(row)
                self.fewer += 1
        for fix in self.change.fixes:
            person = Person.objects.get(pk=fix.person.pk)
            self._change(person, {"name": fix.name, "phone": fix.phone})
            if fix.relation and person.pk in self.open:
                self._restate(self.open[person.pk], fix.relation, self.open[person.pk].is_head)
        if self.change.new_head is not None:
            self._seat(self.change.new_head)

    def _close(self, row: Membership) -> None:
        self.closing.membership(row.pk, row.first_month, str(self.event.pk))
        self.open.pop(row.person_id, None)
        self.touched.add(row.person_id)

    def _restate(self, row: Membership, relation: str, is_head: bool) -> None:
        if (row.relation, row.is_head) != (relation, is_head):
            self._close(row)
            self._add(row.person, relation, is_head, row.position)

    def _unseat(self, new_head: Person) -> None:
        for row in list(self.open.values()):
            if row.is_head and row.person_id != new_head.pk:
                self._restate(row, "其他" if row.relation == HEAD else row.relation, False)
        for made in self.made:
            made.is_head = made.is_head and made.person_id == new_head.pk

    def _seat(self, person: Person) -> None:
        row = self.open.get(person.pk)
        if row is None and all(made.person_id != person.pk for made in self.made):
            raise Refused("新户主不是这一户的成员。请先办理户内增员。", code="head-not-member")
        self._unseat(person)
        if row is not None:
            self._restate(row, HEAD, True)
        for made in self.made:
            if made.person_id == person.pk:
                made.is_head, made.relation = True, HEAD

    # -- writing -----------------------------------------------------------------

    def write(self) -> None:
        """New memberships are stored; those they replace must have been ended before."""
        Membership.objects.bulk_create(self.made)

    def _change(self, person: Person, values: dict[str, Any]) -> None:
        values = {name: value for name, value in values.items() if value and value != getattr(person, name)}
        if not values:
            return
        kept = self.undo["people"].setdefault(str(person.pk), {})
        for name, value in values.items():
            old = getattr(person, name)
            kept.setdefault(name, "" if old is None else str(old))
            setattr(person, name, value)
        person.initials = initials(person.name)
        person.version += 1
        person.save()
