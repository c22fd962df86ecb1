"""What a monthly report or a correction asks of one household: its terms after the change, from a month on."""

import datetime as dt
from dataclasses import dataclass, field

from .models import Household, Person


@dataclass(frozen=True)
class MemberIn:
    """Somebody who joins the household; known by the ID number, made when the county does not know them."""

    name: str
    id_number: str
    relation: str = ""
    is_head: bool = False
    covered: bool = True
    ethnicity: str = ""
    health: str = ""
    labour: str = ""
    phone: str = ""


@dataclass(frozen=True)
class MemberOut:
    """Somebody who is no longer covered; with `leaves_family` (死亡, 婚嫁, 户籍迁出) no longer a member either."""

    person: Person
    death_date: dt.date | None = None
    leaves_family: bool = False


@dataclass(frozen=True)
class PersonFix:
    """A correction of what the roster says of a person; empty says nothing."""

    person: Person
    name: str = ""
    phone: str = ""
    relation: str = ""


@dataclass(frozen=True)
class HouseholdChange:
    """The household's terms after the change. `effective_month` is the first month under the new terms, for endings the
    first month not paid any more. None and empty values keep what stands; `household` None makes a new one."""

    township_code: str
    scheme: str
    household: Household | None
    kind: str
    reason: str
    effective_month: str
    village_name: str = ""
    group: str = ""
    joins: tuple[MemberIn, ...] = ()
    leaves: tuple[MemberOut, ...] = ()
    ends: bool = False
    new_head: Person | None = None
    about: Person | None = None  # in person schemes: whose award changes, where nobody joins or leaves
    grade: str = ""
    monthly_fen: int | None = None
    care_mode: str = ""
    care_level: str = ""
    aid_kind: str = ""
    account_holder: str = ""
    account: str = ""
    bank: str = ""
    fixes: tuple[PersonFix, ...] = field(default=())
