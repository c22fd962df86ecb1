"""What a checker should look at before believing a close-out: evidence seen elsewhere, measures copied from others."""

import datetime as dt
from typing import Any

from core import months
from core.templatetags.formats import yuan

from ...models import RectificationEntry
from ...rules.entries.boilerplate import OTHERS, copies

LATE_ENTRY = 7  # days between a completion and its being entered


def warnings_of(entry: RectificationEntry, done_on: dt.date) -> list[dict[str, str]]:
    """Sentences for the checker, each with its kind: reused · boilerplate · nothing_due · entered_late. They may name other townships'
    entries: only the bureau is shown them."""
    found = [
        {"kind": "reused", "text": f"佐证“{row.what or row.filename}”{row.reused_from}。"}
        for row in entry.evidence.exclude(reused_from="").order_by("at")
    ]
    same = copies(entry.measures_text, measures_of_others(entry)) if entry.measures_text else 0
    if same >= OTHERS:
        found.append({"kind": "boilerplate", "text": f"整改措施与另外 {same} 条几乎一样，可能是套话。请核实是否真改。"})
    if entry.amount_fen and not entry.due_back_fen:
        amount = yuan(entry.amount_fen)
        found.append(
            {"kind": "nothing_due", "text": f"涉及金额 {amount} 元，没有填应追回金额。请核实有没有该追回的钱。"}
        )
    days = (months.today() - done_on).days
    if days > LATE_ENTRY:
        found.append({"kind": "entered_late", "text": f"完成日期写的是 {days} 天前，今天才录入。请核实当时的记录。"})
    return found


def measures_of_others(entry: RectificationEntry) -> Any:
    """The measures of every other entry of the county, its own predecessors aside."""
    rows = RectificationEntry.objects.filter(county_code=entry.county_code).exclude(measures_text="")
    own = [pk for pk in (entry.pk, entry.reopens_id) if pk]
    return rows.exclude(pk__in=own).values_list("measures_text", flat=True)
