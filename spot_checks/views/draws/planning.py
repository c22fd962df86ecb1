"""A plan: asked for, changed, given up. Nothing is fixed before it is committed."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from core import months
from core.access import Request, page
from core.idempotency import once
from core.permissions import Permission
from core.refusal import Refused
from core.responses import Compared, refused
from recipients.models import Scheme

from ... import operations
from ...forms.draws import PlanForm, StepForm, TotalForm, seed_kinds
from ...models import Draw, SeedKind
from ...operations.planning import Wanted
from .calculator import panel
from .lookup import draw_or_404, names_of, purpose_label

LISTS = ("townships", "schemes")
SUGGESTED = ("purpose", "total", "minimum")


@page(Permission.DRAW_PLAN)
@require_http_methods(["GET", "POST"])
@once
def draw_plan(request: Request) -> HttpResponse:
    """Ask for a draw. The exact allocation shows on the plan's page, before anything is fixed. A page that knows what is to
    be drawn suggests it in the address."""
    suggested = {name: request.GET[name] for name in SUGGESTED if name in request.GET}
    form = PlanForm(request.POST or None, user=request.user, suggested=suggested)
    if request.method == "POST" and form.is_valid():
        try:
            draw = operations.plan_draw(form.wanted(), by=request.user)
        except Refused as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, "方案已保存，还没有封存。请核对下面的分配。")
            return redirect("draw_detail", draw.pk)
    return render(request, "spot_checks/draw_plan.html", _context(request, form, None))


@page(Permission.DRAW_PLAN)
@require_http_methods(["GET", "POST"])
def draw_edit(request: Request, pk: str) -> HttpResponse:
    """Change a plan. Who saves second compares and chooses."""
    draw = draw_or_404(request, pk)
    back = reverse("draw_detail", args=[draw.pk])
    if request.method == "GET" and draw.state != Draw.State.PLANNED:
        messages.error(request, "这次抽签已经封存，方案不能再改。")
        return redirect(back)
    form = PlanForm(request.POST or None, user=request.user, draw=draw)
    step = StepForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and step.is_valid():
        try:
            operations.change_plan(draw, form.wanted(), by=request.user, version=step.cleaned_data["version"])
        except Refused as refusal:
            draw.refresh_from_db()
            told = compared(request, draw)
            return refused(request, refusal, back, compared=told, version=draw.version)
        messages.success(request, "方案已修改，还没有封存。")
        return redirect(back)
    return render(request, "spot_checks/draw_plan.html", _context(request, form, draw))


@page(Permission.DRAW_PLAN)
@require_POST
def draw_total(request: Request, pk: str) -> HttpResponse:
    """Take the smallest feasible total, or another one, by one press."""
    draw = draw_or_404(request, pk)
    back = reverse("draw_detail", args=[draw.pk])
    form = TotalForm(request.POST)
    if not form.is_valid():
        messages.error(request, "页面不完整，请刷新后再办。")
        return redirect(back)
    total = form.cleaned_data["total"]
    try:
        operations.change_plan(
            draw, wanted_of(draw, total=total), by=request.user, version=form.cleaned_data["version"]
        )
    except Refused as refusal:
        return refused(request, refusal, back)
    messages.success(request, f"抽取总数已改为 {total}。")
    return redirect(back)


@page(Permission.DRAW_PLAN)
@require_POST
def draw_discard(request: Request, pk: str) -> HttpResponse:
    """Give a plan up; nothing had been fixed, so nothing stays to be shown."""
    draw = draw_or_404(request, pk)
    form = StepForm(request.POST)
    try:
        if not form.is_valid():
            raise Refused("页面不完整，请刷新后再办。", code="no-version")
        operations.discard_plan(draw, by=request.user, version=form.cleaned_data["version"])
    except Refused as refusal:
        return refused(request, refusal, reverse("draw_detail", args=[draw.pk]))
    messages.success(request, "方案已放弃。")
    return redirect("draw_list")


def wanted_of(draw: Draw, *, total: int) -> Wanted:
    """The plan as it stands, with another total."""
    return Wanted(
        purpose=draw.purpose,
        month=draw.month,
        total=total,
        minimum=min(draw.minimum, total),
        reserve=draw.reserve,
        seed_kind=draw.seed_kind,
        title=draw.title,
        townships=tuple(draw.townships),
        schemes=tuple(draw.schemes),
        weights=dict(draw.weights),
    )


def compared(request: Request, draw: Draw) -> list[Compared]:
    """The plan field by field, beside what the loser typed. Lists travel in one text, so that one choice takes them whole."""
    posted = request.POST.copy()
    for name in LISTS:
        posted[name] = ",".join(request.POST.getlist(name))
    request.POST = posted  # type: ignore[assignment]
    mine = posted.get
    kinds = dict(seed_kinds(draw)) | {SeedKind.SSQ: "福彩双色球"}
    return [
        Compared("抽查对象", "purpose", draw.purpose, purpose_label(draw.purpose), purpose_label(mine("purpose", ""))),
        Compared("月份", "month", draw.month, months.chinese(draw.month), _month(mine("month", ""))),
        Compared("名称", "title", draw.title),
        Compared("抽取总数", "total", str(draw.total)),
        Compared("每层至少", "minimum", str(draw.minimum)),
        Compared("每层备用", "reserve", "" if draw.reserve is None else str(draw.reserve)),
        Compared("B 层权重", "weight_b", str(draw.weights.get("B", ""))),
        Compared("C 层权重", "weight_c", str(draw.weights.get("C", ""))),
        Compared(
            "乡镇", "townships", ",".join(draw.townships), _towns(draw.townships), _towns(_split(mine("townships", "")))
        ),
        Compared(
            "救助类别", "schemes", ",".join(draw.schemes), _schemes(draw.schemes), _schemes(_split(mine("schemes", "")))
        ),
        Compared("种子来源", "seed_kind", draw.seed_kind, kinds[draw.seed_kind], kinds.get(mine("seed_kind", ""), "")),
    ]


def _split(text: str) -> list[str]:
    return [part for part in text.split(",") if part]


def _month(text: str) -> str:
    return months.chinese(text) if months.FORM.fullmatch(text) else text


def _towns(codes: list[str]) -> str:
    return "、".join(names_of(codes).values()) or "全县"


def _schemes(codes: list[str]) -> str:
    known = dict(Scheme.choices)
    return "、".join(str(known.get(code, code)) for code in codes) or "全部"


def _context(request: Request, form: PlanForm, draw: Draw | None) -> dict[str, Any]:
    return {
        "form": form,
        "draw": draw,
        "lottery": len(seed_kinds(draw)) > 1,
        **panel(request, draw.total if draw else 0),
    }
