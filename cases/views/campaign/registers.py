"""三项机制 and 警示教育: registers of the whole county, kept by the bureau, read by everybody."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from core.access import Request, page
from core.idempotency import once
from core.permissions import Permission
from core.refusal import Refused
from core.responses import refused
from core.versions import version_of

from ...exports.supervision import education_book, mechanism_book
from ...forms.campaign import CheckForm, MechanismForm, SessionForm, mechanism_values, session_values
from ...forms.fields import compared
from ...models import EducationSession, Mechanism
from ...operations import supervision as operations
from ..supervision.steps import hand_out, press, wrong
from .tabs import tabs


def _mechanisms(request: Request) -> Any:
    rows = Mechanism.objects.visible_to(request.user).select_related("checked_by")
    return rows.order_by("kind", "issued_on", "pk")


def _sessions(request: Request) -> Any:
    return EducationSession.objects.visible_to(request.user).select_related("circular", "by").order_by("-held_on", "pk")


def _save(request: Request, form: Form, act: Callable[[], Any], said: str, back: str) -> HttpResponse | None:
    """Where the form is sent on; None shows it again."""
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        act()
    except Refused as refusal:
        form.add_error(None, refusal.message)
        return None
    messages.success(request, said)
    return redirect(back)


@page(Permission.CAMPAIGN_VIEW)
@require_GET
def mechanism_list(request: Request) -> HttpResponse:
    """Weakness → rule → document number → checked."""
    context = {
        "tabs": tabs("mechanism_list"),
        "rows": list(_mechanisms(request)),
        "manages": request.user.may(Permission.CAMPAIGN_MANAGE),
    }
    return render(request, "cases/mechanism_list.html", context)


@page(Permission.CAMPAIGN_MANAGE)
@require_http_methods(["GET", "POST"])
@once
def mechanism_new(request: Request) -> HttpResponse:
    """A further weakness."""
    form = MechanismForm(request.POST or None)
    act = lambda: operations.record_mechanism(form.told(), by=request.user)  # noqa: E731
    done = _save(request, form, act, "已登记。", reverse("mechanism_list"))
    return done or render(request, "cases/mechanism_form.html", {"form": form, "row": None})


@page(Permission.CAMPAIGN_MANAGE)
@require_http_methods(["GET", "POST"])
def mechanism_edit(request: Request, pk: Any) -> HttpResponse:
    """Change a line. Who saves second compares and chooses."""
    row = get_object_or_404(_mechanisms(request), pk=pk)
    form = MechanismForm(request.POST or None, initial=mechanism_values(row))
    if request.method == "POST" and form.is_valid():
        back = reverse("mechanism_list")
        try:
            operations.change_mechanism(row, form.told(), by=request.user, version=version_of(request))
        except Refused as refusal:
            row.refresh_from_db()
            fields = compared(form, mechanism_values(row))
            return refused(request, refusal, back, compared=fields, version=row.version)
        messages.success(request, "已保存。")
        return redirect(back)
    return render(request, "cases/mechanism_form.html", {"form": form, "row": row, "check": CheckForm()})


@page(Permission.CAMPAIGN_MANAGE)
@require_POST
def mechanism_check(request: Request, pk: Any) -> HttpResponse:
    """Whether the rule is kept was looked at."""
    row = get_object_or_404(_mechanisms(request), pk=pk)
    form, back = CheckForm(request.POST), reverse("mechanism_list")
    if not form.is_valid():
        return wrong(request, form, reverse("mechanism_edit", args=[row.pk]))
    return press(request, row, operations.check_mechanism, back, "已登记检查情况。", **form.told())


@page(Permission.CAMPAIGN_VIEW)
@require_POST
def mechanism_export(request: Request) -> HttpResponse:
    """三项机制建设情况表."""
    rows = list(_mechanisms(request))
    return hand_out(request, "mechanism", rows, mechanism_book, "三项机制建设情况表.xlsx")


@page(Permission.CAMPAIGN_VIEW)
@require_GET
def education_list(request: Request) -> HttpResponse:
    """Sessions of warning education, the newest first."""
    context = {
        "tabs": tabs("education_list"),
        "rows": list(_sessions(request)),
        "manages": request.user.may(Permission.CAMPAIGN_MANAGE),
    }
    return render(request, "cases/education_list.html", context)


@page(Permission.CAMPAIGN_MANAGE)
@require_http_methods(["GET", "POST"])
@once
def education_new(request: Request) -> HttpResponse:
    """A further session."""
    form = SessionForm(request.POST or None, user=request.user)
    act = lambda: operations.record_session(form.told(), by=request.user)  # noqa: E731
    done = _save(request, form, act, "已登记。", reverse("education_list"))
    return done or render(request, "cases/education_form.html", {"form": form, "row": None})


@page(Permission.CAMPAIGN_MANAGE)
@require_http_methods(["GET", "POST"])
def education_edit(request: Request, pk: Any) -> HttpResponse:
    """Change a record. Who saves second compares and chooses."""
    row = get_object_or_404(_sessions(request), pk=pk)
    form = SessionForm(request.POST or None, user=request.user, initial=session_values(row))
    if request.method == "POST" and form.is_valid():
        back = reverse("education_list")
        try:
            operations.change_session(row, form.told(), by=request.user, version=version_of(request))
        except Refused as refusal:
            row.refresh_from_db()
            fields = compared(form, session_values(row))
            return refused(request, refusal, back, compared=fields, version=row.version)
        messages.success(request, "已保存。")
        return redirect(back)
    return render(request, "cases/education_form.html", {"form": form, "row": row})


@page(Permission.CAMPAIGN_VIEW)
@require_POST
def education_export(request: Request) -> HttpResponse:
    """警示教育登记表."""
    return hand_out(request, "education", list(_sessions(request)), education_book, "警示教育登记表.xlsx")
