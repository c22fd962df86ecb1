"""The neutral content of a ledger of petitions: one row for each petition."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from typing import Any

NOTE = 300
KEPT = {"channel": "原表信访类型", "kind": "原表信访类别"}
ALSO = {"aside": "姓名栏注明", "repeated": "是否重复信访", "responsible": "承办", "call_back": "回访"}


@dataclass(slots=True)
class LedgerRow:
    """One row as read. `received` is YYYY-MM-DDTHH:MM in Shanghai, days YYYY-MM-DD; `names` as the cell tells them, `cell`
    what stood in it where that says more; codes are empty where nobody knows the word, which is then kept in `kept`. `found` is the word of the
    finding, `outcome` what else was answered; `by_heading` says that the table's heading, not the row, makes it an accusation."""

    sheet: int = 0
    row: int = 0
    number: str = ""
    channel: str = ""
    kind: str = ""
    received: str = ""
    names: list[str] = field(default_factory=list)
    cell: str = ""
    agents: list[str] = field(default_factory=list)
    anonymous: bool = False
    ids: list[str] = field(default_factory=list)
    phones: list[str] = field(default_factory=list)
    group_size: int = 1
    place: str = ""
    accused: list[str] = field(default_factory=list)
    accused_unit: str = ""
    text: str = ""
    category: str = ""
    accepted_on: str = ""
    handling: str = ""
    progress: str = ""
    concluded_on: str = ""
    outcome: str = ""
    finding: str = ""
    repeated: str = ""
    from_unit: str = ""
    responsible: str = ""
    call_back: str = ""
    note: str = ""
    kept: dict[str, str] = field(default_factory=dict)
    found: str = ""
    aside: str = ""
    by_heading: bool = False

    @property
    def key(self) -> tuple[str, str, str]:
        """By what the same row is known again: its number (where it has none, its text) and the moment it came in."""
        return self.number, self.received, "" if self.number else self.text

    @property
    def whole_note(self) -> str:
        """The note, with the words nobody knows and what else has no place of its own."""
        parts = [self.note] if self.note else []
        parts += [f"{KEPT[name]}：{word}" for name, word in self.kept.items() if name in KEPT]
        parts += [f"{label}：{value}" for name, label in ALSO.items() if (value := getattr(self, name))]
        return "；".join(parts)


NAMES = [item.name for item in fields(LedgerRow)]


def flat(rows: Iterable[LedgerRow]) -> list[list[Any]]:
    """The rows as lists, for JSON."""
    return [[getattr(row, name) for name in NAMES] for row in rows]


def dump(rows: Iterable[LedgerRow]) -> str:
    """The rows as compact JSON."""
    return json.dumps(flat(rows), ensure_ascii=False, separators=(",", ":"))


def load(rows: list[list[Any]]) -> list[LedgerRow]:
    """The rows flattened before."""
    return [LedgerRow(*row) for row in rows]
