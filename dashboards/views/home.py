"""The first page after signing in: what to do and how long is left, what waits for others, what changed since yesterday."""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.views.decorators.http import require_safe

from core.access import Request, page
from core.models import User
from core.navigation import Duty, duties_for
from core.permissions import Permission

from ..board.links import Links
from ..board.reading import load
from ..changes import since_yesterday, watched
from ..standing import tour_of
from .board import headline

LATEST = 5
OPEN = 6  # duties of one area that stand unfolded


@dataclass
class Heap:
    """The duties of one area, the most urgent first; those behind the first few are folded away."""

    label: str
    duties: list[Duty] = field(default_factory=list)

    @property
    def first(self) -> list[Duty]:
        return self.duties[:OPEN]

    @property
    def rest(self) -> list[Duty]:
        return self.duties[OPEN:]


@page(Permission.SIGNED_IN)
@require_safe
def home(request: Request) -> HttpResponse:
    """Mine to do first, then what waits on others, then news. Nothing on it that the person may not open."""
    user = request.user
    duties = [duty for duty in duties_for(user) if may_open(user, duty.url)]
    todo = [duty for duty in duties if duty.kind == "todo"]
    waiting = [duty for duty in duties if duty.kind == "waiting"]
    context = {
        "todo": todo,
        "waiting": waiting,
        "todo_heaps": heaps(todo),
        "waiting_heaps": heaps(waiting),
        "info_heaps": heaps([duty for duty in duties if duty.kind not in {"todo", "waiting"}]),
        "figures": _figures(todo, waiting),
        "changes": since_yesterday(user) if user.sees_case_data else watched(user),
        "is_told": user.sees_case_data or user.may(Permission.AUDIT_VIEW),
        "board": _board(user),
        "reads_numbers": _reads_numbers(user),
        "tour": tour_of(user),
        "notices": user.notices.unread().order_by("-created_at")[:LATEST],
    }
    return render(request, "dashboards/home.html", context)


def _reads_numbers(user: User) -> bool:
    """Whether somebody reads numbers alone."""
    return not user.sees_case_data and user.may(Permission.DASHBOARD_VIEW)


def _board(user: User) -> list[dict[str, Any]]:
    """The board's large numbers for whoever reads numbers alone, once they have been counted."""
    if not _reads_numbers(user):
        return []
    found = load(user)
    return headline(found, Links(user)) if found.counted_at else []


def heaps(duties: list[Duty]) -> list[Heap]:
    """Duties by area, the area with the most urgent one first."""
    found: dict[str, Heap] = {}
    for duty in duties:
        found.setdefault(duty.area, Heap(duty.area or "其他")).duties.append(duty)
    return list(found.values())


def may_open(user: User, url: str) -> bool:
    """Whether the page of an address of ours is open to the person's role."""
    try:
        view: Any = resolve(urlsplit(url).path).func
    except Resolver404:
        return False
    permission = getattr(view, "permission", Permission.USERS_MANAGE)  # Django's admin pages name none
    return permission is None or user.may(permission)


def _figures(todo: list[Duty], waiting: list[Duty]) -> list[dict[str, Any]]:
    now = timezone.now()
    late = sum(duty.due is not None and duty.due < now for duty in todo)
    soon = sum(duty.due is not None and 0 <= (duty.due - now).days < 3 for duty in todo)
    return [
        {"label": "要办的事", "value": len(todo), "unit": "项"},
        {"label": "已超期", "value": late, "unit": "项", "tone": "danger" if late else ""},
        {"label": "3 天内到期", "value": soon, "unit": "项", "tone": "warning" if soon else ""},
        {"label": "等待他人", "value": len(waiting), "unit": "项"},
    ]
