"""What weighs on each township, as its parts: each number leads to its rows. No sum, no order but that of the codes."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from core import months
from core.access import Request, page
from core.permissions import Permission
from monthly_reports.models import Report
from spot_checks.models import Outcome, Visit

from ...models import Petition, PetitionCluster, RectificationEntry, SupervisionOrder, WorkSummary
from ...petitions.listing import WORKED
from .steps import link, town_names
from .tabs import tabs

P = Permission
S = RectificationEntry.State
LATE_MONTHS = 12


@dataclass(frozen=True)
class Part:
    """One thing that weighs: its name, who may see it, its rows for a person, and the list where they stand."""

    label: str
    permission: str
    rows: Callable[[Any], QuerySet[Any]]
    url: Callable[[str], str]
    tone: str = ""


def _entries(user: Any) -> Any:
    return RectificationEntry.objects.visible_to(user)


def _orders(user: Any) -> Any:
    return SupervisionOrder.objects.visible_to(user).filter(state=SupervisionOrder.State.ISSUED)


def _visits(user: Any) -> Any:
    return Visit.objects.visible_to(user).filter(state=Visit.State.SIGNED, outcome=Outcome.MISMATCH)


def _late_reports(user: Any) -> Any:
    since = months.add(months.current(), 1 - LATE_MONTHS)
    return Report.objects.visible_to(user).filter(is_late=True, period__month__gte=since)


def _late_summaries(user: Any) -> Any:
    since = months.add(months.current(), 1 - LATE_MONTHS)
    return WorkSummary.objects.visible_to(user).filter(is_late=True, month__gte=since)


PARTS = (
    Part(
        "未销号",
        P.ENTRY_VIEW,
        lambda user: _entries(user).open(),
        lambda town: link("entry_list", town=town, state="open"),
    ),
    Part(
        "逾期整改",
        P.ENTRY_VIEW,
        lambda user: _entries(user).overdue(months.today()),
        lambda town: link("entry_list", town=town, late="red"),
        "danger",
    ),
    Part(
        "反弹重办",
        P.ENTRY_VIEW,
        lambda user: _entries(user).filter(state=S.REBOUNDED),
        lambda town: link("entry_list", town=town, state=S.REBOUNDED.value),
    ),
    Part(
        "在办信访",
        P.PETITION_VIEW,
        lambda user: Petition.objects.visible_to(user).filter(is_sealed=False, state__in=WORKED),
        lambda town: link("petition_list", town=town, state="worked"),
    ),
    Part(
        "重复信访",
        P.PETITION_VIEW,
        lambda user: PetitionCluster.objects.visible_to(user).filter(struck_off_at__isnull=True),
        lambda town: link("cluster_list", town=town),
    ),
    Part("月报迟报", P.REPORT_VIEW, _late_reports, lambda town: link("report_board", town=town)),
    Part("工作月报迟报", P.SUMMARY_VIEW, _late_summaries, lambda town: link("summary_board", town=town)),
    Part(
        "核查不符",
        P.VISIT_VIEW,
        _visits,
        lambda town: link("visit_list", tab="all", town=town, state="signed", outcome="mismatch"),
    ),
    Part(
        "督办待答复",
        P.SUPERVISION_VIEW,
        _orders,
        lambda town: link("order_list", town=town, state="unanswered"),
    ),
    Part(
        "督办逾期",
        P.SUPERVISION_VIEW,
        lambda user: _orders(user).filter(answer_by__lt=months.today()),
        lambda town: link("order_list", town=town, state="late"),
        "danger",
    ),
)


@page(Permission.SUPERVISION_VIEW)
@require_GET
def township_load(request: Request) -> HttpResponse:
    """One row a township, in the order of the codes; a township sees its own row, and everybody only the parts they may
    see at all. Sealed petitions lie in no township and are in no number."""
    user = request.user
    parts = [part for part in PARTS if user.may(part.permission)]
    counted = [_counted(part, user) for part in parts]
    towns = {code: name for code, name in town_names(user).items() if code.startswith(user.scope)}
    context = {
        "tabs": tabs("township_load"),
        "columns": [part.label for part in parts],
        "rows": [
            {
                "name": name,
                "town": code,
                "cells": [
                    {
                        "label": part.label,
                        "value": found.get(code, 0),
                        "url": part.url(code),
                        "tone": part.tone if found.get(code) else "",
                    }
                    for part, found in zip(parts, counted, strict=True)
                ],
            }
            for code, name in sorted(towns.items())
        ],
        "may_draft": user.may(Permission.SUPERVISION_DRAFT),
    }
    return render(request, "cases/township_load.html", context)


def _counted(part: Part, user: Any) -> dict[str, int]:
    """Township → how many; exactly the rows the list behind the number shows this person."""
    return dict(part.rows(user).order_by().values_list("township_code").annotate(Count("pk")))
