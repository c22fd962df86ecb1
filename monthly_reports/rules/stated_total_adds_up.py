"""MR-14. A 合计 the sheet states is the sum of its lines, each person counted once, each household's money once."""

from collections.abc import Iterator, Sequence

from core.sheets.findings import ERROR, Finding

from .facts import Context, Filing, Line, Total, yuan
from .fold import Outcome

CODE = "MR-14"
MONEY = {"fen_before", "fen_after"}
COUNTS = {"covered_before", "covered_after"}


def stated_total_adds_up(filing: Filing, context: Context, made: Sequence[Outcome]) -> Iterator[Finding]:
    """Tell a total that fits neither reading: line by line, or once for each household."""
    lines = {line.position: line for line in filing.lines}
    for total in filing.totals:
        members = [lines[position] for position in total.positions if position in lines]
        sums = _readings(members, total)
        if sums and total.value not in sums:
            shown = yuan(min(sums)) if total.column in MONEY else str(min(sums))
            stated = yuan(total.value) if total.column in MONEY else str(total.value)
            message = f"{total.label}写的是 {stated}，按表中各行计算是 {shown}。"
            yield Finding(
                CODE, ERROR, "total-differs", total.sheet, total.cell, message, "请核对合计数，或是否漏填了行。"
            )


def _readings(members: list[Line], total: Total) -> set[int]:
    """What the total may be: the plain sum, and the sum with each household counted once."""
    values = [(line.head_id, getattr(line, total.column, None)) for line in members]
    told = [(head, value) for head, value in values if isinstance(value, int)]
    if not told or total.column not in MONEY | COUNTS:
        return set()
    once = dict(told)
    first = dict(reversed(told))
    return {sum(value for _, value in told), sum(once.values()), sum(first.values())}
