"""MR-15. A change takes effect in the month of the report or the next; aid per event in its month.

Dibao begins the month after it is confirmed; a termination stops the next payment."""

from collections.abc import Iterator, Sequence

from core.months import add
from core.sheets.findings import Finding

from .facts import Context, Filing, error, warning
from .fold import Outcome

CODE = "MR-15"


def effective_month_is_near(filing: Filing, context: Context, made: Sequence[Outcome]) -> Iterator[Finding]:
    """Tell months before the report or too far ahead; an ending before the month after a death is too early."""
    for line in filing.lines:
        month = line.effective_month
        if not month:
            continue
        if month < context.month:
            message = f"执行月份 {month} 早于报告月份 {context.month}。"
            hint = "月报只报本月起或下月起的变动；以前月份的错误请报更正件。"
            yield error(CODE, "month-too-early", line, "effective_month", message, hint)
        elif month > add(context.month, 1):
            message = f"执行月份 {month} 晚于下个月。"
            yield warning(CODE, "month-too-late", line, "effective_month", message, "请核对；到时再报也来得及。")
        elif line.is_death and line.death_date and month <= line.death_date[:7] <= context.month:
            message = f"{line.death_date[:7]} 去世，当月仍应发放，停发月份最早是下个月。"
            yield error(CODE, "stop-before-death", line, "effective_month", message, "请把停发月份改为死亡的下个月。")
