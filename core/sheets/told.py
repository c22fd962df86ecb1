"""What was read from a workbook's tables, what could not be taken as it stood, and how a rule tells of either by cell."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, ClassVar, NamedTuple, Protocol

from core.sheets.findings import Finding
from core.sheets.messages import MESSAGES
from core.sheets.table import Table


class Fault(NamedTuple):
    """A cell whose value could not be taken as it stands; `shown` is what stood there."""

    kind: str
    sheet: int
    row: int
    field: str
    shown: str = ""


@dataclass
class Part:
    """One table of the workbook."""

    title: str
    table: Table


@dataclass
class Reading:
    """What stands in one workbook's tables, and what could not be understood. `ANCHORS` are the fields at whose cell a
    missing column is told."""

    ANCHORS: ClassVar[tuple[str, ...]] = ()

    parts: list[Any] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    @property
    def titles(self) -> str:
        """The names of the sheets read, as shown to people."""
        return "、".join(dict.fromkeys(part.title for part in self.parts))

    @property
    def rows(self) -> int:
        """The number of lines."""
        return sum(len(part.table.body) for part in self.parts)

    def place(self, sheet: int, row: int, name: str) -> tuple[str, str]:
        """(sheet title, address) of a field's cell; the address of a merged area is its top-left cell."""
        part = self.parts[sheet]
        if name not in part.table.columns:
            name = next((anchor for anchor in self.ANCHORS if anchor in part.table.columns), name)
        return part.title, part.table.cell(row, name).address


class Source(Protocol):
    """What a workbook said, as rules see it: its tables, what could not be understood, where a field stands."""

    @property
    def parts(self) -> Sequence[Any]: ...
    @property
    def skipped(self) -> Sequence[str]: ...
    @property
    def faults(self) -> Sequence[Fault]: ...
    def place(self, sheet: int, row: int, name: str) -> tuple[str, str]: ...


class Told(ABC):
    """Something read from a workbook and under examination: how a rule tells what it finds. `form` is the dictionary's name
    for such workbooks, `words` the sentences of its own kinds of fault."""

    form = "roster"
    words: Mapping[str, tuple[str, str]] = {}

    @property
    @abstractmethod
    def source(self) -> Source:
        """What was read."""

    @cached_property
    def by_kind(self) -> dict[str, list[Fault]]:
        """The faults of reading, by kind."""
        found: dict[str, list[Fault]] = {}
        for fault in self.source.faults:
            found.setdefault(fault.kind, []).append(fault)
        return found

    def told(self, code: str, severity: str, *kinds: str) -> Iterator[Finding]:
        """A finding for each fault of these kinds."""
        for kind in kinds:
            message, hint = self.words.get(kind) or MESSAGES[kind]
            for fault in self.by_kind.get(kind, ()):
                yield self.finding(code, severity, kind, (fault.sheet, fault.row, fault.field), message, hint)

    def finding(
        self, code: str, severity: str, kind: str, at: tuple[int, int, str], message: str, hint: str
    ) -> Finding:
        """A finding at the cell of a field: `at` is (table, row, field)."""
        title, cell = self.source.place(*at)
        return Finding(code, severity, kind, title, cell, f"{message}。", f"{hint}。")

    def at_sheet(self, code: str, severity: str, kind: str, where: tuple[str, str], message: str, hint: str) -> Finding:
        """A finding that belongs to a whole sheet (or to the file, with an empty title)."""
        return Finding(code, severity, kind, where[0], where[1], f"{message}。", f"{hint}。")
