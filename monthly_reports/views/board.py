"""Townships × months: who filed, when, and what; each cell leads to the report."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from core import months
from core.access import Request, page
from core.permissions import Permission

from ..board import Cell as Told
from ..board import board, verdict
from ..models import Period, Report
from .lookup import periods_of

R = Report.State
SHOWN = 12
LEGEND = [
    ("on_time", "按时（零报＝两项都是零报告）"),
    ("late", "迟报、补录"),
    ("submitted", "待接收"),
    ("returned", "已退回待补正"),
    ("missing", "过期未报、缺死亡报告"),
    ("draft", "填报中"),
    ("open", "未到期"),
]


@dataclass(frozen=True)
class Cell:
    """One township in one month: the tint, the word in it, the whole sentence for a screen reader, where it leads."""

    state: str
    label: str
    title: str
    url: str = ""


@page(Permission.REPORT_VIEW)
@require_GET
def report_board(request: Request) -> HttpResponse:
    """Twelve months back from `month` (this one by default), the newest beside the names; a township sees its own row, the
    bureau all or the one `town` names."""
    last = request.GET.get("month", "")
    last = last if months.FORM.fullmatch(last) else months.current()
    columns = [months.add(last, -back) for back in range(SHOWN)]
    periods = {period.month: period for period in periods_of(request).filter(month__in=columns)}
    now = timezone.now()
    rows: list[dict[str, Any]] = [
        {"name": row.name, "cells": [_cell(row.name, cell, now) for cell in reversed(row.cells)]}
        for row in board(asked_scope(request), last, SHOWN, now=now)
    ]
    context = {
        "columns": [{"month": m, "period": periods.get(m), "label": f"{int(m[5:])}月", "year": m[:4]} for m in columns],
        "rows": rows,
        "last": last,
        "earlier": months.add(last, -SHOWN),
        "later": min(months.add(last, SHOWN), months.current()),
        "is_now": last >= months.current(),
        "legend": LEGEND,
        "now": _this_month(periods.get(last), last, [row["cells"][0] for row in rows]),
    }
    return render(request, "monthly_reports/report_board.html", context)


def asked_scope(request: Request) -> str:
    """Nine digits of the township asked for, where it lies in the person's scope; else the whole scope."""
    scope, town = request.user.scope if request.user.sees_case_data else "", request.GET.get("town", "")
    return town if scope and len(town) == 9 and town.startswith(scope) else scope


def _cell(name: str, told: Told, now: dt.datetime) -> Cell:
    when = f"{name} {months.chinese(told.month)}"
    if told.report is None:
        return Cell("none", "·", f"{when}：没有报告期")
    state, label = state_of(told.report, now)
    more = f"，变动 {told.lines} 行" if told.lines else ""
    return Cell(state, label, f"{when}：{label}{more}", reverse("report_detail", args=[told.report.pk]))


def state_of(report: Report, now: dt.datetime) -> tuple[str, str]:
    """Tint and word for a report at a moment. A late report stays late whatever came after."""
    word = verdict(report, now)
    if word == "returned":
        return word, "退回·迟" if report.is_late else "退回"
    if word == "missing":
        return word, _lacking(report)
    if word == "pending":
        return _pending(report)
    if report.state not in {R.TAKEN_IN, R.LOCKED}:
        return "submitted", "待收·迟" if report.is_late else "待接收"
    if word == "on_time":
        return word, "零报" if report.changes == report.deaths == "nil" else "按时"
    return "late", "补录" if word == "arrears" else "迟报"


def _lacking(report: Report) -> str:
    if report.first_submitted_at is None:
        return "未报"
    return "缺死亡" if report.deaths == "missing" else "缺名单"


def _pending(report: Report) -> tuple[str, str]:
    if report.first_submitted_at is not None:
        return "draft", _lacking(report)
    return ("draft", "填报中") if report.state in {R.DRAFT, R.CONFIRMED} else ("open", "未到期")


def _this_month(period: Period | None, month: str, cells: list[Cell]) -> dict[str, Any]:
    """The newest month in numbers: how many townships stand where."""
    counted = {state: sum(cell.state == state for cell in cells) for state, _ in LEGEND}
    filed = counted["on_time"] + counted["late"] + counted["submitted"] + counted["returned"]
    figures = [
        {"label": "已报送", "value": filed, "unit": f"/ {len(cells)} 个乡镇"},
        {
            "label": "待接收",
            "value": counted["submitted"],
            "unit": "个",
            "tone": "warning" if counted["submitted"] else "",
        },
        {"label": "退回待补正", "value": counted["returned"], "unit": "个"},
        {
            "label": "过期未报或缺项",
            "value": counted["missing"],
            "unit": "个",
            "tone": "danger" if counted["missing"] else "",
        },
    ]
    return {"period": period, "month": month, "figures": figures}
