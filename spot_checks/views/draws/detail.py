"""One draw: where it stands, what is fixed, who may do what next."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from core import months
from core.access import Request, page
from core.permissions import Permission
from core.refusal import Refused
from monthly_reports.views.scans import scans_of
from recipients.models import Scheme

from ... import plan, sampling, workflow
from ...models import Draw, DrawItem, SeedKind
from ...operations import pool
from ...operations.estimates import unit_of
from ...operations.revealing import scan_due
from .facts import anchor, doubt, inspectors, stand_ins
from .lookup import TONES, draw_or_404, names_of, purpose_label, table, turns

USUAL_RATE = "0.01"
STEPS = ("拟定", "封存", "摇号", "公布", "核查")
S = Draw.State
REACHED = {S.PLANNED: 0, S.DISCARDED: 0, S.COMMITTED: 1, S.VOIDED: 1, S.REVEALED: 2, S.PUBLISHED: 3}


@page(Permission.DRAW_VIEW)
@require_GET
def draw_detail(request: Request, pk: str) -> HttpResponse:
    """What is fixed and what comes next; of a plan, what it would come to. Nothing personal stands here."""
    draw = draw_or_404(request, pk)
    context = _common(request, draw)
    if draw.state == S.PLANNED:
        context |= _preview(draw)
    elif draw.committed_at is not None:
        context |= _fixed(request, draw)
    return render(request, "spot_checks/draw_detail.html", context)


def _common(request: Request, draw: Draw) -> dict[str, Any]:
    turn = turns([draw]).get(draw.pk, 1)
    left = _left_to_visit(draw)
    return {
        "draw": draw,
        "purpose": purpose_label(draw.purpose),
        "tone": TONES[S(draw.state)],
        "steps": _steps(draw, left),
        "left": left,
        "again": f"本月同用途第 {turn} 次抽签" if turn > 1 else "",
        "asked": _asked(draw),
        "hidden": [("version", draw.version)],
        "can": {step: workflow.can(draw, step, request.user) for step in workflow.STEPS},
        "may_plan": request.user.may(Permission.DRAW_PLAN),
        "sees_items": request.user.may(Permission.VISIT_VIEW),
    }


def _left_to_visit(draw: Draw) -> int | None:
    """How many drawn items have no signed visit yet; None before there is a result."""
    if not draw.is_out:
        return None
    return draw.items.to_visit().exclude(visit__state="signed").count()


def _steps(draw: Draw, left: int | None) -> list[dict[str, Any]]:
    done = REACHED[S(draw.state)]
    if draw.state == S.PUBLISHED and left == 0:
        done += 1
    told = (
        (draw.planned_at, draw.planned_by),
        (draw.committed_at, draw.committed_by),
        (draw.revealed_at, draw.revealed_by),
        (draw.published_at, draw.published_by),
        (None, None),
    )
    steps = [
        {"label": label, "state": "done" if at <= done else "todo", "when": when, "who": who and who.display_name}
        for at, (label, (when, who)) in enumerate(zip(STEPS, told, strict=True))
    ]
    if draw.state == S.VOIDED:
        who = draw.voided_by and draw.voided_by.display_name
        return [*steps[:2], {"label": "已作废", "state": "problem", "when": draw.voided_at, "who": who}]
    if draw.state == S.PLANNED:
        steps[0]["state"] = "current"
    elif draw.state != S.DISCARDED and done + 1 < len(steps):
        steps[done + 1]["state"] = "current"
    return steps


def _asked(draw: Draw) -> list[dict[str, Any]]:
    schemes = dict(Scheme.choices)
    weights = "、".join(f"{band} 层 {draw.weights[band]}" for band in ("B", "C") if band in draw.weights)
    return [
        {"label": "抽查对象", "value": purpose_label(draw.purpose)},
        {"label": "月份", "value": months.chinese(draw.month)},
        {"label": "乡镇", "value": "、".join(names_of(draw.townships).values()) or "全县"},
        {"label": "救助类别", "value": "、".join(str(schemes.get(each, each)) for each in draw.schemes) or "全部"},
        {"label": "抽取总数", "value": draw.total},
        {
            "label": "每层至少",
            "value": draw.minimum,
            "note": "备用按规则留足" if draw.reserve is None else f"备用 {draw.reserve}",
        },
        {"label": "权重", "value": f"A 层全部，{weights}", "note": f"分层规则 {draw.band_rule}"},
        {"label": "种子来源", "value": SeedKind(draw.seed_kind).label},
    ]


def _preview(draw: Draw) -> dict[str, Any]:
    """What the plan would come to today: the exact allocation, what is left out, who has not filed, who could inspect."""
    found = plan.layered(draw)
    sizes = found.sizes
    told: dict[str, Any] = {"refused": "", "smallest": 0}
    drawn = dict.fromkeys(sizes, 0)
    try:
        drawn = plan.allocation(draw, sizes)
    except Refused as refusal:
        told["refused"] = refusal.message
        told["smallest"] = plan.smallest(draw, sizes) if sizes else 0
        told["total"] = max(told["smallest"], min(draw.total, len(found.rows)))
    people = pool.pool(draw.county_code)
    towns = sorted({stratum[:9] for stratum in sizes})
    short = pool.short(people, pool.recusals(people, towns), towns)
    return told | {
        "preview": True,
        "width": "" if told["refused"] or not sizes else _width(draw, sizes, drawn),
        "table": table({stratum: (size, drawn[stratum]) for stratum, size in sizes.items()}, found.unfiled),
        "left_out": sorted(found.left_out.items()),
        "unfiled": plan.names_of(found.unfiled),
        "short": "、".join(names_of(short).values()),
        "people": len(people),
        "blocked": bool(told["refused"]),
        "ready": bool(sizes) and not told["refused"],
    }


def _width(draw: Draw, sizes: dict[str, int], drawn: dict[str, int]) -> str:
    """How wide the county's interval would be by this very allocation."""
    planned = [(stratum, stratum[-1], size, drawn[stratum]) for stratum, size in sizes.items()]
    width = sampling.planned_width(planned, USUAL_RATE)
    return sampling.width_sentence(draw.total, USUAL_RATE, width, unit=unit_of(draw.purpose))


def _fixed(request: Request, draw: Draw) -> dict[str, Any]:
    """What a committed draw holds for good."""
    due = scan_due(draw)
    scans = scans_of(draw)
    items = DrawItem.objects.filter(draw=draw)
    return {
        "table": table(draw.strata, draw.unfiled),
        "left_out": sorted(draw.excluded.items()),
        "unfiled": plan.names_of(draw.unfiled),
        "anchor": anchor(draw),
        "doubt": doubt(draw),
        "inspectors": list(inspectors(draw)) if draw.is_out else [],
        "stand_ins": list(stand_ins(draw)) if draw.is_out else [],
        "reserve": items.filter(selected="R", released_at__isnull=True).count() if draw.is_out else 0,
        "scans": scans if request.user.sees_case_data and not request.user.is_township else [],
        "scan_due": due if due and not scans else None,
        "may_attach": request.user.may(Permission.DRAW_PLAN) and draw.is_out,
        "overdue": bool(due and not scans and due < months.today()),
    }
