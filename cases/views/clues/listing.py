"""线索移交台账 as a list and as it is filed."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from core.access import Request, page
from core.models import Division
from core.permissions import Permission
from core.templatetags.formats import datetime_cn
from recipients.views.answers import XLSX, attachment

from ...exports.supervision import clue_book
from ...operations import clues as operations
from .lookup import TONES, State, clues_of

SIZE = 200


@page(Permission.CLUE_VIEW)
@require_GET
def clue_list(request: Request) -> HttpResponse:
    """By number, the newest first; no content, no names."""
    chosen = request.GET.get("state", "")
    rows = clues_of(request).order_by("-drafted_at", "pk")
    if chosen in State.values:
        rows = rows.filter(state=chosen)
    context = {
        "rows": [{"item": row, "tone": TONES[State(row.state)]} for row in rows[:SIZE]],
        "tabs": [
            {"label": label, "url": f"?state={value}" if value else "?", "active": value == chosen}
            for value, label in [("", "全部"), *State.choices]
        ],
        "filtered": bool(chosen),
        "can_refer": request.user.may(Permission.CLUE_REFER),
    }
    return render(request, "cases/clue_list.html", context)


@page(Permission.CLUE_VIEW, reauth=True)
@require_POST
def clue_export(request: Request) -> HttpResponse:
    """The ledger with its content, for those who may see each line; recorded in the chain."""
    rows = list(clues_of(request).exclude(state=State.DRAFTED).order_by("sent_at", "number"))
    entry = operations.note_export(by=request.user, rows=len(rows))
    user = request.user
    when = datetime_cn(timezone.now())
    footer = (
        f"{user.display_name}（{user.username}）{when}导出　审计编号 {entry.chain}-{entry.number}　内部资料，注意保密"
    )
    county = Division.objects.filter(pk=user.scope[:6].ljust(12, "0")).values_list("name", flat=True).first()
    told = [(row, operations.content_of(row)) for row in rows]
    return attachment(clue_book(told, county=county or "", footer=footer), "线索移交台账.xlsx", XLSX)
