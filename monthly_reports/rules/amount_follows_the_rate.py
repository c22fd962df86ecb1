"""MR-11. The new amount is the rate of the grade times the covered persons, or it is explained.

Rates are dated (BenefitRate). 差额 schemes may differ, so this is a warning to be confirmed with a reason."""

from collections.abc import Iterator, Sequence

from core.sheets.findings import Finding

from .facts import Context, Filing, error, warning, yuan
from .fold import Outcome

CODE = "MR-11"


def amount_follows_the_rate(filing: Filing, context: Context, made: Sequence[Outcome]) -> Iterator[Finding]:
    """Warn where amount and rate disagree; tell where no amount can be known at all, and where one stands behind an end."""
    for outcome in made:
        yield from _ended(outcome)
        terms = outcome.after
        if terms is None or not outcome.is_certain:
            continue
        line = next((each for each in reversed(outcome.lines) if each.fen_after is not None), outcome.lines[-1])
        if not outcome.fen_known:
            message = "没有填变动后的月金额，标准表里也没有这一类的标准，无法计算。"
            yield error(CODE, "amount-missing", line, "fen_after", message, "请填写变动后每月的金额（元）。")
            continue
        rate = context.rate(outcome.scheme, terms.grade, terms.care_mode, terms.care_level, outcome.effective)
        if rate is None or outcome.scheme not in context.rated_schemes or not outcome.stated:
            continue
        due = rate * len(terms.covered)
        if terms.fen != due:
            message = (
                f"变动后月金额写的是 {yuan(terms.fen)} 元，按标准 {yuan(rate)} 元 × {len(terms.covered)} 人"
                f"应是 {yuan(due)} 元。"
            )
            yield warning(CODE, "amount-rate", line, "fen_after", message, "请核对；确有原因的，确认时说明。")


def _ended(outcome: Outcome) -> Iterator[Finding]:
    for line in outcome.lines:
        if line.kind == "end_household" and line.fen_after:
            message = f"整户停保后月金额写的是 {yuan(line.fen_after)} 元，停保后应是 0 元。"
            hint = "请核对是不是整户停保；只是减员或降低金额的，请改变动类型。"
            yield error(CODE, "amount-after-end", line, "fen_after", message, hint)
