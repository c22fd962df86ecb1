"""MR-28. What the township has already filed this month is not filed a second time beside it.

A filed list is changed by its return and resubmission, after taking in by a correction that points at its line.
"""

from collections.abc import Iterator, Sequence

from core.sheets.findings import ERROR, Finding

from .facts import Context, Filing
from .fold import Outcome

CODE = "MR-28"
HINT = "要修改已报送的内容，请先联系县局退回；已接收的请报更正件。"


def obligation_is_met_once(filing: Filing, context: Context, made: Sequence[Outcome]) -> Iterator[Finding]:
    """Tell lines, deaths or statements for which the month's report already stands."""
    if "changes" in context.already_filed and (filing.lines or filing.nil_changes):
        yield Finding(CODE, ERROR, "changes-filed-already", "", "", "本月的增减名单已经报送。", HINT)
    if "deaths" in context.already_filed and (filing.deaths or filing.nil_deaths):
        yield Finding(CODE, ERROR, "deaths-filed-already", "", "", "本月的死亡人员报告已经报送。", HINT)
