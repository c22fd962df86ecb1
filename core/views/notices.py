"""The inbox."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from ..access import Request, page
from ..keyset import first_page
from ..models import Notice
from ..operations import notices
from ..permissions import Permission


@page(Permission.SIGNED_IN)
@require_GET
def notice_list(request: Request) -> HttpResponse:
    """The newest first; ids hold the time, so the page after an id is what came before it."""
    rows = Notice.objects.visible_to(request.user).order_by("-id")
    unread_only = request.GET.get("show") == "unread"
    if unread_only:
        rows = rows.unread()
    before = _uuid(request.GET.get("before", ""))
    shown, more = first_page(rows.filter(id__lt=before) if before else rows)
    show = "unread" if unread_only else "all"
    tabs = [
        {"label": "全部", "url": "?show=all", "active": not unread_only},
        {"label": "未读", "url": "?show=unread", "active": unread_only},
    ]
    context = {
        "notices": shown,
        "tabs": tabs,
        "more": more,
        "next_url": f"?show={show}&before={shown[-1].pk}" if more else "",
        "prev_url": f"?show={show}" if before else "",
    }
    return render(request, "core/notice_list.html", context)


def _uuid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


@page(Permission.SIGNED_IN)
@require_POST
def notice_read(request: Request, pk: uuid.UUID) -> HttpResponse:
    """The notice is read and what it is about opens. That clears no duty: only the work does."""
    notice = get_object_or_404(Notice.objects.visible_to(request.user), pk=pk)
    notices.mark_read(Notice.objects.filter(pk=notice.pk), by=request.user)
    ours = url_has_allowed_host_and_scheme(notice.url, {request.get_host()})
    return redirect(notice.url if ours else "notice_list")


@page(Permission.SIGNED_IN)
@require_POST
def notice_read_all(request: Request) -> HttpResponse:
    """The whole inbox is read."""
    count = notices.mark_read(Notice.objects.all(), by=request.user)
    messages.success(request, f"{count} 条消息已标为已读。")
    return redirect("notice_list")
