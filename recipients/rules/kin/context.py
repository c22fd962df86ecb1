"""What the rules of declared kin may know: the register as read, and what roster and earlier declarations say."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from core.sheets.ids import birth_date

from ...intake.declared import Declared
from ...intake.kin import Register
from ..context import Told


class KnownAward(NamedTuple):
    """What the recipient's household (or in person schemes the recipient) is owed now; fen a month."""

    scheme: str
    grade: str
    covered: int
    monthly: int


class KnownRecipient(NamedTuple):
    """What the roster holds of a recipient; `listed` as a member of a household now, `covered` as paid for."""

    name: str
    listed: bool = True
    covered: bool = True
    awards: tuple[KnownAward, ...] = ()


@dataclass
class KinContext(Told):
    """One register under examination. `ended` holds pairs (official, recipient ID) whose declaration was ended before, the
    official by ID number, or by name where none was known."""

    form = "kin"

    declared: Register
    today: dt.date
    known: Mapping[str, KnownRecipient] = field(default_factory=dict)
    ended: Collection[tuple[str, str]] = ()

    @property
    def source(self) -> Register:
        return self.declared

    @property
    def lines(self) -> list[Declared]:
        """Every declaration, in the order of the file."""
        return self.declared.lines


def years_older(older: str, younger: str) -> int | None:
    """By how many full years the holder of the first ID number is older (negative: younger); None when either is unsound."""
    born, later = birth_date(older) if older else None, birth_date(younger) if younger else None
    if born is None or later is None:
        return None
    if born > later:
        return -_full(later, born)
    return _full(born, later)


def _full(first: dt.date, last: dt.date) -> int:
    return last.year - first.year - ((last.month, last.day) < (first.month, first.day))
