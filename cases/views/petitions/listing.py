"""Petitions as a list, searched and filtered; and on their way out as the ledger."""

from io import BytesIO
from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_GET, require_POST

from core.access import Request, page
from core.permissions import Permission
from core.templatetags.components import bureau_name
from core.templatetags.formats import datetime_cn
from recipients.views.answers import XLSX, attachment

from ...exports.petitions import HEADING, Filed, write_ledger
from ...forms.petitions import PetitionSearchForm
from ...operations.petitions.issuing import issue_ledger
from ...petitions.filing import beside
from ...petitions.listing import Page, filed, page_of
from .lookup import TONES, days_told

NUMBER_HOLDS = 30 * 60
SHORT = 40


@page(Permission.PETITION_VIEW)
@require_GET
def petition_list(request: Request) -> HttpResponse:
    """Petitions the person may see, the newest first, with what presses."""
    form = PetitionSearchForm(request.GET, user=request.user)
    if not form.is_valid():
        return _show(request, form, Page(), {}, "")
    if form.number():
        messages.warning(request, "证件号码和电话不能放在网址里。请在查找框中输入，再点「查询」。")
        return redirect(f"{reverse('petition_list')}?{urlencode(form.as_query())}")
    number, token = _number(request, request.GET.get("s", ""))
    if token and not number:
        messages.info(request, "按号码查找的结果只保留 30 分钟，请重新输入号码。")
    found = page_of(request.user, form.asked(number), request.GET.get("c", ""))
    return _show(request, form, found, form.as_query() | ({"s": token} if number else {}), number)


@page(Permission.PETITION_VIEW)
@require_POST
def petition_search(request: Request) -> HttpResponse:
    """Turn what was typed into an address that holds no number: a number becomes a sealed token of its blind index."""
    form = PetitionSearchForm(request.POST, user=request.user)
    if not form.is_valid():
        return _show(request, form, Page(), {}, "")
    query = form.as_query()
    if number := form.number():
        query["s"] = signing.dumps(number, salt=_salt(request))
    return redirect(f"{reverse('petition_list')}?{urlencode(query)}")


@page(Permission.PETITION_HANDLE, reauth=True)
@require_POST
def petition_export(request: Request) -> HttpResponse:
    """The ledger as it is filed, with masked numbers, as far as the filters of the list reach; recorded in the chain."""
    form = PetitionSearchForm(request.POST, user=request.user)
    if not form.is_valid():
        return _show(request, form, Page(), {}, "")
    user = request.user
    rows = filed(user, form.asked(_number(request, request.POST.get("s", ""))[0]))
    entry = issue_ledger(user.division_id, by=user, rows=rows.count())
    when = datetime_cn(timezone.now())
    footer = f"{user.display_name}（{user.username}）{when}导出　审计编号 {entry.chain}-{entry.number}　号码已隐去"
    target = BytesIO()
    write_ledger(target, (Filed(*row) for row in beside(rows)), bureau=bureau_name(), footer=footer)
    return attachment(target.getvalue(), f"{HEADING}.xlsx", XLSX)


def _salt(request: Request) -> str:
    """A token opens only for the person who searched."""
    return f"cases.petitions:{request.user.pk}"


def _number(request: Request, token: str) -> tuple[str, str]:
    try:
        return (signing.loads(token, salt=_salt(request), max_age=NUMBER_HOLDS) if token else ""), token
    except signing.BadSignature:
        return "", token


def _show(request: Request, form: PetitionSearchForm, found: Page, query: dict[str, str], number: str) -> HttpResponse:
    def address(cursor: str) -> str:
        return f"?{urlencode(query | {'c': cursor})}" if cursor else ""

    valid, user = form.is_valid(), request.user
    context: dict[str, Any] = {
        "form": form,
        "rows": [_row(found, petition, form.towns) for petition in found.rows],
        "by_number": bool(number),
        "all_url": f"?{urlencode(query | {'plain': ''})}" if query.get("plain") else "",
        "previous_url": address(found.previous),
        "next_url": address(found.next),
        "active": (form.active if valid else 0) or int(bool(query.get("q") or number)),
        "can_register": user.may(Permission.PETITION_REGISTER),
        "can_import": user.may(Permission.PETITION_REGISTER) and not user.is_township,
        "can_export": user.may(Permission.PETITION_HANDLE),
        "export_hidden": list(query.items()),
    }
    return render(request, "cases/petition_list.html", context, status=200 if valid else 400)


def _row(found: Page, petition: Any, towns: dict[str, str]) -> dict[str, Any]:
    text = petition.text
    return {
        "item": petition,
        "who": "、".join(found.names.get(petition.pk, [])) or ("密封" if petition.is_sealed else "匿名"),
        "town": towns.get(petition.township_code, "县级"),
        "text": text if len(text) <= SHORT else f"{text[:SHORT]}…",
        "tone": TONES[petition.state],
        "days": days_told(found.standing.get(petition.pk)),
    }
