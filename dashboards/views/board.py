"""看板: every chart with its table, as a page, on the wall, and as a workbook."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from cases.ledger.listing import RATED
from cases.petitions.outcomes import DUE
from core import months
from core.access import Request, page
from core.permissions import Permission
from core.refusal import Refused
from core.responses import refused
from core.templatetags.components import bureau_name
from core.templatetags.formats import date_cn
from recipients.views.answers import XLSX, attachment

from ..board.charts import CHARTS, Chart, charts_of
from ..board.charts.chart import percent
from ..board.charts.reporting import LEGEND
from ..board.links import Links
from ..board.reading import Figures, load
from ..exports.charts import workbook
from ..operations import figures as operations

HEATS = {"timeliness", "plan"}
PLAN_LEGEND = [("on_time", "全部完成"), ("submitted", "进行中"), ("late", "有逾期"), ("none", "没有事项")]
GROUPS = [
    ("月报", ("timeliness", "changes")),
    ("专项整治", ("plan", "tasks", "stages", "rectification", "flow")),
    ("信访", ("petitions", "kinds", "desks")),
    ("抽查", ("checks",)),
    ("在册保障", ("relief", "townships")),
]
ON_WALL = ("timeliness", "changes", "plan", "rectification", "petitions", "checks")


@page(Permission.DASHBOARD_VIEW)
@require_GET
def dashboard(request: Request) -> HttpResponse:
    """What the year looks like in the county; a township's users see their township's."""
    found = load(request.user)
    charts = {chart.key: chart for chart in charts_of(found, Links(request.user))}
    context = {
        "figures": found,
        "head": headline(found, Links(request.user)),
        "groups": [
            {"label": label, "id": keys[0], "charts": [shown(charts[key]) for key in keys]} for label, keys in GROUPS
        ],
        "is_bare": all(chart.is_empty for chart in charts.values()),
        "place": request.user.division.name,
        "stages": stages_of(found),
        "may_refresh": request.user.may(Permission.BRIEF_MAKE),
        "may_brief": not request.user.is_township,
        "is_township": request.user.is_township,
    }
    return render(request, "dashboards/dashboard.html", context)


@page(Permission.DASHBOARD_VIEW)
@require_GET
def dashboard_wall(request: Request) -> HttpResponse:
    """The same numbers for a screen of 1920 × 1080 across a room; it looks again by itself."""
    found = load(request.user)
    charts = {key: CHARTS[key](found, Links(request.user)) for key in ON_WALL}
    context = {
        "figures": found,
        "head": headline(found, Links(request.user)),
        "panels": [shown(charts[key]) for key in ON_WALL],
        "place": request.user.division.name,
        "stages": stages_of(found),
    }
    return render(request, "dashboards/dashboard_wall.html", context)


@page(Permission.DASHBOARD_VIEW)
@require_GET
def dashboard_file(request: Request, key: str) -> HttpResponse:
    """One chart's table as a workbook: numbers only."""
    if key not in CHARTS:
        raise Http404
    found = load(request.user)
    chart = CHARTS[key](found, Links(request.user))
    unit = bureau_name() if not request.user.is_township else request.user.division.name
    data = workbook(chart, unit=unit, counted_at=found.counted_at)
    return attachment(data, f"{chart.title.replace('：', '')}{found.now}.xlsx", XLSX)


@page(Permission.BRIEF_MAKE)
@require_POST
def dashboard_refresh(request: Request) -> HttpResponse:
    """Count anew at once."""
    try:
        changed = operations.rebuild(request.user.scope[:6], by=request.user)
    except Refused as refusal:
        return refused(request, refusal, "dashboard")
    messages.success(request, f"已重新计算，{changed} 个数字有变化。" if changed else "已重新计算，数字没有变化。")
    return redirect("dashboard")


def shown(chart: Chart) -> dict[str, Any]:
    """A chart as the templates want it: numbers written, and the picture's data under a name of its own."""
    legend = LEGEND if chart.key == "timeliness" else PLAN_LEGEND
    return {"chart": chart, "is_heat": chart.key in HEATS, "data_id": f"chart-{chart.key}-data", "legend": legend}


def stages_of(found: Figures) -> list[dict[str, Any]]:
    """The plan's stages as steps: over, now, to come."""
    today = months.today()
    return [
        {
            "label": stage.get_kind_display(),
            "state": "done" if stage.last_day < today else "current" if stage.first_day <= today else "todo",
            "days": f"{date_cn(stage.first_day)}至{date_cn(stage.last_day)}",
        }
        for stage in found.stages
    ]


def headline(found: Figures, links: Links) -> list[dict[str, Any]]:
    """The few large numbers at the head of the page."""
    now, towns = found.now, [code for code, _ in found.places if code != found.county]
    filed = sum(found.sum("report", word, month=now) for word in ("on_time", "late", "arrears"))
    late, open_ = found.sum("entry", "overdue"), found.sum("entry", "open")
    earned = found.sum("entry", "earned")
    pressing, desk = found.sum("petition", "overdue"), found.sum("petition", "open")
    due, timely = found.sum("letters", "due"), found.sum("letters", "on_time")
    period = found.periods.get(now)
    return [
        {
            "label": f"{int(now[5:])}月已报齐",
            "value": filed,
            "unit": f"/ {len(towns)} 个乡镇",
            "url": links.to("period_detail", period, only="whole") if period else "",
        },
        {
            "label": "保障人数",
            "value": f"{found.sum('relief', 'covered'):,}",
            "unit": "人",
            "url": links.to("award_list"),
        },
        {"label": "整改未销号", "value": open_, "unit": "条", "url": links.to("entry_list", state="open")},
        {
            "label": "整改逾期",
            "value": late,
            "unit": "条",
            "tone": "danger" if late else "",
            "url": links.to("entry_list", late="red"),
        },
        {
            "label": "销号率",
            "value": percent(earned, open_ + earned),
            "note": f"{earned} / {open_ + earned} 条，不算历史销号",
            "url": links.to("entry_list", state=RATED),
        },
        {"label": "信访在办", "value": desk, "unit": "件", "url": links.to("petition_list", state="worked")},
        {
            "label": "信访逾期",
            "value": pressing,
            "unit": "件",
            "tone": "danger" if pressing else "",
            "url": links.to("petition_list", pressing="late"),
        },
        {
            "label": "信访按期率",
            "value": percent(timely, due),
            "note": f"近 12 个月 {timely} / {due} 件",
            "url": links.to("petition_list", outcome=DUE, month=found.months[0], until=now),
        },
    ]
