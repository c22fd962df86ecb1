"""The responsibility matrix: who answers for which work until when."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from core import months
from core.access import Request, page
from core.idempotency import once
from core.models import Division
from core.permissions import Permission
from core.refusal import Refused
from core.responses import refused
from core.templatetags.formats import datetime_cn
from core.versions import version_of
from recipients.views.answers import XLSX, attachment

from ...exports.supervision import responsibility_book
from ...forms.campaign import ResponsibilityFilter, ResponsibilityForm, responsibility_values
from ...forms.fields import compared
from ...models import Responsibility
from ...operations import campaign as operations
from ..supervision.steps import press
from .overview import campaigns_of
from .tabs import tabs

MOST = 500


def rows_of(request: Request) -> QuerySet[Responsibility]:
    """The lines the person may see, and those that name them."""
    return Responsibility.objects.visible_to(request.user).select_related("campaign", "person", "done_by")


def row_or_404(request: Request, pk: Any) -> Responsibility:
    """One line."""
    return get_object_or_404(rows_of(request), pk=pk)


def _asked(request: Request, form: ResponsibilityFilter) -> QuerySet[Responsibility]:
    rows, told = rows_of(request), form.cleaned_data if form.is_valid() else {}
    if told.get("campaign"):
        rows = rows.filter(campaign=told["campaign"])
    if told.get("task"):
        rows = rows.filter(task=told["task"])
    if told.get("state"):
        rows = rows.filter(done_at__isnull=told["state"] != "done")
    if told.get("state") == "late":
        rows = rows.filter(due_on__lt=months.today())
    return rows.order_by("-campaign__first_day", "task", "due_on", "pk")


@page(Permission.CAMPAIGN_VIEW)
@require_GET
def responsibility_list(request: Request) -> HttpResponse:
    """Task × unit × person × date."""
    campaigns = campaigns_of(request)
    form = ResponsibilityFilter(request.GET, campaigns=campaigns)
    user, today = request.user, months.today()
    manages = user.may(Permission.CAMPAIGN_MANAGE)
    rows = list(_asked(request, form)[:MOST])
    context = {
        "tabs": tabs("responsibility_list"),
        "form": form,
        "active": sum(bool(value) for value in form.data.values()),
        "rows": [
            {
                "item": row,
                "late": row.done_at is None and row.due_on < today,
                "days": (row.due_on - today).days,
                "can_finish": row.done_at is None and (manages or row.person_id == user.pk),
                "can_edit": manages and row.done_at is None,
                "can_reopen": manages and row.done_at is not None,
            }
            for row in rows
        ],
        "manages": manages and bool(campaigns),
        "campaigns": campaigns,
        "query": [(name, value) for name, value in form.data.items() if value],
        "unassigned": sum(row.person_id is None and row.done_at is None for row in rows) if manages else 0,
    }
    return render(request, "cases/responsibility_list.html", context)


@page(Permission.CAMPAIGN_MANAGE)
@require_http_methods(["GET", "POST"])
@once
def responsibility_new(request: Request) -> HttpResponse:
    """A further line, of the campaign asked for or the newest."""
    campaigns = campaigns_of(request)
    asked = request.GET.get("campaign", "")
    campaign = next((each for each in campaigns if str(each.pk) == asked), campaigns[0] if campaigns else None)
    if campaign is None:
        messages.error(request, "还没有专项整治方案。请系统管理员先运行 manage.py load_campaign。")
        return redirect("responsibility_list")
    initial = {"division_code": campaign.division_code}
    form = ResponsibilityForm(request.POST or None, user=request.user, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            operations.assign(campaign, form.told(), by=request.user)
        except Refused as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, "已列入责任分工。")
            return redirect("responsibility_list")
    return render(request, "cases/responsibility_form.html", {"form": form, "campaign": campaign, "row": None})


@page(Permission.CAMPAIGN_MANAGE)
@require_http_methods(["GET", "POST"])
def responsibility_edit(request: Request, pk: Any) -> HttpResponse:
    """Change a line that is not done. Who saves second compares and chooses."""
    row = row_or_404(request, pk)
    form = ResponsibilityForm(request.POST or None, user=request.user, initial=responsibility_values(row))
    if request.method == "POST" and form.is_valid():
        back = reverse("responsibility_list")
        try:
            operations.change_responsibility(row, form.told(), by=request.user, version=version_of(request))
        except Refused as refusal:
            row.refresh_from_db()
            fields = compared(form, responsibility_values(row))
            return refused(request, refusal, back, compared=fields, version=row.version)
        messages.success(request, "已保存。")
        return redirect(back)
    return render(request, "cases/responsibility_form.html", {"form": form, "campaign": row.campaign, "row": row})


@page(Permission.CAMPAIGN_VIEW)
@require_POST
def responsibility_done(request: Request, pk: Any) -> HttpResponse:
    """The one in charge, or who keeps the matrix, says that it is done and what came of it."""
    row, back = row_or_404(request, pk), reverse("responsibility_list")
    outcome = request.POST.get("reason", "")
    return press(request, row, operations.finish_responsibility, back, "已登记完成。", outcome=outcome)


@page(Permission.CAMPAIGN_MANAGE)
@require_POST
def responsibility_reopen(request: Request, pk: Any) -> HttpResponse:
    """A line was marked done by mistake."""
    row, back = row_or_404(request, pk), reverse("responsibility_list")
    return press(request, row, operations.reopen_responsibility, back, "已重新打开。")


@page(Permission.CAMPAIGN_VIEW)
@require_POST
def responsibility_export(request: Request) -> HttpResponse:
    """责任分工表 as it is filed, as far as the filters reach."""
    form = ResponsibilityFilter(request.POST, campaigns=campaigns_of(request))
    rows = list(_asked(request, form))
    entry = operations.note_export(by=request.user, rows=len(rows))
    footer = f"{request.user.display_name} {datetime_cn(timezone.now())}导出　审计编号 {entry.chain}-{entry.number}"
    county = Division.objects.filter(pk=request.user.scope[:6].ljust(12, "0")).values_list("name", flat=True).first()
    book = responsibility_book(rows, county=county or "", footer=footer)
    return attachment(book, "专项整治责任分工表.xlsx", XLSX)
