"""What leaves as a file: the annotated copy, a township's filed lists, the county's summary. All by POST, all logged."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST

from core import months, uploads
from core.access import Request, page
from core.idempotency import once
from core.models import Division, ExportRequest
from core.operations import export_requests
from core.permissions import Permission
from core.refusal import NotPermitted, Refused
from core.responses import refused
from core.sheets.annotate import annotated_copy
from core.sheets.errors import Unreadable
from core.sheets.findings import Finding

from .. import exports, operations
from ..models import ChangeLine, Period, Report, Submission
from . import effect, roster_before
from .grid import findings_of
from .lookup import period_or_404, submission_or_404, township_name, townships_of

S = Submission.State
COUNTED = {S.SUBMITTED, S.TAKEN_IN}
SUMMARY_KIND = "monthly_summary"


def attachment(data: bytes, filename: str, content_type: str = exports.XLSX) -> HttpResponse:
    """A file to keep, never shown as a page."""
    response = HttpResponse(data, content_type=content_type)
    response.headers["Content-Disposition"] = str(content_disposition_header(True, filename))
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


@page(Permission.REPORT_FILL)
@require_POST
def submission_annotated(request: Request, pk: str, file: int) -> HttpResponse:
    """The township's own workbook with every finding marked at its cell."""
    submission = submission_or_404(request, pk)
    row = get_object_or_404(submission.files.select_related("upload"), pk=file)
    fields = set(Finding.__dataclass_fields__)
    found = [Finding(**{k: v for k, v in f.items() if k in fields}) for f in findings_of(submission)]
    try:
        copy = annotated_copy(uploads.read(row.upload), row.filename, found)
    except Unreadable as unreadable:
        messages.error(request, f"没能做出标注件：{unreadable.message}请对照页面上的提示改原表。")
        return redirect("submission_detail", submission.pk)
    operations.note_export(submission, by=request.user, kind="annotated", rows=len(found), in_full=True)
    return attachment(copy, f"{row.filename.rsplit('.', 1)[0]}-标注.xlsx")


@page(Permission.REPORT_VIEW, reauth=True)
@require_POST
def submission_export(request: Request, pk: str) -> HttpResponse:
    """The filed lists of one's own township, in full."""
    submission = submission_or_404(request, pk)
    back = reverse("submission_detail", args=[submission.pk])
    if submission.state in {S.STAGED, S.INVALID, S.UNREADABLE}:
        return refused(request, Refused("这份草稿还没有通过核对，不能导出。"), back)
    if not request.user.is_township:
        return refused(request, NotPermitted("乡镇报送件由乡镇自行导出；县局请导出当月汇总表。"), back)
    lines = list(submission.lines.order_by("position"))
    name, month = township_name(submission.division_code), submission.report.period.month
    data = exports.change_list(
        lines,
        township=name,
        month=month,
        filed_on=timezone.localtime(submission.submitted_at or submission.filled_at).date(),
        nil=[n.statement for n in submission.nil_reports.order_by("obligation")],
        footer=f"第{submission.number}版 {submission.sha256[:16]}",
    )
    operations.note_export(submission, by=request.user, kind="change_list", rows=len(lines), in_full=True)
    return attachment(data, f"{name}{months.chinese(month)}增减人员名单-第{submission.number}版.xlsx")


@page(Permission.ROSTER_EXPORT)
@require_POST
@once
def period_export_ask(request: Request, pk: str) -> HttpResponse:
    """Ask a second person for leave to export the month with identifiers in full."""
    period = period_or_404(request, pk)
    _county_only(request)
    back = reverse("period_detail", args=[period.pk])
    try:
        export_requests.ask(
            SUMMARY_KIND,
            by=request.user,
            parameters={"period": str(period.pk), "title": f"{months.chinese(period.month)}动态管理汇总表"},
            reason=request.POST.get("reason", ""),
            division_code=request.user.division_id,
        )
    except Refused as refusal:
        return refused(request, refusal, back)
    messages.success(request, "明码导出申请已送审批，批准后在本页下载。")
    return redirect(back)


@page(Permission.ROSTER_EXPORT, reauth=True)
@require_POST
def period_export(request: Request, pk: str) -> HttpResponse:
    """The month of every township in scope, identifiers masked."""
    period = period_or_404(request, pk)
    _county_only(request)
    return _summary(request, period, in_full=False)


@page(Permission.ROSTER_EXPORT, reauth=True)
@require_POST
def summary_export(request: Request, pk: str) -> HttpResponse:
    """The month in full, spending an approved request; the file names who took it."""
    rows = ExportRequest.objects.visible_to(request.user).filter(asked_by=request.user, kind=SUMMARY_KIND)
    asking = get_object_or_404(rows, pk=pk)
    period = period_or_404(request, asking.parameters.get("period"))
    _county_only(request)
    try:
        export_requests.use(asking, by=request.user)
    except Refused as refusal:
        return refused(request, refusal, reverse("period_detail", args=[period.pk]))
    return _summary(request, period, in_full=True)


def _county_only(request: Request) -> None:
    """A township exports its own lists; the county's summary is not its to take."""
    if request.user.is_township:
        raise Http404


def requests_for(request: Request, period: Period) -> list[ExportRequest]:
    """This person's applications for the month in full that are not spent, the newest first."""
    open_states = [ExportRequest.State.ASKED, ExportRequest.State.APPROVED]
    rows = ExportRequest.objects.visible_to(request.user).filter(
        asked_by=request.user, kind=SUMMARY_KIND, state__in=open_states, parameters__period=str(period.pk)
    )
    now = timezone.now()
    return [row for row in rows.order_by("-asked_at") if row.expires_at is None or row.expires_at > now]


def _summary(request: Request, period: Period, *, in_full: bool) -> HttpResponse:
    names = dict(townships_of(request).values_list("code", "name"))
    reports = list(Report.objects.visible_to(request.user).filter(period=period).order_by("township_code"))
    lines = _lines(reports)
    data = exports.month_summary(
        _summary_rows(reports, lines, names, period.month),
        [(names.get(f"{line.township_code}000", ""), line) for line in lines],
        county=Division.objects.get(pk=period.county_code.ljust(12, "0")).name,
        month=period.month,
        show=in_full,
        watermark=f"{request.user.display_name} {timezone.localtime():%Y-%m-%d %H:%M}",
    )
    operations.note_export(
        period,
        by=request.user,
        kind="month_summary",
        rows=len(lines),
        in_full=in_full,
        division_code=request.user.division_id,
    )
    mark = "" if in_full else "（脱敏）"
    return attachment(data, f"{months.chinese(period.month)}动态管理情况汇总表{mark}.xlsx")


def _lines(reports: list[Report]) -> list[ChangeLine]:
    """The lines that count in the month: of what has been filed, corrections and replaced versions left out."""
    filed = Submission.objects.filter(report__in=reports, state__in=COUNTED, is_correction=False)
    rows = ChangeLine.objects.filter(submission__in=filed).select_related("submission")
    return list(rows.order_by("township_code", "submission__number", "position"))


def _summary_rows(reports: list[Report], lines: list[ChangeLine], names: dict[str, str], month: str) -> list[list[Any]]:
    terms = roster_before.terms(lines, month)
    rows = []
    for number, report in enumerate(reports, 1):
        own = [line for line in lines if line.township_code == report.township_code]
        name = names.get(f"{report.township_code}000", report.township_code)
        rows.append(exports.summary_row(number, name, report, effect.households(own, terms), own))
    return rows
