"""Taking in (接收汇总): the lines become events of the roster, all of them or none. It is not the approval of a benefit: that
the township has done."""

from dataclasses import replace
from typing import Any

from django.utils import timezone

from core import audit, months
from core.models import Division, User
from core.operation import locked, operation, require
from core.operations import notices
from core.permissions import Role
from core.refusal import Refused
from recipients.models import Household
from recipients.operations import apply_change

from .. import workflow
from ..applying import changes_of
from ..examine import Examination
from ..models import ChangeLine, Report, Submission
from ..preview import Preview, preview, scheme_figures
from .correcting import apply_correction
from .periods import lock_report
from .standing import refresh, report_url, require_other
from .steps import recheck, refuse_if_faulty

NOT_YOURSELF = "填报人不能接收自己填报的报表。"
NOTHING_WAITS = "这个乡镇本月没有待接收的报表。"


@operation
def take_in(submission: Submission, *, by: User, version: int) -> Submission:
    """The roster is as the version says, from its effective months on, and each line knows its event. Refused when the
    roster has moved on, when a later month of the township is in already, or when the figures do not add up."""
    report = lock_report(submission.report)
    mine = locked(submission, version=version)
    mine.state = workflow.after(mine, "take_in")
    require(by, workflow.permission("take_in"), mine.division_code)
    require_other(mine, by, NOT_YOURSELF)
    if mine.is_correction:
        apply_correction(mine, by=by)
    else:
        _refuse_out_of_order(report)
        examined = recheck(mine)
        refuse_if_faulty(examined)
        expected = preview(examined, report.division_code)
        apply_lines(mine, examined, by=by)
        reconcile(expected, report.division_code)
    now = timezone.now()
    mine.decided_by, mine.decided_at = by, now
    mine.version += 1
    mine.save(update_fields=["state", "decided_by", "decided_at", "version"])
    if not mine.is_correction:
        refresh(report, taken_in_at=now, taken_in_by=by)
    summary = {"number": mine.number, "lines": mine.counts.get("lines", 0), "sha256": mine.sha256}
    audit.record("report.take_in", mine, by=by, summary=summary)
    _tell_township(report, mine)
    return mine


@operation
def take_in_all(report: Report, *, by: User) -> list[Submission]:
    """Everything of the month that waits is taken in, or nothing is. Refused when nothing waits."""
    row = lock_report(report)
    waiting = row.submissions.filter(state=Submission.State.SUBMITTED).order_by("number")
    taken = [take_in(each, by=by, version=each.version) for each in waiting]
    if not taken:
        raise Refused(NOTHING_WAITS, code="nothing-submitted")
    return taken


def apply_lines(submission: Submission, examined: Examination, *, by: User) -> None:
    """One event for each household, scheme and month; its lines remember it."""
    rows = {line.position: line for line in submission.lines.all()}
    touched: list[ChangeLine] = []
    founded: dict[str, Household] = {}  # households this filing makes: a second change finds the first one's
    for asked, lines in changes_of(examined, submission):
        first = rows[lines[0].position]
        change = replace(asked, household=asked.household or founded.get(lines[0].head_id))
        event = apply_change(
            change,
            by=by,
            source_type="change_line",
            source_id=first.pk,
            paper=paper(submission, lines[0].sheet, lines[0].row),
        )
        founded[lines[0].head_id] = event.household
        for line in lines:
            rows[line.position].event_id = event.pk
            rows[line.position].household_id = event.household_id
            touched.append(rows[line.position])
    ChangeLine.objects.bulk_update(touched, ["event_id", "household"])


def paper(submission: Submission, sheet: str, row: int) -> str:
    """The paper an event stands on, as a reader sees it."""
    name = Division.objects.get(pk=submission.division_code).name
    month = months.chinese(submission.report.period.month)
    what = "更正件" if submission.is_correction else "增减名单"
    place = f"“{sheet}”第 {row} 行" if sheet and row else ""
    return f"{name}{month}{what}（第 {submission.number} 版）{place}"[:160]


def _refuse_out_of_order(report: Report) -> None:
    later = Submission.objects.filter(
        report__division_code=report.division_code,
        report__period__county_code=report.county_code,
        report__period__month__gt=report.period.month,
        state=Submission.State.TAKEN_IN,
        lines__isnull=False,
    )
    month = later.order_by("report__period__month").values_list("report__period__month", flat=True).first()
    if month:
        message = f"{months.chinese(month)}的变动已经接收，不能再接收更早的{months.chinese(report.period.month)}。"
        raise Refused(f"{message}请改报更正件，或退回本份报表。", code="later-month-in")


def reconcile(expected: Preview, township_code: str) -> None:
    """Raise unless the roster after is the roster before + in − out, by scheme: households, persons and money."""
    for month, schemes in expected.after.items():
        found = scheme_figures(township_code, month)
        for scheme in {*schemes, *found}:
            if schemes.get(scheme) != found.get(scheme):
                message = "接收后的花名册与“上月数 + 增加 − 减少”对不上，没有接收。请联系技术人员，并把这份报表的编号告诉他们。"
                raise Refused(message, code="not-reconciled")


def _tell_township(report: Report, mine: Submission) -> None:
    roles: list[Any] = [Role.TOWNSHIP_ASSISTANT, Role.TOWNSHIP_VERIFIER]
    what = "更正件" if mine.is_correction else "月报"
    notices.queue(
        User.objects.filter(division_id=report.division_code, role__in=roles, is_active=True),
        key=f"taken_in:{mine.pk}",
        kind="report",
        title=f"{months.chinese(report.period.month)}{what}已由县局接收",
        body=f"第 {mine.number} 版，变动 {mine.counts.get('lines', 0)} 行已记入花名册。",
        url=report_url(report),
        division_code=report.division_code,
    )
