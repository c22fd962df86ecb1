"""Tasks × stages: how many entries are open and closed, how much of the work is done; each number leads to its rows."""

from typing import Any

from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from core import months
from core.access import Request, page
from core.permissions import Permission

from ...ledger.listing import CLOSED, CLOSED_ALL, NO_STAGE
from ...models import Campaign, RectificationEntry, Responsibility, StageKind, TaskArea
from ..supervision.steps import link
from .tabs import tabs

COLUMNS = [*StageKind.choices, (NO_STAGE, "不分阶段")]


def campaigns_of(request: Request) -> list[Campaign]:
    """The county's campaigns with their stages, the newest first."""
    rows = Campaign.objects.filter(county_code=request.user.scope[:6])
    return list(rows.prefetch_related("stages").order_by("-first_day"))


def chosen(request: Request, campaigns: list[Campaign]) -> Campaign | None:
    """The campaign asked for; else the one that runs today; None for all."""
    asked = request.GET.get("campaign", "")
    if asked:
        return next((each for each in campaigns if str(each.pk) == asked), None)
    today = months.today()
    return next((each for each in campaigns if each.first_day <= today <= each.last_day), None)


@page(Permission.CAMPAIGN_VIEW)
@require_GET
def campaign_overview(request: Request) -> HttpResponse:
    """One campaign, or everything; a township sees its own."""
    campaigns = campaigns_of(request)
    campaign = chosen(request, campaigns)
    cells, works = _entries(request, campaign), _works(request, campaign)
    key = str(campaign.pk) if campaign else "all"
    context = {
        "tabs": tabs("campaign_overview"),
        "campaigns": [
            {"label": "全部", "url": link("campaign_overview", campaign="all"), "active": campaign is None},
            *(
                {
                    "label": f"{each.title}（{each.first_day.year}年）",
                    "url": link("campaign_overview", campaign=each.pk),
                    "active": campaign is not None and each.pk == campaign.pk,
                }
                for each in campaigns
            ),
        ],
        "campaign": campaign,
        "stages": list(campaign.stages.all()) if campaign else [],
        "columns": [label for _, label in COLUMNS],
        "rows": [_row(task, str(label), cells, works, key) for task, label in TaskArea.choices],
        "sums": _sums(cells, works),
    }
    return render(request, "cases/campaign_overview.html", context)


def _entries(request: Request, campaign: Campaign | None) -> dict[tuple[str, str], tuple[int, int]]:
    """(task, stage) → open, closed. Those that are no problem, or that another entry reopened, count as neither."""
    rows = RectificationEntry.objects.visible_to(request.user)
    if campaign is not None:
        rows = rows.filter(campaign=campaign)
    counted = (
        rows.order_by()
        .values("task", "stage")
        .annotate(
            open=Count("pk", filter=~Q(state__in=RectificationEntry.ENDED)),
            closed=Count("pk", filter=Q(state__in=CLOSED)),
        )
    )
    return {(row["task"], row["stage"] or NO_STAGE): (row["open"], row["closed"]) for row in counted}


def _works(request: Request, campaign: Campaign | None) -> dict[str, dict[str, int]]:
    """task → lines of the matrix, done, late."""
    rows = Responsibility.objects.visible_to(request.user)
    if campaign is not None:
        rows = rows.filter(campaign=campaign)
    counted = (
        rows.order_by()
        .values("task")
        .annotate(
            all=Count("pk"),
            done=Count("pk", filter=Q(done_at__isnull=False)),
            late=Count("pk", filter=Q(done_at__isnull=True, due_on__lt=months.today())),
        )
    )
    return {row["task"]: {name: row[name] for name in ("all", "done", "late")} for row in counted}


def _row(task: str, label: str, cells: Any, works: Any, campaign: str) -> dict[str, Any]:
    work = works.get(task, {"all": 0, "done": 0, "late": 0})
    where = "" if campaign == "all" else campaign

    def entries(stage: str, state: str) -> str:
        return link("entry_list", task=task, stage=stage, state=state, campaign=where)

    return {
        "label": label,
        "cells": [
            {
                "name": name,
                "open": cells.get((task, stage), (0, 0))[0],
                "closed": cells.get((task, stage), (0, 0))[1],
                "open_url": entries(stage, "open"),
                "closed_url": entries(stage, CLOSED_ALL),
            }
            for stage, name in COLUMNS
        ],
        "work": work,
        "work_url": link("responsibility_list", task=task, campaign=where),
        "done_url": link("responsibility_list", task=task, campaign=where, state="done"),
        "late_url": link("responsibility_list", task=task, campaign=where, state="late"),
    }


def _sums(cells: Any, works: Any) -> dict[str, Any]:
    return {
        "cells": [
            tuple(sum(pair[at] for (_, s), pair in cells.items() if s == stage) for at in (0, 1))
            for stage, _ in COLUMNS
        ],
        "work": {name: sum(row[name] for row in works.values()) for name in ("all", "done", "late")},
    }
