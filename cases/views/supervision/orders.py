"""Papers of supervision: the list, one of them, and its steps."""

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from core import months
from core.access import Request, page
from core.idempotency import once
from core.permissions import Permission
from core.refusal import Refused
from core.responses import refused
from core.versions import version_of

from ...exports.supervision import order_book
from ...forms.fields import compared
from ...forms.supervision import OrderFilter, OrderForm, order_values
from ...ledger.filing import COUNTY
from ...models import RectificationEntry, SupervisionOrder
from ...operations import supervision as operations
from ...operations.supervision.orders import answer_day
from ...operations.supervision.steps import can
from .steps import hand_out, press, town_names
from .tabs import tabs

SIZE = 200
State = SupervisionOrder.State
TONES = {
    State.DRAFTED: "neutral",
    State.ISSUED: "warning",
    State.ANSWERED: "info",
    State.CLOSED: "success",
    State.DROPPED: "neutral",
}
PEOPLE = ("drafted_by", "issued_by", "answered_by", "entry")


def orders_of(request: Request) -> QuerySet[SupervisionOrder]:
    """The papers the person may see."""
    return SupervisionOrder.objects.visible_to(request.user).select_related(*PEOPLE)


def order_or_404(request: Request, pk: Any) -> SupervisionOrder:
    """One of them."""
    return get_object_or_404(orders_of(request), pk=pk)


def _asked(request: Request, form: OrderFilter) -> QuerySet[SupervisionOrder]:
    rows, told = orders_of(request), form.cleaned_data if form.is_valid() else {}
    state = told.get("state", "")
    if state in ("unanswered", "late"):
        rows = rows.filter(state=State.ISSUED)
    elif state:
        rows = rows.filter(state=state)
    if state == "late":
        rows = rows.filter(answer_by__lt=months.today())
    if told.get("kind"):
        rows = rows.filter(kind=told["kind"])
    if told.get("town"):
        rows = rows.filter(township_code=told["town"])
    return rows.order_by("-drafted_at", "pk")


def is_late(order: SupervisionOrder) -> bool:
    """Not answered after its day."""
    return order.state == State.ISSUED and order.answer_by is not None and order.answer_by < months.today()


@page(Permission.SUPERVISION_VIEW)
@require_GET
def order_list(request: Request) -> HttpResponse:
    """The newest first; overdue answers in red."""
    form = OrderFilter(request.GET, user=request.user)
    names, today = town_names(request.user), months.today()
    context = {
        "tabs": tabs("order_list"),
        "form": form,
        "active": sum(bool(value) for value in form.data.values()),
        "rows": [
            {
                "item": row,
                "town": names.get(row.township_code, COUNTY),
                "tone": TONES[State(row.state)],
                "late": is_late(row),
                "days": (row.answer_by - today).days if row.answer_by else None,
            }
            for row in _asked(request, form)[:SIZE]
        ],
        "may_draft": request.user.may(Permission.SUPERVISION_DRAFT),
        "query": [(name, value) for name, value in form.data.items() if value],
    }
    return render(request, "cases/order_list.html", context)


@page(Permission.SUPERVISION_VIEW)
@require_GET
def order_detail(request: Request, pk: Any) -> HttpResponse:
    """What it says, who signed, what was answered, what it brought, and what this person may do next."""
    order = order_or_404(request, pk)
    user = request.user
    steps = {name: can(order, name, user) for name in ("edit", "issue", "drop", "answer", "close")}
    entry = order.entry
    seen = entry is not None and RectificationEntry.objects.visible_to(user).filter(pk=entry.pk).exists()
    context = {
        "order": order,
        "town": order.entry.unit
        if order.is_to_bureau and order.entry
        else town_names(user).get(order.township_code, COUNTY),
        "tone": TONES[State(order.state)],
        "late": is_late(order),
        "steps": _stepper(order),
        "can": steps
        | {
            "issue": steps["issue"] and order.drafted_by_id != user.pk,
            "answer": steps["answer"] and order.division_code == user.division_id,
            "close": steps["close"] and order.answered_by_id != user.pk,
        },
        "own": order.drafted_by_id == user.pk,
        "entry_seen": seen,
        "suggested": order.answer_by or (answer_day(months.today()) if steps["issue"] else None),
        "today": months.today(),
        "hidden": [("version", order.version)],
        "printable": order.state in SupervisionOrder.SENT,
    }
    return render(request, "cases/order_detail.html", context)


def _stepper(order: SupervisionOrder) -> list[dict[str, Any]]:
    if order.state == State.DROPPED:
        return [{"label": "拟制", "state": "done", "when": order.drafted_at}, {"label": "不签发", "state": "done"}]
    whens = (order.drafted_at, order.issued_at, order.answered_at, None)
    done = {State.DRAFTED: 1, State.ISSUED: 2, State.ANSWERED: 3, State.CLOSED: 4}[State(order.state)]
    return [
        {"label": label, "state": "done" if at < done else "current" if at == done else "todo", "when": when}
        for at, (label, when) in enumerate(zip(("拟制", "签发", "答复", "认定成效"), whens, strict=True))
    ]


@page(Permission.SUPERVISION_DRAFT)
@require_http_methods(["GET", "POST"])
@once
def order_new(request: Request) -> HttpResponse:
    """A paper to a township, perhaps about an entry (`?entry=`)."""
    entry = _entry(request)
    initial: dict[str, Any] = {"township": request.GET.get("town", "").ljust(12, "0")}
    if entry is not None:
        initial = {
            "township": f"{entry.township_code}000",
            "subject": f"关于整改事项 {entry.number} 的督办",
            "text": f"整改台账 {entry.number}（{entry.category}）：{entry.description}\n请……",
        }
    form = OrderForm(request.POST or None, user=request.user, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            order = operations.draft_order(form.cleaned_data["township"], form.told(), by=request.user, entry=entry)
        except Refused as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, "已拟好，等待领导签发。")
            return redirect("order_detail", order.pk)
    return render(request, "cases/order_form.html", {"form": form, "order": None, "entry": entry})


def _entry(request: Request) -> RectificationEntry | None:
    asked = request.GET.get("entry", "")
    if not asked:
        return None
    try:
        key = UUID(asked)
    except ValueError:
        raise Http404 from None
    return get_object_or_404(RectificationEntry.objects.visible_to(request.user), pk=key)


@page(Permission.SUPERVISION_DRAFT)
@require_http_methods(["GET", "POST"])
def order_edit(request: Request, pk: Any) -> HttpResponse:
    """Change a draft. Who saves second compares and chooses."""
    order = order_or_404(request, pk)
    back = reverse("order_detail", args=[order.pk])
    form = OrderForm(request.POST or None, user=request.user, new=False, initial=order_values(order))
    if request.method == "POST" and form.is_valid():
        try:
            operations.edit_order(order, form.told(), by=request.user, version=version_of(request))
        except Refused as refusal:
            order.refresh_from_db()
            fields = compared(form, order_values(order))
            return refused(request, refusal, back, compared=fields, version=order.version)
        messages.success(request, "已保存。")
        return redirect(back)
    return render(request, "cases/order_form.html", {"form": form, "order": order, "entry": order.entry})


@page(Permission.SUPERVISION_ISSUE)
@require_POST
def order_issue(request: Request, pk: Any) -> HttpResponse:
    """Sign it."""
    order = order_or_404(request, pk)
    back = reverse("order_detail", args=[order.pk])
    try:
        day = parse_date(request.POST.get("answer_by", ""))
    except ValueError:
        day = None
    said = "已签发，收文单位已收到通知。请打印盖章后送达。"
    return press(request, order, operations.issue_order, back, said, answer_by=day)


@page(Permission.SUPERVISION_ISSUE)
@require_POST
def order_drop(request: Request, pk: Any) -> HttpResponse:
    """Do not sign it, for a reason."""
    order = order_or_404(request, pk)
    back = reverse("order_detail", args=[order.pk])
    reason = request.POST.get("reason", "")
    return press(request, order, operations.drop_order, back, "已登记不签发。", reason=reason)


@page(Permission.SUPERVISION_ANSWER)
@require_POST
def order_answer(request: Request, pk: Any) -> HttpResponse:
    """The answer of whom it went to."""
    order = order_or_404(request, pk)
    back = reverse("order_detail", args=[order.pk])
    answer = request.POST.get("answer", "")
    return press(request, order, operations.answer_order, back, "已答复。", answer=answer)


@page(Permission.SUPERVISION_DRAFT)
@require_POST
def order_close(request: Request, pk: Any) -> HttpResponse:
    """Judge what it brought."""
    order = order_or_404(request, pk)
    back = reverse("order_detail", args=[order.pk])
    effect = request.POST.get("reason", "")
    return press(request, order, operations.close_order, back, "已认定成效并办结。", effect=effect)


@page(Permission.SUPERVISION_VIEW)
@require_POST
def order_export(request: Request) -> HttpResponse:
    """督办台账, as far as the filters reach."""
    form = OrderFilter(request.POST, user=request.user)
    rows = list(_asked(request, form))
    book = partial(order_book, towns=town_names(request.user))
    return hand_out(request, "order", rows, book, "督办台账.xlsx")
