"""What the rules of an imported ledger may know: the ledger as read, the county's townships, what stands already."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from core.sheets.told import Told

from ...intake.ledger import Ledger
from ...intake.ledger_line import Line

WORDS = {
    "text-long": ("文字太长，超过这一栏能存的字数", "请精简后再导入，详细情况放进佐证材料"),
    "deadline-in-words": ("整改时限不是日期，已留空，原文记入备注", "请在制定整改方案时补填具体日期"),
    "day-in-words": (
        "完成日期、销号日期不是日期，已留空，原文记入备注",
        "确已完成的，请写成 2021-08-20 这样的年月日再导入",
    ),
    "day-read": (
        "日期没有写全，发现日期读作所写时段的第一天，完成日期、销号日期读作最后一天，原文记入备注",
        "请核对读出的日期；不对的改成年月日再导入",
    ),
    "amount-in-words": ("金额没有写数字，先按 0 入账，原文记入备注", "核定后请在该事项里登记应追回金额"),
    "referred-elsewhere": (
        "这一行写了线索已移交或要移交，但“移交线索”一栏没有写，已按移交处理：只有社会救助股和纪检能看",
        "请核对；没有移交的，请把这句话改清楚再导入",
    ),
    "deadline-read": (
        "整改时限是一句话，已读作这句话说的最后一天，原文记入备注",
        "请核对读出的日期；不对的改成年月日再导入",
    ),
}


@dataclass
class LedgerContext(Told):
    """One ledger under examination. `townships` are names known in the county, of all forms; `differing` gives, by line
    number, the entry that stands and in which columns the line says otherwise."""

    form = "rectification"
    words = WORDS

    ledger: Ledger
    today: dt.date
    townships: Collection[str] = ()
    differing: Mapping[int, tuple[str, list[str]]] = field(default_factory=dict)

    @property
    def source(self) -> Ledger:
        return self.ledger

    @property
    def lines(self) -> list[Line]:
        """Every line, in the order of the file."""
        return self.ledger.lines

    def heading(self, table: int, name: str, usual: str) -> str:
        """The word over a field's column as the sheet has it; `usual` where it has none."""
        part = self.ledger.parts[table].table if self.ledger.parts else None
        col = part.columns.get(name) if part else None
        return "".join(part.words[col].split()) if part and col is not None else usual
