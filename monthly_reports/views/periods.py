"""One month of the whole county: why it is due when it is, who stands where, and its close."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from core import months, policy, workdays
from core.access import Request, page
from core.idempotency import FIELD, new_key
from core.permissions import Permission
from core.refusal import Refused
from core.responses import refused

from .. import operations
from ..board import verdict
from ..models import ObligationStatus, Period, Report
from .board import state_of
from .exporting import requests_for
from .lookup import period_or_404, periods_of, townships_of

RULES = {"on_25th": "每月25日24时截止", "before_25th": "每月25日前（24日24时）截止"}
SHIFTS = {"none": "逢节假日不顺延", "previous": "逢节假日提前到前一个工作日", "next": "逢节假日顺延到下一个工作日"}
WHOLE = {"on_time", "late", "arrears"}
WEEKDAYS = "一二三四五六日"


@page(Permission.REPORT_VIEW)
@require_GET
def period_detail(request: Request, pk: str) -> HttpResponse:
    """The townships of one month in one table, with the deadline explained; `only=whole` keeps to those that have filed
    both parts."""
    period = period_or_404(request, pk)
    names = dict(townships_of(request).values_list("code", "name"))
    now = timezone.now()
    reports = Report.objects.visible_to(request.user).filter(period=period).select_related("period", "taken_in_by")
    rows: list[dict[str, Any]] = []
    only_whole = request.GET.get("only") == "whole"
    for report in sorted(reports, key=lambda r: r.township_code):
        if only_whole and verdict(report, now) not in WHOLE:
            continue
        state, label = state_of(report, now)
        rows.append(
            {
                "report": report,
                "name": names.get(f"{report.township_code}000", report.township_code),
                "state": state,
                "label": label,
                "changes": ObligationStatus(report.changes).label,
                "deaths": ObligationStatus(report.deaths).label,
            }
        )
    near = [months.add(period.month, -1), months.add(period.month, 1)]
    context = {
        "period": period,
        "rows": rows,
        "only_whole": only_whole,
        "why": why_due(period),
        "all_in": bool(reports) and all(ObligationStatus.MISSING not in (r.changes, r.deaths) for r in reports),
        "unfiled": _named(names, (r for r in reports if r.first_submitted_at is None)),
        "waiting": _named(names, (r for r in reports if r.state == Report.State.SUBMITTED)),
        "may_close": request.user.may(Permission.PERIOD_CLOSE) and period.closed_at is None,
        "is_over": now > period.deadline,
        **_export(request, period),
        "months": [
            {"month": p.month, "pk": p.pk, "later": p.month > period.month}
            for p in periods_of(request).filter(month__in=near).order_by("month")
        ],
    }
    return render(request, "monthly_reports/period_detail.html", context)


def _named(names: dict[str, str], reports: Iterable[Report]) -> list[str]:
    """The reports' townships, in the order of their codes."""
    return [names.get(f"{code}000", code) for code in sorted(report.township_code for report in reports)]


def _export(request: Request, period: Period) -> dict[str, Any]:
    """What the reader may take away: the masked summary, and in full once a second person has agreed."""
    may = request.user.may(Permission.ROSTER_EXPORT) and not request.user.is_township
    asked = requests_for(request, period) if may else []
    return {
        "may_export": may,
        "granted": next((row for row in asked if row.state == row.State.APPROVED), None),
        "asked": any(row.state == row.State.ASKED for row in asked),
        "key_hidden": [(FIELD, new_key())],
    }


def why_due(period: Period) -> str:
    """Why the deadline falls on its day: the rule in force, the day of the week, and whether offices work."""
    first = months.first_day(period.month)
    rule, shift = policy.value("deadline_rule", first), policy.value("nonworking_deadline", first)
    plain = first.replace(day=25 if rule == "on_25th" else 24)
    parts = [f"按规定{RULES[rule]}"]
    if period.due_date != plain:
        parts.append(f"{day_of(plain)}不是工作日，{SHIFTS[shift]}，为{day_of(period.due_date)}")
    elif workdays.is_workday(plain):
        parts.append(f"{day_of(plain)}是工作日")
    else:
        parts.append(f"{day_of(plain)}不是工作日，{SHIFTS[shift]}")
    return "；".join(parts) + "。"


def day_of(day: dt.date) -> str:
    """A date with its weekday, as notices write it."""
    return f"{day.month}月{day.day}日（星期{WEEKDAYS[day.weekday()]}）"


@page(Permission.PERIOD_CLOSE, reauth=True)
@require_POST
def period_close(request: Request, pk: str) -> HttpResponse:
    """Close the month: from now on a first filing takes a late unlock."""
    period = period_or_404(request, pk)
    back = reverse("period_detail", args=[period.pk])
    try:
        operations.close_period(period, by=request.user)
    except Refused as refusal:
        return refused(request, refusal, back)
    messages.success(request, f"{months.chinese(period.month)}报告期已关闭。此后首次报送须经逾期补报批准。")
    return redirect(back)
