"""One look at a filing, without writing anything: read, settled against the roster, judged, counted. Both the real check and
the dry run of the command use it."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from core import synonyms
from core.models import Division
from core.sheets.findings import Finding
from core.sheets.read import read as read_workbook

from . import loading, rules
from .intake import grid, kinds, workbook
from .models import ChangeKind, ObligationStatus
from .rules.facts import Context, Filing
from .rules.fold import Outcome, outcomes


@dataclass
class Examination:
    """What a filing says and what is to be said of it."""

    filing: Filing
    context: Context
    outcomes: list[Outcome]
    findings: list[Finding] = field(default_factory=list)

    @property
    def errors(self) -> list[Finding]:
        """Findings that block."""
        return [finding for finding in self.findings if finding.blocks]

    @property
    def warnings(self) -> list[Finding]:
        """Findings that may be confirmed with a reason."""
        return [finding for finding in self.findings if not finding.blocks]

    @property
    def changes(self) -> str:
        """未报, 零报 or 有报 of the change list."""
        if self.filing.lines:
            return ObligationStatus.FILED
        return ObligationStatus.NIL if self.filing.nil_changes else ObligationStatus.MISSING

    @property
    def deaths(self) -> str:
        """未报, 零报 or 有报 of the deaths: a termination for 死亡 or a line of the form makes 有报."""
        if self.filing.deaths or any(line.is_death for line in self.filing.lines):
            return ObligationStatus.FILED
        return ObligationStatus.NIL if self.filing.nil_deaths else ObligationStatus.MISSING

    @property
    def dead(self) -> int:
        """The number of people reported as dead, each once."""
        return len(
            {line.person_id for line in self.filing.lines if line.is_death}
            | {death.id_number or f"{death.sheet}:{death.row}" for death in self.filing.deaths}
        )

    def counts(self) -> dict[str, Any]:
        """The filing in numbers, without personal data."""
        tally = Counter(line.kind for line in self.filing.lines)
        return {
            "lines": len(self.filing.lines),
            "households": len({(made.scheme, made.key) for made in self.outcomes}),
            "kinds": {kind.value: tally[kind.value] for kind in ChangeKind if tally[kind.value]},
            "deaths": self.dead,
            "obligations": {"changes": str(self.changes), "deaths": str(self.deaths)},
            "errors": len(self.errors),
            "warnings": len(self.warnings),
        }


@dataclass(frozen=True)
class Given:
    """What somebody hands in: files (name, bytes), or rows of the grid, and statements."""

    files: Sequence[tuple[str, bytes]] = ()
    rows: Sequence[dict[str, Any]] = ()
    nil_changes: bool = False
    nil_deaths: bool = False


def examine(given: Given, *, township: Division, month: str, today: dt.date, report_id: Any = None) -> Examination:
    """The filing read and judged. Raises core.sheets.errors.Unreadable when a file cannot be read."""
    words = synonyms.load()
    if given.files:
        books = [read_workbook(data, name) for name, data in given.files]
        names = loading.county_names(township)
        filing = workbook.read(books, words, month=month, today=today, townships=names)
    else:
        filing = grid.read(given.rows, words, month=month, today=today)
    filing.nil_changes = filing.nil_changes or given.nil_changes
    filing.nil_deaths = filing.nil_deaths or given.nil_deaths
    return judge(filing, township=township, month=month, today=today, report_id=report_id)


def judge(
    filing: Filing, *, township: Division, month: str, today: dt.date, report_id: Any = None, ignore: Any = None
) -> Examination:
    """A filing that was read already, settled and judged against the roster as it stands now. `ignore` is the submission
    being judged: it does not stand in its own way."""
    context = loading.context(filing, township=township, month=month, today=today, report_id=report_id, ignore=ignore)
    kinds.settle(filing, context)
    made = outcomes(filing.lines, context)
    return Examination(filing, context, made, rules.check(filing, context, made))
