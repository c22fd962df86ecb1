"""The entry a page is about, if the person may see it; and what its pages share."""

from typing import Any

from django.shortcuts import get_object_or_404

from core import months
from core.access import Request
from core.models import Division

from ...models import Evidence, Measure, RectificationEntry
from ...rules.entries.overdue import standing

S = RectificationEntry.State
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TONES: dict[str, str] = {
    S.LISTED: "info",
    S.WORKING: "info",
    S.CLOSE_ASKED: "warning",
    S.CHECKED: "warning",
    S.CLOSED: "success",
    S.LEGACY_CLOSED: "neutral",
    S.CONSOLIDATED: "success",
    S.REBOUNDED: "danger",
    S.DISMISSED: "neutral",
}
PEOPLE = ("listed_by", "extended_by", "extension_asked_by", "dismiss_asked_by", "irrecoverable_approved_by")


def entry_or_404(request: Request, pk: Any) -> RectificationEntry:
    """The entry if the person may see it."""
    rows = RectificationEntry.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("campaign", *PEOPLE), pk=pk)


def evidence_or_404(request: Request, pk: Any) -> Evidence:
    """The evidence of an entry the person may see."""
    entries = RectificationEntry.objects.visible_to(request.user)
    rows = Evidence.objects.filter(entry__in=entries).select_related("upload", "entry")
    return get_object_or_404(rows, pk=pk)


def measure_or_404(request: Request, pk: Any) -> Measure:
    """The measure of an entry the person may see."""
    entries = RectificationEntry.objects.visible_to(request.user)
    return get_object_or_404(Measure.objects.filter(entry__in=entries).select_related("entry"), pk=pk)


def place_of(entry: RectificationEntry) -> str:
    """The township and the village in words; the bureau for what lies in no township."""
    town = Division.objects.filter(pk=f"{entry.township_code}000").values_list("name", flat=True).first()
    return f"{town or '县民政局'}{entry.village}"


def late(entry: RectificationEntry) -> dict[str, Any]:
    """How the deadline stands, for the label of a list: red, amber or '', and the days left. Only while it is worked on."""
    if entry.state in RectificationEntry.ENDED or entry.deadline is None:
        return {"standing": "", "left": None}
    today = months.today()
    return {"standing": standing(entry.deadline, today), "left": (entry.deadline - today).days}
