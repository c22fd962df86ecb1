"""MR-11. The new amount is the rate of the grade times the covered persons, or it is explained.

Rates are dated (BenefitRate). 差额 schemes may differ, so this is a warning to be confirmed with a reason."""

from collections.abc import Iterator, Sequence

from core.sheets.findings import Finding

from .facts import Context, Filing, error, warning, yuan
from .fold import Outcome

CODE = "MR-11"


def amount_follows_the_rate(filing: Filing, context: Context, made: Sequence[Outcome]) -> Iterator[Finding]:
    """Warn where amount and rate disagree; tell where no amount can be known at all."""
    for outcome in made:
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
