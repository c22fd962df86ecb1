"""The lines of the filed change lists of several townships and months as one list. Reads only."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from core.models import ScopedQuerySet
from recipients.search import keyset

from .models import ChangeLine, Submission
from .models.choices import ADDITIONS, ALTERATIONS, ENDINGS

PAGE = 50
FILED = [Submission.State.SUBMITTED, Submission.State.TAKEN_IN]
ORDER = ("submission_id", "position", "id")
# What a line does: brings in, takes out, alters; and of those that take out, the deaths.
FLOWS: dict[str, Q] = {
    "in": Q(kind__in=list(ADDITIONS)),
    "out": Q(kind__in=list(ENDINGS)),
    "altered": Q(kind__in=list(ALTERATIONS)),
    "deaths": Q(kind__in=list(ENDINGS)) & (Q(reason="死亡") | Q(death_date__isnull=False)),
}


@dataclass(frozen=True)
class Asked:
    """What somebody looks for: reports of `month` to `until` (that month alone where it is empty), a township by its nine
    digits, and a key of FLOWS or '' for all."""

    month: str
    until: str = ""
    town: str = ""
    flow: str = ""


@dataclass
class Page:
    """One page of lines, with cursors to its neighbours ('' where there is none), and how many there are in all."""

    rows: list[ChangeLine]
    previous: str = ""
    next: str = ""
    count: int = 0


def filed(lines: ScopedQuerySet) -> ScopedQuerySet:
    """Lines of what is filed and not returned; corrections are told where they are made."""
    return lines.filter(submission__state__in=FILED, submission__is_correction=False)


def page_of(user: Any, asked: Asked, cursor: str = "") -> Page:
    """The lines `user` may see that meet what is asked, from `cursor` on. Two queries, three with a cursor."""
    rows = filed(ChangeLine.objects.visible_to(user)).filter(
        submission__report__period__month__range=(asked.month, asked.until or asked.month)
    )
    if asked.town:
        rows = rows.filter(township_code=asked.town)
    if asked.flow:
        rows = rows.filter(FLOWS[asked.flow])
    shown = rows.select_related("submission__report__period").defer(
        "head_id_sealed", "person_id_sealed", "account_sealed"
    )
    return Page(*keyset(shown, ORDER, cursor, PAGE), rows.count())
