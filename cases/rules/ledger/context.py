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
    "day-next-year": ("日期没有写年份，按台账的年份会早于接件时间，已按次年读取", "请核对原件；写上年份后可重新上传"),
    "day-missing": (
        "只写了年月，没有写日，已按当月 1 日登记（同月接件的按接件日）",
        "请核对原件；知道是哪一天的，补上后重新上传",
    ),
    "id-old": ("15 位旧身份证号不读取，这一项将留空", "需要按人查重的，请补上 18 位身份证号，不要自行推算"),
    "id-spare": ("身份证号比姓名多，分不清是谁的，多出的不存入", "请在姓名栏写全信访人，号码与姓名按顺序一一对应"),
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
