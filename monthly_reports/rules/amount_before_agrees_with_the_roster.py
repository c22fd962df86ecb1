"""MR-10. 原月金额 is what the roster has."""

from collections.abc import Iterator, Sequence

from core.sheets.findings import Finding

from .facts import Context, Filing, error, yuan
from .fold import Outcome

CODE = "MR-10"


def amount_before_agrees_with_the_roster(
    filing: Filing, context: Context, made: Sequence[Outcome]
) -> Iterator[Finding]:
    """Tell a former amount that is neither the roster's nor that of another line of the household (counting on)."""
    for outcome in made:
        if outcome.before is None:
            continue
        steps = {line.fen_after for line in outcome.lines if line.fen_after is not None}
        for line in outcome.lines:
            if line.fen_before is not None and line.fen_before != outcome.before.fen and line.fen_before not in steps:
                message = f"原月金额写的是 {yuan(line.fen_before)} 元，花名册上是 {yuan(outcome.before.fen)} 元。"
                hint = "请按花名册改正；花名册有误的，请先联系县局更正。"
                yield error(CODE, "amount-before", line, "fen_before", message, hint)
