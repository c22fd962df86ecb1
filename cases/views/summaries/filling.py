"""The township's side: this month's summary, its draft, its editor, and the second person's decision."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from core import months
from core.access import Request, page
from core.idempotency import once
from core.permissions import Permission
from core.refusal import EditConflict, Refused
from core.responses import Compared, refused

from ...forms.summaries import ReasonForm, StepForm, SummaryForm
from ...models import WorkSummary
from ...operations import summaries as operations
from ...rules.summaries.figures import typed
from ...summaries.due import due_of
from ...summaries.flow import OPEN
from .lookup import key_hidden, palette, summary_or_404, town_name


def asked_month(request: Request) -> str:
    """The month the address names; this one where it names none or one to come."""
    month = request.GET.get("month", "") or request.POST.get("month", "")
    this = months.current()
    return month if months.FORM.fullmatch(month) and month <= this else this


@page(Permission.SUMMARY_VIEW)
@require_GET
def summary_current(request: Request) -> HttpResponse:
    """The township's summary of the month, or the button that drafts it; the bureau is led to the board."""
    if not request.user.is_township:
        return redirect("summary_board")
    month, code = asked_month(request), request.user.division_id
    found = WorkSummary.objects.visible_to(request.user).filter(division_code=code, month=month).first()
    if found is not None:
        return redirect("summary_detail", found.pk)
    context = {
        "month": month,
        "previous": months.add(month, -1),
        "due": due_of(code, month),
        "township": request.user.division.name,
        "can_start": request.user.may(Permission.SUMMARY_FILL),
        "key_hidden": [*key_hidden(), ("month", month)],
    }
    return render(request, "cases/summary_current.html", context)


@page(Permission.SUMMARY_FILL)
@require_POST
@once
def summary_start(request: Request) -> HttpResponse:
    """Draft the month's summary from its facts and open the editor."""
    try:
        summary = operations.draft_summary(request.user.division_id, asked_month(request), by=request.user)
    except Refused as refusal:
        return refused(request, refusal, reverse("summary_current"))
    return redirect("summary_edit" if summary.state in OPEN else "summary_detail", summary.pk)


@page(Permission.SUMMARY_FILL)
@require_http_methods(["GET", "POST"])
def summary_edit(request: Request, pk: str) -> HttpResponse:
    """The text in an editor, beside it the figures it may refer to."""
    summary = summary_or_404(request, pk)
    if summary.state not in OPEN:
        messages.info(request, "已经报送的不能再改。需要改的，请联系局办公室退回。")
        return redirect("summary_detail", summary.pk)
    form = SummaryForm(request.POST or None, initial={"text": summary.text, "version": summary.version})
    if request.method == "POST" and form.is_valid():
        text, version = form.cleaned_data["text"], form.cleaned_data["version"]
        try:
            saved = operations.edit_summary(summary, by=request.user, version=version, text=text)
        except EditConflict as refusal:
            stands = [Compared("工作情况", "text", summary.text)]
            back = reverse("summary_edit", args=[summary.pk])
            return refused(request, refusal, back, compared=stands, version=summary.version)
        except Refused as refusal:
            form.add_error("text", refusal.message)
        else:
            _warn_of_typed(request, saved.text)
            messages.success(request, "已保存，数据已按现在的情况更新。")
            return redirect("summary_detail", saved.pk)
    context = {"summary": summary, "form": form, "palette": palette(summary.facts), **_head(summary)}
    return render(request, "cases/summary_edit.html", context, status=400 if form.errors else 200)


def _warn_of_typed(request: Request, text: str) -> None:
    found = typed(text)
    if found:
        said = "、".join(found[:8])
        messages.warning(request, f"正文里有手写的数字：{said}。程序已经掌握的数，请改用【】引用，免得前后不一致。")


def _head(summary: WorkSummary) -> dict[str, Any]:
    due = due_of(summary.county_code, summary.month)
    return {"township": town_name(summary.division_code), "month": summary.month, "due": due}


@page(Permission.SUMMARY_FILL)
@require_POST
def summary_hand_over(request: Request, pk: str) -> HttpResponse:
    """Hand the draft to the second person."""
    return _step(request, pk, operations.hand_over, "已送核。核查员或分管领导确认后就报送。", StepForm)


@page(Permission.SUMMARY_VIEW)
@require_POST
def summary_refresh(request: Request, pk: str) -> HttpResponse:
    """Put the figures of the moment into the draft."""
    return _step(request, pk, operations.refresh_facts, "数据已按现在的情况更新。", StepForm)


@page(Permission.SUMMARY_CONFIRM)
@require_POST
def summary_give_back(request: Request, pk: str) -> HttpResponse:
    """Give the draft back to who filled it in."""
    return _step(request, pk, operations.give_back, "已退给填报人。", ReasonForm)


@page(Permission.SUMMARY_CONFIRM)
@require_POST
def summary_submit(request: Request, pk: str) -> HttpResponse:
    """Confirm and file."""
    return _step(request, pk, operations.submit_summary, "已报送局办公室，回执在本页。", StepForm)


@page(Permission.SUMMARY_COMBINE)
@require_POST
def summary_return(request: Request, pk: str) -> HttpResponse:
    """Send it back to the township."""
    return _step(request, pk, operations.return_summary, "已退回乡镇。", ReasonForm)


def _step(
    request: Request, pk: str, take: Callable[..., WorkSummary], done: str, shape: type[StepForm]
) -> HttpResponse:
    summary = summary_or_404(request, pk)
    back = reverse("summary_detail", args=[summary.pk])
    form = shape(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(str(text) for texts in form.errors.values() for text in texts))
        return redirect(back)
    try:
        take(summary, by=request.user, **form.cleaned_data)
    except Refused as refusal:
        return refused(request, refusal, back)
    messages.success(request, done)
    return redirect(back)
