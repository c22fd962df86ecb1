"""The roster as a list."""

from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_GET, require_POST

from core.access import Request, page
from core.permissions import Permission

from ..forms import RosterSearchForm
from ..search import COUNTED, Page, page_of
from .person_rows import rows_of

NUMBER_HOLDS = 30 * 60
WHAT = {"id_index": "按身份证号查找", "last6_index": "按身份证号后六位查找"}


@page(Permission.ROSTER_VIEW)
@require_GET
def person_list(request: Request) -> HttpResponse:
    """Persons of the roster, searched, filtered and paged."""
    form = RosterSearchForm(request.GET, user=request.user)
    if not form.is_valid():
        return _show(request, form, Page(count=0), {}, {})
    if form.numbers():
        messages.warning(request, "身份证号不能放在网址里。请在查找框中输入，再点「查询」。")
        return redirect(f"{reverse('person_list')}?{urlencode(form.as_query())}")
    numbers, token = _numbers(request)
    if token and not numbers:
        messages.info(request, "按身份证号查找的结果只保留 30 分钟，请重新输入号码。")
    found = page_of(request.user, form.asked(numbers), request.GET.get("c", ""))
    return _show(request, form, found, form.as_query() | ({"s": token} if numbers else {}), numbers)


@page(Permission.ROSTER_VIEW)
@require_POST
def person_search(request: Request) -> HttpResponse:
    """Turn what was typed into an address that holds no number: a number becomes a sealed token of its blind index."""
    form = RosterSearchForm(request.POST, user=request.user)
    if not form.is_valid():
        return _show(request, form, Page(count=0), {}, {})
    query = form.as_query()
    if numbers := form.numbers():
        query["s"] = signing.dumps(numbers, salt=_salt(request))
    return redirect(f"{reverse('person_list')}?{urlencode(query)}")


def _salt(request: Request) -> str:
    """A token opens only for the person who searched."""
    return f"recipients.search:{request.user.pk}"


def _numbers(request: Request) -> tuple[dict[str, str], str]:
    token = request.GET.get("s", "")
    try:
        return (signing.loads(token, salt=_salt(request), max_age=NUMBER_HOLDS) if token else {}), token
    except signing.BadSignature:
        return {}, token


def _show(
    request: Request, form: RosterSearchForm, found: Page, query: dict[str, str], numbers: dict[str, str]
) -> HttpResponse:
    def address(cursor: str) -> str:
        return f"?{urlencode(query | {'c': cursor})}" if cursor else ""

    context: dict[str, Any] = {
        "form": form,
        "rows": rows_of(found.people, form.towns),
        "page": found,
        "count": _count(found),
        "by_number": next((WHAT[name] for name in numbers), ""),
        "previous_url": address(found.previous),
        "next_url": address(found.next),
        "active": (form.active if form.is_valid() else 0) or int(bool(query.get("q") or numbers)),
        "can_export": request.user.may(Permission.ROSTER_EXPORT),
        "can_stage": request.user.may(Permission.ROSTER_STAGE),
    }
    return render(request, "recipients/person_list.html", context, status=200 if form.is_valid() else 400)


def _count(found: Page) -> str:
    if found.count is None:
        return ""
    return f"{COUNTED}+" if found.count > COUNTED else str(found.count)
