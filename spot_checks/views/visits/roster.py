"""What the roster says of a household, beside which inspectors write what they found."""

from dataclasses import dataclass, field
from typing import Any

from core import months
from recipients.models import Award, Household, Membership

from ...models import DrawItem, ItemKind


@dataclass
class Member:
    """A member as the roster knows them; identifiers are opened only where the page asks for them."""

    name: str
    relation: str
    health: str
    labour: str
    covered: bool
    person: Any

    @property
    def prefill(self) -> dict[str, str]:
        """The member as a row of the form."""
        known = self.health if self.health in {"健康", "一般", "常年患病", "残疾", "重残"} else ""
        return {"name": self.name, "relation": self.relation, "health": known}


@dataclass
class Roster:
    """The household in one month: `facts` by the names the questions use, shown beside them."""

    facts: dict[str, str] = field(default_factory=dict)
    members: list[Member] = field(default_factory=list)
    awards: list[Award] = field(default_factory=list)
    address: str = ""


def roster_of(household: Household | None, month: str) -> Roster:
    """The household as of the month; where it had ended by then, as it stood at its end."""
    if household is None:
        return Roster()
    people = list(
        household.memberships.filter(voided_by__isnull=True, first_month__lte=month)
        .select_related("person")
        .order_by("position", "first_month", "id")
    )
    people = _standing(people, month)
    awards = _standing(list(household.awards.filter(voided_by__isnull=True, first_month__lte=month)), month)
    head = next((one.person.name for one in people if one.is_head), "")
    facts = {
        "head": head,
        "persons": str(len(people)) if people else "",
        "covered": str(max((award.covered for award in awards), default="")),
        "hardship": household.hardship,
    }
    members = [_member(one) for one in people]
    address = f"{household.group}{'组' if household.group.isdigit() else ''} {household.address}".strip()
    return Roster(facts, members, awards, address)


def _standing(rows: list[Any], month: str) -> list[Any]:
    """Rows that hold in the month; else those that held last."""
    found = [row for row in rows if row.last_month is None or row.last_month >= month]
    if found or not rows:
        return found
    last = max(row.last_month for row in rows)
    return [row for row in rows if row.last_month == last]


def _member(one: Membership) -> Member:
    person = one.person
    return Member(person.name, one.relation, person.health, person.labour, person.covered, person)


def month_of(item: DrawItem | None) -> str:
    """The month the roster is shown for."""
    return item.draw.month if item is not None else months.current()


def id_number_of(item: DrawItem) -> str:
    """The ID number in the text that opens the item's commitment; "" for a village."""
    parts = item.opening.split("\x1f")
    return parts[1] if len(parts) > 1 and item.kind != ItemKind.NIL_VILLAGE else ""
