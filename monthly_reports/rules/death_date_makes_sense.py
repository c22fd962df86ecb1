"""MR-16. A death is dated not after today, not before birth, not after the stop, and not years back.

Died on the 26th to 31st of the month before: reported now, as is normal; the later the report, the more was overpaid."""

import datetime as dt
from collections.abc import Iterator, Sequence

from core.months import add
from core.sheets.findings import Finding

from .facts import Context, Death, Filing, Line, error, warning
from .fold import Outcome

CODE = "MR-16"


def death_date_makes_sense(filing: Filing, context: Context, made: Sequence[Outcome]) -> Iterator[Finding]:
    """Tell impossible dates; warn of late reports, since each month is money to be claimed back."""
    for line in filing.entries:
        if line.death_date and not line.has_problem("death_date") if isinstance(line, Line) else line.death_date:
            yield from _judge(line, context)


def _judge(line: Line | Death, context: Context) -> Iterator[Finding]:
    day = dt.date.fromisoformat(line.death_date)
    ident = line.person_id if isinstance(line, Line) else line.id_number
    person = context.people.get(ident)
    if day > context.today:
        yield error(CODE, "death-in-future", line, "death_date", "死亡日期在今天之后。", "请核对日期。")
    elif _born(ident) and line.death_date < _born(ident):
        yield error(
            CODE,
            "death-before-birth",
            line,
            "death_date",
            "死亡日期早于身份证号中的出生日期。",
            "请核对日期和身份证号。",
        )
    elif line.death_date[:7] > context.month:
        message = f"死亡日期不在 {context.month} 或以前。"
        yield error(CODE, "death-after-month", line, "death_date", message, "之后去世的请在下个月的报表中报。")
    elif line.death_date[:7] < add(context.month, -context.death_reach_months):
        yield warning(
            CODE,
            "death-long-ago",
            line,
            "death_date",
            "死亡日期距今已久，请核对年份是否写错。",
            "确实如此的，确认时说明。",
        )
    elif isinstance(line, Line) and _months_late(line, context) > 0:
        months = _months_late(line, context)
        message = f"{line.death_date} 去世，到停发月份之前可能多发 {months} 个月。"
        yield warning(CODE, "death-reported-late", line, "death_date", message, "请核实多发情况，需要追回的一并办理。")
    if person and person.here and person.death and person.death.isoformat() != line.death_date:
        message = f"花名册上登记的死亡日期是 {person.death.isoformat()}。"
        yield warning(CODE, "death-date-differs", line, "death_date", message, "请核对死亡日期。")


def _born(ident: str) -> str:
    """The birth date in an 18-digit ID number, as ISO text."""
    return f"{ident[6:10]}-{ident[10:12]}-{ident[12:14]}" if len(ident) == 18 else ""


def _months_late(line: Line, context: Context) -> int:
    """Months paid after the month of death and before the stop, as far as deadlines could have spared them: a death on the
    26th or later may come with the next report."""
    if not line.effective_month:
        return 0
    first_unpaid = add(line.death_date[:7], 2 if line.death_date[8:] > "25" else 1)
    late = 0
    while first_unpaid < line.effective_month:
        first_unpaid, late = add(first_unpaid, 1), late + 1
    return late
