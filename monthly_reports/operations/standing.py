"""A report follows its submissions: its state, and which obligations are met."""

from django.urls import reverse

from core.models import User
from core.refusal import Refused

from .. import workflow
from ..models import ObligationStatus, Report, Submission
from .periods import submissions_of

RANK = [ObligationStatus.MISSING, ObligationStatus.NIL, ObligationStatus.FILED]


def refresh(report: Report, **also: object) -> Report:
    """The locked report row is as its submissions make it; `also` are further fields to save with it."""
    mine = submissions_of(report)
    report.state = workflow.report_state([each.state for each in mine], closed=report.period.closed_at is not None)
    filed = [each for each in mine if each.state in workflow.FILED_STATES]
    report.changes, report.deaths = met(filed, "changes"), met(filed, "deaths")
    for name, value in also.items():
        setattr(report, name, value)
    report.version += 1
    report.save(update_fields=["state", "changes", "deaths", "version", *also])
    return report


def met(submissions: list[Submission], obligation: str) -> str:
    """未报, 零报 or 有报 as these submissions say together."""
    told = [each.counts.get("obligations", {}).get(obligation, ObligationStatus.MISSING) for each in submissions]
    return max(told, key=lambda status: RANK.index(ObligationStatus(status)), default=ObligationStatus.MISSING)


def next_number(report: Report) -> int:
    """The number of the report's next version; the report row must be locked."""
    newest = report.submissions.order_by("-number").values_list("number", flat=True).first()
    return (newest or 0) + 1


def replace_open(report: Report, *, by: User) -> int:
    """What was not yet submitted gives way to what comes; says how many."""
    rows = report.submissions.filter(state__in=workflow.OPEN_STATES, is_correction=False)
    return rows.update(state=Submission.State.REPLACED)


def require_other(submission: Submission, by: User, message: str) -> None:
    """Four eyes: raise unless `by` is somebody else than who filled it in."""
    if submission.filled_by_id == by.pk:
        raise Refused(message, code="four-eyes")


def report_url(report: Report) -> str:
    """Where a notice about the report leads."""
    return reverse("report_detail", args=[report.pk])
