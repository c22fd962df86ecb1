"""A year of reports for the demo county, filed, confirmed and taken in through the ordinary operations, month by month.

They are filed now and then dated to where they belong in the story; the audit chain keeps the true time of loading.
"""

import datetime as dt
from collections.abc import Iterator

from core import audit, months
from core.models import Division, Notice, User
from core.operation import operation
from core.permissions import Role
from monthly_reports import operations as reports
from monthly_reports.models import Period, Report, Submission
from recipients.models import RosterEvent

from .changes import MonthOfChanges
from .people import Maker

EXPLANATION = "已与村委会核对，情况属实。"


def township_staff(township: Division) -> dict[str, User]:
    """role → the township's demo person."""
    return {user.role: user for user in User.objects.filter(division=township)}


def past_months(maker: Maker, townships: list[Division], officer: User, wanted: list[str]) -> Iterator[str]:
    """File and take in every township's report of each of the `wanted` months; yields each month as it is done."""
    for month in wanted:
        period = reports.open_period(officer.division.prefix, month)
        for index, township in enumerate(townships):
            submission = file_month(maker, township, month)
            submission = confirm(submission)
            reports.take_in(submission, by=officer, version=submission.version)
            late = maker.random.random() < 0.06
            at = period.deadline + dt.timedelta(hours=9 + index) if late else period.deadline - _before(maker, index)
            set_dates(submission, by=officer, at=at, taken_in_at=at + dt.timedelta(days=2, hours=1))
        yield month


def this_month(maker: Maker, townships: list[Division], officer: User, month: str) -> None:
    """The month under way: two taken in, one waiting, one returned, one draft at the verifier, the rest not begun, among
    them the first township, whose demo accounts have a month to do."""
    reports.open_period(officer.division.prefix, month)
    for index, township in enumerate(townships[1:6]):
        submission = file_month(maker, township, month, quiet=False)
        if index == 4:
            continue
        submission = confirm(submission)
        if index < 2:
            reports.take_in(submission, by=officer, version=submission.version)
        elif index == 3:
            reports.return_to_township(
                submission, by=officer, version=submission.version, reason="请补充停保户的书面告知回执后重新报送。"
            )


def file_month(maker: Maker, township: Division, month: str, *, quiet: bool = True) -> Submission:
    """The township's assistant has filed `month` and it has been checked. A month may be `quiet`: nothing to report."""
    assistant = township_staff(township)[Role.TOWNSHIP_ASSISTANT]
    report = reports.report_of(township.code, month)
    maker.today = min(months.first_day(month), months.today())
    made = MonthOfChanges(maker, township.code, month)
    made.fill()
    for _ in range(0 if quiet else 20):
        if not made.rows:
            made.fill()
    if made.rows:
        submission = reports.stage_rows(report, by=assistant, rows=made.rows, nil_deaths=made.deaths == 0)
    else:
        submission = reports.file_nil(report, by=assistant, changes=True, deaths=True)
    submission = reports.check_submission(submission)
    if submission.state != Submission.State.DRAFT:
        raise RuntimeError(f"{township} {month}: {submission.findings_json[:2000]}")
    return submission


def confirm(submission: Submission) -> Submission:
    """The verifier has confirmed and submitted it."""
    township = Division.objects.get(pk=submission.division_code)
    verifier = township_staff(township)[Role.TOWNSHIP_VERIFIER]
    return reports.confirm_and_submit(submission, by=verifier, version=submission.version, warning_reason=EXPLANATION)


@operation
def set_dates(submission: Submission, *, by: User, at: dt.datetime, taken_in_at: dt.datetime) -> None:
    """The demo report stands in the story at `at`: filed, confirmed and submitted then, taken in at `taken_in_at`."""
    late = at >= submission.report.period.deadline
    Submission.objects.filter(pk=submission.pk).update(
        filled_at=at - dt.timedelta(hours=5), confirmed_at=at, submitted_at=at, decided_at=taken_in_at
    )
    Report.objects.filter(pk=submission.report_id).update(
        first_submitted_at=at, is_late=late, arrears=False, taken_in_at=taken_in_at
    )
    RosterEvent.objects.filter(source_id__in=submission.lines.values("pk")).update(at=taken_in_at)
    Period.objects.filter(pk=submission.report.period_id).update(
        opened_at=dt.datetime.combine(months.first_day(submission.report.period.month), dt.time(), months.SHANGHAI)
    )
    Notice.objects.filter(read_at__isnull=True).update(read_at=taken_in_at)
    audit.record("demo.dated", submission, by=by, summary={"at": at.isoformat(timespec="minutes")})


def _before(maker: Maker, index: int) -> dt.timedelta:
    return dt.timedelta(days=maker.random.randint(0, 4), hours=6 + index)
