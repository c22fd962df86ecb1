"""The register of declared kin as a list, and on its way out as it is filed."""

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

from ..exports.kin import HEADING, write_register
from ..forms.kin import KinSearchForm
from ..kin.listing import Page, filed, page_of, town_names
from ..models import KinDeclaration
from ..operations.issuing import issue_kin
from .answers import XLSX, attachment

NUMBER_HOLDS = 30 * 60
Match = KinDeclaration.Match
TONES: dict[str, str] = {
    Match.BY_ID: "success",
    Match.NAME_DIFFERS: "warning",
    Match.NOT_COVERED: "neutral",
    Match.NOT_LISTED: "danger",
}


@page(Permission.KIN_VIEW)
@require_GET
def kin_list(request: Request) -> HttpResponse:
    """Declarations, searched, filtered and paged."""
    form = KinSearchForm(request.GET, user=request.user)
    if not form.is_valid():
        return _show(request, form, Page([]), {}, "")
    if form.number():
        messages.warning(request, "身份证号不能放在网址里。请在查找框中输入，再点「查询」。")
        return redirect(f"{reverse('kin_list')}?{urlencode(form.as_query())}")
    number, token = _number(request, request.GET.get("s", ""))
    if token and not number:
        messages.info(request, "按身份证号查找的结果只保留 30 分钟，请重新输入号码。")
    found = page_of(request.user, form.asked(number), request.GET.get("c", ""))
    return _show(request, form, found, form.as_query() | ({"s": token} if number else {}), number)


@page(Permission.KIN_VIEW)
@require_POST
def kin_search(request: Request) -> HttpResponse:
    """Turn what was typed into an address that holds no number: a number becomes a sealed token of its blind index."""
    form = KinSearchForm(request.POST, user=request.user)
    if not form.is_valid():
        return _show(request, form, Page([]), {}, "")
    query = form.as_query()
    if number := form.number():
        query["s"] = signing.dumps(number, salt=_salt(request))
    return redirect(f"{reverse('kin_list')}?{urlencode(query)}")


@page(Permission.KIN_EDIT, reauth=True)
@require_POST
def kin_export(request: Request) -> HttpResponse:
    """The register as it is filed, with masked numbers, as far as the filters of the list reach; recorded in the chain."""
    form = KinSearchForm(request.POST, user=request.user)
    if not form.is_valid():
        return _show(request, form, Page([]), {}, "")
    user = request.user
    rows = filed(user, form.asked(_number(request, request.POST.get("s", ""))[0]))
    entry = issue_kin(user.division_id, by=user, rows=rows.count())
    when = datetime_cn(timezone.now())
    footer = f"{user.display_name}（{user.username}）{when}导出　审计编号 {entry.chain}-{entry.number}　号码已隐去"
    target = BytesIO()
    write_register(target, rows.iterator(2000), town_names(user.scope), bureau=bureau_name(), footer=footer)
    return attachment(target.getvalue(), f"{HEADING}.xlsx", XLSX)


def _salt(request: Request) -> str:
    """A token opens only for the person who searched."""
    return f"recipients.kin:{request.user.pk}"


def _number(request: Request, token: str) -> tuple[str, str]:
    try:
        return (signing.loads(token, salt=_salt(request), max_age=NUMBER_HOLDS) if token else ""), token
    except signing.BadSignature:
        return "", token


def _show(request: Request, form: KinSearchForm, found: Page, query: dict[str, str], number: str) -> HttpResponse:
    def address(cursor: str) -> str:
        return f"?{urlencode(query | {'c': cursor})}" if cursor else ""

    valid = form.is_valid()
    context: dict[str, Any] = {
        "form": form,
        "rows": [
            {"item": row, "town": form.towns.get(row.township_code, ""), "tone": TONES[row.match]} for row in found.rows
        ],
        "by_number": bool(number),
        "previous_url": address(found.previous),
        "next_url": address(found.next),
        "active": (form.active if valid else 0) or int(bool(query.get("q") or number)),
        "can_edit": request.user.may(Permission.KIN_EDIT),
        "export_hidden": list(query.items()),
    }
    return render(request, "recipients/kin_list.html", context, status=200 if valid else 400)
