"""A month filed in one go: handed in, checked, confirmed and submitted, or nothing at all. For the command line and for
loading months afterwards."""

import datetime as dt
from collections.abc import Sequence

from django.utils import timezone

from core import months
from core.models import User
from core.operation import operation, require
from core.refusal import Refused

from .. import workflow
from ..examine import Examination
from ..models import Report, Submission
from .checking import write_down
from .periods import report_of
from .staging import file_nil, stage_files
from .steps import NOT_YOURSELF, confirm_and_submit

CONFIRMED = "命令行确认"


@operation
def file_at_once(
    township_code: str,
    month: str,
    examined: Examination,
    *,
    by: User,
    confirm_by: User,
    files: Sequence[tuple[str, bytes]] = (),
    warning_reason: str = CONFIRMED,
    now: dt.datetime | None = None,
) -> Submission:
    """The filing that was examined is submitted, filled in by `by`, confirmed by `confirm_by`; of an earlier month as 补录.
    Refused with the findings when there are errors: then nothing is written, no file kept either."""
    now = now or timezone.now()
    require(confirm_by, workflow.permission("confirm"), township_code)
    if confirm_by.pk == by.pk:
        raise Refused(NOT_YOURSELF, code="four-eyes")
    report = report_of(township_code, month, by=by)
    arrears = is_arrears(report, now)
    said = {"nil_changes": examined.filing.nil_changes, "nil_deaths": examined.filing.nil_deaths}
    if files:
        staged = stage_files(report, by=by, files=files, arrears=arrears, **said)
    else:
        staged = file_nil(report, by=by, changes=said["nil_changes"], deaths=said["nil_deaths"], arrears=arrears)
    checked = write_down(staged, examined, by=by)
    if checked.state != Submission.State.DRAFT:
        message = checked.message or f"有 {len(examined.errors)} 处错误，没有报送。"
        raise Refused(message, code="findings", findings=examined.findings)
    return confirm_and_submit(checked, by=confirm_by, version=checked.version, warning_reason=warning_reason, now=now)


def is_arrears(report: Report, now: dt.datetime) -> bool:
    """Whether filing now loads the month afterwards: it lies before the current one and nothing was filed for it in its
    course. The current month after its deadline, and what was returned and comes again, stay what they are: late or not."""
    if report.first_submitted_at is not None:
        return report.arrears
    return report.period.month < months.of(now.astimezone(months.SHANGHAI).date())
