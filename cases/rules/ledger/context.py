"""What the rules of a ledger of petitions may know: the rows as read, and what the docket holds of the same rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from core.sheets.findings import Finding
from recipients.rules.context import MORE, Told

from ...intake.ledger_row import LedgerRow
from ...intake.petition_ledger import PetitionLedger

WORDS = {
    "text-long": ("文字太长，超过这一栏能存的字数（备注要把没有专门栏目的内容一起算）", "请精简后再导入，原件另存"),
}


@dataclass
class LedgerContext(Told):
    """One ledger under examination. `known`: key of a row → the text that stands in the docket, None where it is sealed."""

    form = "petitions"
    words = MORE | WORDS

    ledger: PetitionLedger
    today: dt.date
    known: Mapping[tuple[str, str, str], str | None] = field(default_factory=dict)

    @property
    def source(self) -> PetitionLedger:
        return self.ledger

    @property
    def lines(self) -> list[LedgerRow]:
        """Every petition, in the order of the file."""
        return self.ledger.lines

    def at(
        self, row: LedgerRow, name: str, code: str, severity: str, kind: str, message: str, hint: str
    ) -> Iterator[Finding]:
        """One finding at a field of a row."""
        yield self.finding(code, severity, kind, (row.sheet, row.row, name), message, hint)
