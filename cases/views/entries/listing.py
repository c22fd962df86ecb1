"""The ledger as a list, and on its way out as it is filed."""

from io import BytesIO
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header, urlencode
from django.views.decorators.http import require_GET, require_POST

from core import months
from core.access import Request, page
from core.models import Division
from core.permissions import Permission
from core.templatetags.components import bureau_name
from core.templatetags.formats import date_cn, datetime_cn

from ...exports.entries import TITLE, write_ledger
from ...forms.entries import EntryFilterForm
from ...ledger.listing import Page, page_of, town_names, wanted
from ...models import RectificationEntry
from ...operations.entries import note_ledger_export
from .lookup import TONES, XLSX, late

S = RectificationEntry.State
GROUP_LABELS = {
    "ended": "已了结",
    "closed_all": "已销号合计",
    "old": "其中历史销号",
    "rated": "计算销号率的",
    "whole": "未销号和已销号",
}


@page(Permission.ENTRY_VIEW)
@require_GET
def entry_list(request: Request) -> HttpResponse:
    """Entries, searched, filtered, counted by state and paged."""
    form = EntryFilterForm(request.GET, user=request.user)
    valid = form.is_valid()
    found = page_of(request.user, form.asked(), request.GET.get("c", ""), months.today()) if valid else Page([])
    query = form.as_query() if valid else {}

    def address(**other: str) -> str:
        return f"?{urlencode({name: value for name, value in (query | other).items() if value})}"

    context: dict[str, Any] = {
        "form": form,
        "rows": [
            {"entry": row, "town": form.towns.get(row.township_code, "县民政局"), "tone": TONES[row.state], **late(row)}
            for row in found.rows
        ],
        "tabs": _tabs(found, query.get("state", ""), address),
        "previous_url": address(c=found.previous) if found.previous else "",
        "next_url": address(c=found.next) if found.next else "",
        "active": form.active if valid else 0,
        "filtered": valid and bool(query),
        "all_url": address(plain="") if query.get("plain") else "",
        "may_list": request.user.may(Permission.ENTRY_WORK),
        "may_import": request.user.may(Permission.ENTRY_CHECK),
        "export_hidden": list(query.items()),
    }
    return render(request, "cases/entry_list.html", context, status=200 if valid else 400)


def _tabs(found: Page, chosen: str, address: Any) -> list[dict[str, Any]]:
    counts = found.counts
    still = sum(count for state, count in counts.items() if state not in RectificationEntry.ENDED)
    tabs = [("", "全部", sum(counts.values())), ("open", "未销号", still)]
    if chosen in GROUP_LABELS:
        tabs.append((chosen, GROUP_LABELS[chosen], found.total))
    tabs += [(each.value, each.label, counts.get(each, 0)) for each in S if counts.get(each) or chosen == each]
    return [
        {"label": label, "url": address(state=state), "active": chosen == state, "count": count}
        for state, label, count in tabs
    ]


@page(Permission.ENTRY_VIEW)
@require_POST
def entry_export(request: Request) -> HttpResponse:
    """The ledger in its filed form, as far as the filters reach, dismissed entries left out; recorded in the chain."""
    user = request.user
    form = EntryFilterForm(request.POST, user=user)
    if not form.is_valid():
        return render(request, "400.html", status=400)
    rows = wanted(user, form.asked(), months.today()).exclude(state=S.DISMISSED).order_by("number", "pk")
    noted = note_ledger_export(user.division_id, by=user, rows=rows.count())
    unit = Division.objects.get(pk=user.division_id).name if user.is_township else "社会救助股"
    target = BytesIO()
    write_ledger(
        target,
        rows.iterator(2000),
        town_names(user.scope[:6]),
        bureau=bureau_name(),
        unit=unit,
        filled_on=date_cn(months.today()),
        footer=f"{user.display_name}（{user.username}）{datetime_cn(timezone.now())}导出　审计编号 {noted.chain}-{noted.number}",
    )
    response = HttpResponse(target.getvalue(), content_type=XLSX)
    response.headers["Content-Disposition"] = str(content_disposition_header(True, f"{bureau_name()}{TITLE}.xlsx"))
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
