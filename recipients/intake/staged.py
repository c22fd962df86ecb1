"""The neutral content of a roster workbook: families with their members, and what could not be understood."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from typing import Any

from core.sheets.told import Fault

__all__ = ["Family", "Fault", "Member", "dump", "load"]


@dataclass(slots=True)
class Member:
    """One line of the sheet: a person in a family. Sex is '1', '2' or ''; `row` counts from 0."""

    row: int
    name: str
    id: str
    relation: str
    role: str
    covered: bool
    sex: str = ""
    ethnicity: str = ""
    health: str = ""
    labour: str = ""
    phone: str = ""
    is_head: bool = False


@dataclass(slots=True)
class Family:
    """A household of one scheme as the sheet has it; amounts in fen per month, None where nothing usable stands."""

    sheet: int
    row: int
    scheme: str
    serial: int | None = None
    village: str = ""
    group: str = ""
    address: str = ""
    hardship: str = ""
    note: str = ""
    town: str = ""
    head_id: str = ""
    head_name: str = ""
    size: int | None = None
    covered_count: int | None = None
    monthly: int | None = None
    stated_monthly: bool = True
    grade: str = ""
    care_mode: str = ""
    care_level: str = ""
    holder: str = ""
    account: str = ""
    bank: str = ""
    members: list[Member] = field(default_factory=list)

    @property
    def head(self) -> Member | None:
        """The member who heads the family, None when the sheet names none of them."""
        return next((member for member in self.members if member.is_head), None)

    @property
    def covered(self) -> list[Member]:
        """The members who are paid for."""
        return [member for member in self.members if member.covered]

    @property
    def persons(self) -> int:
        """家庭人口: as stated, otherwise the lines."""
        return self.size or len(self.members)


FAMILY = [item.name for item in fields(Family) if item.name != "members"]
MEMBER = [item.name for item in fields(Member)]


def dump(families: Iterable[Family]) -> str:
    """The families as compact JSON."""
    data = [
        [*[getattr(family, name) for name in FAMILY], [[getattr(m, name) for name in MEMBER] for m in family.members]]
        for family in families
    ]
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def load(text: str) -> list[Family]:
    """The families dumped before."""
    data: list[Any] = json.loads(text)
    for item in data:
        item[-1] = [Member(*member) for member in item[-1]]
    return [Family(*item) for item in data]
