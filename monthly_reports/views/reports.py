"""A township's month at a glance."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from core import months
from core.access import Request, page
from core.idempotency import once
from core.permissions import Permission
from core.refusal import Refused
from core.responses import refused

from .. import operations
from ..models import Obligation, ObligationStatus, Report, Submission
from . import progress
from .lookup import PEOPLE, periods_of, report_or_404, township_name
from .scans import scans_of
from .sentences import sentences

S = Submission.State


@page(Permission.REPORT_VIEW)
@require_GET
def report_current(request: Request) -> HttpResponse:
    """To the township's report of this month; to the board for those who look after several townships."""
    if not request.user.is_township:
        return redirect("report_board")
    month = months.current()
    report = Report.objects.visible_to(request.user).filter(period__month=month).first()
    if report:
        return redirect("report_detail", report.pk)
    return render(request, "monthly_reports/report_current.html", {"month": month})


@page(Permission.REPORT_FILL)
@require_POST
@once
def report_open(request: Request) -> HttpResponse:
    """Open this month's report by hand, where the clock has not done so yet."""
    try:
        report = operations.report_of(request.user.division_id, months.current(), by=request.user)
    except Refused as refusal:
        return refused(request, refusal, "report_current")
    messages.success(request, f"{months.chinese(report.period.month)}月报已打开。")
    return redirect("report_detail", report.pk)


@page(Permission.REPORT_VIEW)
@require_GET
def report_detail(request: Request, pk: str) -> HttpResponse:
    """Both obligations, the deadline, where the report stands, what comes next and whose turn it is, and every version."""
    report = report_or_404(request, pk)
    submissions = list(report.submissions.select_related(*PEOPLE).order_by("-number"))
    current = progress.newest(submissions)
    corrections = [s for s in submissions if s.is_correction]
    unlock = report.late_unlocks.order_by("-asked_at").first()
    return render(
        request,
        "monthly_reports/report_detail.html",
        {
            "report": report,
            "month": report.period.month,
            "township": township_name(report.division_code),
            "current": current,
            "submissions": [{"row": s, "tone": progress.tone(s.state)} for s in submissions],
            "corrections_open": [s for s in corrections if s.state in progress.EDITABLE | {S.SUBMITTED}],
            "obligations": _obligations(report, current),
            "steps": progress.steps(current),
            "next": progress.next_step(current),
            "has_draft": current is not None and current.state in {S.STAGED, S.DRAFT, S.CONFIRMED},
            "state_tone": progress.tone(report.state),
            "scans": scans_of(current) if current else [],
            "unlock": unlock,
            "months": _neighbours(request, report),
            "sentences": sentences(report),
            "draft_lacks": _draft_lacks(report, current),
            **_may(request, report, current, unlock),
        },
    )


def _neighbours(request: Request, report: Report) -> list[dict[str, Any]]:
    """The months around this one, to step to."""
    rows = Report.objects.visible_to(request.user).filter(
        township_code=report.township_code, period__in=periods_of(request)
    )
    near = [months.add(report.period.month, -1), months.add(report.period.month, 1)]
    found = dict(rows.filter(period__month__in=near).values_list("period__month", "pk"))
    return [{"month": m, "pk": found[m], "later": m > report.period.month} for m in near if m in found]


def _obligations(report: Report, current: Submission | None) -> list[dict[str, Any]]:
    """The two things owed, each 未报, 零报 or 有报; what a draft would make of them stands beside as a note."""
    draft = current is not None and current.state in progress.EDITABLE
    return [
        {
            "label": Obligation(name).label,
            "status": ObligationStatus(status).label,
            "tone": progress.OBLIGATION_TONES[status],
            "note": "草稿尚未报送，报送后生效" if draft and status == ObligationStatus.MISSING else "",
        }
        for name, status in ((Obligation.CHANGES, report.changes), (Obligation.DEATHS, report.deaths))
    ]


def _draft_lacks(report: Report, current: Submission | None) -> str:
    """The obligation a nil statement beside the draft would still meet; nothing once both are told of."""
    if current is None or current.state != S.DRAFT or current.is_correction:
        return ""
    told = current.counts.get("obligations", {})
    missing = [
        name
        for name, status in (("changes", report.changes), ("deaths", report.deaths))
        if ObligationStatus.MISSING == status == told.get(name, ObligationStatus.MISSING)
    ]
    return missing[0] if missing else ""


def _may(request: Request, report: Report, current: Submission | None, unlock: Any) -> dict[str, bool]:
    """Which buttons this person gets; the operations decide again."""
    user = request.user
    state = current.state if current else None
    closed = report.period.closed_at is not None
    fill = user.may(Permission.REPORT_FILL) and state not in {S.SUBMITTED, S.TAKEN_IN}
    confirms = user.may(Permission.REPORT_CONFIRM) and state in {S.DRAFT, S.CONFIRMED}
    first_time = report.first_submitted_at is None
    unlocked = unlock is not None and unlock.state == unlock.State.APPROVED
    return {
        "may_fill": fill and (not closed or not first_time or unlocked),
        "may_complete": user.may(Permission.REPORT_FILL) and state in {S.SUBMITTED, S.TAKEN_IN} and _owes(report),
        "may_confirm": confirms and current is not None and current.filled_by_id != user.pk,
        "needs_unlock": fill and closed and first_time and not unlocked,
        "may_ask": user.may(Permission.LATE_UNLOCK_ASK) and (unlock is None or unlock.state == unlock.State.DECLINED),
        "may_review": user.may(Permission.REPORT_TAKE_IN) and state == S.SUBMITTED,
        "is_filed": state in progress.FILED,
    }


def _owes(report: Report) -> bool:
    return ObligationStatus.MISSING in (report.changes, report.deaths)
