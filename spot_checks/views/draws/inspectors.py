"""Who is in the pool of inspectors, and where each may not go."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from core.access import Request, page
from core.idempotency import once
from core.permissions import Permission
from core.refusal import Refused
from core.responses import Compared, refused

from ... import operations
from ...forms.inspectors import ChangeInspectorForm, NewInspectorForm
from ...models import Inspector
from ...operations import pool
from .lookup import names_of


@page(Permission.DRAW_PLAN)
@require_GET
def inspector_list(request: Request) -> HttpResponse:
    """The pool: those who take part first, then those who do not."""
    rows = list(
        Inspector.objects.visible_to(request.user)
        .select_related("user__division")
        .order_by("-active", "user__division_id", "user__display_name")
    )
    away = pool.barred(rows)
    codes = {code for towns in away for code in towns} | {each.home_code for each in rows if each.home_code}
    names = names_of(codes)
    context = {
        "rows": [
            {
                "inspector": each,
                "home": names.get(each.home_code, "外县或不详"),
                "away": "、".join(names[code] for code in sorted(towns)),
                "works": each.active and each.user.is_active,
            }
            for each, towns in zip(rows, away, strict=True)
        ],
        "working": sum(each.active and each.user.is_active for each in rows),
    }
    return render(request, "spot_checks/inspector_list.html", context)


@page(Permission.DRAW_PLAN)
@require_http_methods(["GET", "POST"])
@once
def inspector_new(request: Request) -> HttpResponse:
    """Take somebody into the pool, from the next draw on."""
    people = pool.candidates(request.user)
    form = NewInspectorForm(request.POST or None, people=people, county=request.user.scope[:6])
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            operations.register_inspector(
                said["user"],
                by=request.user,
                home_code=said["home_code"],
                id_number=said["id_number"],
                note=said["note"],
            )
        except Refused as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, f"{said['user'].display_name}已列入核查人员，从下一次抽签起参加抽取。")
            return redirect("inspector_list")
    return render(request, "spot_checks/inspector_form.html", {"form": form, "inspector": None})


@page(Permission.DRAW_PLAN)
@require_http_methods(["GET", "POST"])
def inspector_edit(request: Request, pk: str) -> HttpResponse:
    """Change an entry, or take the person out of later draws; draws already committed keep their inspectors."""
    rows = Inspector.objects.visible_to(request.user).select_related("user__division")
    inspector = get_object_or_404(rows, pk=pk)
    told = {name: getattr(inspector, name) for name in ("home_code", "note", "active", "version")}
    form = ChangeInspectorForm(request.POST or None, initial=told, county=inspector.county_code)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            operations.change_inspector(inspector, by=request.user, **said)
        except Refused as refusal:
            inspector.refresh_from_db()
            fields = compared(request, inspector)
            back = reverse("inspector_list")
            return refused(request, refusal, back, compared=fields, version=inspector.version)
        messages.success(request, "已保存。")
        return redirect("inspector_list")
    return render(request, "spot_checks/inspector_form.html", {"form": form, "inspector": inspector})


def compared(request: Request, inspector: Inspector) -> list[Compared]:
    """The entry beside what the loser chose."""
    mine: Any = request.POST.get
    names = names_of({code for code in (inspector.home_code, mine("home_code", "")) if code})
    take_part = {True: "在册", False: "不在册"}
    return [
        Compared(
            "籍贯",
            "home_code",
            inspector.home_code,
            names.get(inspector.home_code, "外县或不详"),
            names.get(mine("home_code", ""), "外县或不详"),
        ),
        Compared("备注", "note", inspector.note),
        Compared(
            "是否在册",
            "active",
            "on" if inspector.active else "",
            take_part[inspector.active],
            take_part[bool(mine("active"))],
        ),
    ]
