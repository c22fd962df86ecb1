"""The things of the month a person may see: what lies elsewhere is not found, whoever asks."""

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from core.access import Request
from core.models import Division

from ..models import ChangeLine, LateUnlock, Period, Report, Submission

PEOPLE = ("filled_by", "confirmed_by", "submitted_by", "decided_by")


def report_or_404(request: Request, pk: object) -> Report:
    """The report with its period."""
    rows = Report.objects.visible_to(request.user).select_related("period", "taken_in_by")
    return get_object_or_404(rows, pk=pk)


def submission_or_404(request: Request, pk: object) -> Submission:
    """The submission with its report, period and the people who had a hand in it."""
    rows = Submission.objects.visible_to(request.user).select_related("report__period", *PEOPLE)
    return get_object_or_404(rows, pk=pk)


def line_or_404(request: Request, pk: object) -> ChangeLine:
    """The line with its submission, report and what it corrects."""
    rows = ChangeLine.objects.visible_to(request.user).select_related(
        "submission__report__period", "submission__filled_by", "household", "corrects__submission"
    )
    return get_object_or_404(rows, pk=pk)


def unlock_or_404(request: Request, pk: object) -> LateUnlock:
    """The application for a late unlock with its report."""
    rows = LateUnlock.objects.visible_to(request.user).select_related("report__period", "asked_by", "decided_by")
    return get_object_or_404(rows, pk=pk)


def periods_of(request: Request) -> QuerySet[Period]:
    """The periods of the person's county, the newest first; nobody's to those who see no case data."""
    if not request.user.sees_case_data:
        return Period.objects.none()
    return Period.objects.filter(county_code=request.user.scope[:6]).select_related("closed_by").order_by("-month")


def period_or_404(request: Request, pk: object) -> Period:
    """A period of the person's county."""
    return get_object_or_404(periods_of(request), pk=pk)


def township_name(division_code: str) -> str:
    """The name of a township; its code where the county has no such division."""
    code = division_code[:9].ljust(12, "0")
    return Division.objects.filter(pk=code).values_list("name", flat=True).first() or code


def townships_of(request: Request) -> QuerySet[Division]:
    """The townships in the person's scope."""
    return Division.objects.visible_to(request.user).townships()
