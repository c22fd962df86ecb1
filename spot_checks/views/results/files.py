"""The result as a workbook in its filed form: by POST, and the chain holds who took it."""

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST

from core import months
from core.access import Request, page
from core.models import Division
from core.permissions import Permission
from core.templatetags.formats import datetime_cn

from ...exports import results
from ...models import Draw, Visit
from ...operations.exporting import note_result_export
from ..draws.lookup import names_of, out_or_404
from .page import numbers
from .telling import Told

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@page(Permission.VISIT_VIEW, reauth=True)
@require_POST
def draw_result_file(request: Request, pk: str) -> HttpResponse:
    """The summary and the signed visits this person may see; names, but no ID number and no account."""
    draw = out_or_404(request, pk)
    visits = _visits(request, draw)
    entry = note_result_export(draw, by=request.user, rows=len(visits))
    told = numbers(request, draw)
    rows = [*told["rows"], *([told["county"]] if told["county"] else [])]
    county = Division.objects.get(pk=draw.division_code).name
    who = f"{request.user.display_name}（{request.user.username}）{datetime_cn(timezone.now())}导出"
    data = results.workbook(
        draw,
        [_row(number, row) for number, row in enumerate(rows, 1)],
        visits,
        names_of({visit.township_code for visit in visits}),
        county=county,
        footer=f"{who}　审计编号 {entry.chain}-{entry.number}　不含证件号码",
    )
    response = HttpResponse(data, content_type=XLSX)
    filename = f"{county}{months.chinese(draw.month)}抽查情况.xlsx"
    response.headers["Content-Disposition"] = str(content_disposition_header(True, filename))
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def _visits(request: Request, draw: Draw) -> list[Visit]:
    rows = Visit.objects.visible_to(request.user).within(request.user.scope).counting().filter(item__draw=draw)
    people = rows.select_related("item", "first_inspector", "second_inspector")
    return list(people.order_by("item__stratum", "item__rank"))


def _row(number: int, row: Told) -> list[Any]:
    each = row.estimate
    return [
        number,
        row.name,
        each.population,
        each.sample,
        each.done,
        each.matched,
        each.errors,
        each.unknown,
        each.video,
        row.rate,
        row.interval,
        each.overpaid_fen,
        each.sentence,
    ]
