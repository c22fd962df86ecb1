"""What a number of several townships and months leads to: lines of the filed change lists, nil reports. Reads only."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from core.models import ScopedQuerySet
from recipients.search import keyset

from .models import ChangeLine, Obligation, ObligationStatus, Report, Submission
from .models.choices import ADDITIONS, ALTERATIONS, ENDINGS

PAGE = 50
FILED = [Submission.State.SUBMITTED, Submission.State.TAKEN_IN]
ORDER = ("submission_id", "position", "id")
BY_MONTH = ("period__month", "township_code", "id")
# What a line does: brings in, takes out, alters; and of those that take out, the deaths.
FLOWS: dict[str, Q] = {
    "in": Q(kind__in=list(ADDITIONS)),
    "out": Q(kind__in=list(ENDINGS)),
    "altered": Q(kind__in=list(ALTERATIONS)),
    "deaths": Q(kind__in=list(ENDINGS)) & (Q(reason="死亡") | Q(death_date__isnull=False)),
}
NILS: dict[str, Q] = {str(each.value): Q(**{each.value: ObligationStatus.NIL}) for each in Obligation}


@dataclass(frozen=True)
class Asked:
    """What somebody looks for: reports of `month` to `until` (that month alone where it is empty), a township by its nine
    digits, and a key of FLOWS (of NILS, where nil reports are looked for) or '' for all."""

    month: str
    until: str = ""
    town: str = ""
    flow: str = ""


@dataclass
class Page:
    """One page of rows, with cursors to its neighbours ('' where there is none), and how many there are in all."""

    rows: list[Any]
    previous: str = ""
    next: str = ""
    count: int = 0


def filed(lines: ScopedQuerySet) -> ScopedQuerySet:
    """Lines of what is filed and not returned; corrections are told where they are made."""
    return lines.filter(submission__state__in=FILED, submission__is_correction=False)


def lines_of(user: Any, asked: Asked, cursor: str = "") -> Page:
    """The lines `user` may see that meet what is asked, from `cursor` on. Two queries, three with a cursor."""
    rows = _within(filed(ChangeLine.objects.visible_to(user)), asked, "submission__report__period__month", FLOWS)
    shown = rows.select_related("submission__report__period").defer(
        "head_id_sealed", "person_id_sealed", "account_sealed"
    )
    return Page(*keyset(shown, ORDER, cursor, PAGE), rows.count())


def nils_of(user: Any, asked: Asked, cursor: str = "") -> Page:
    """The reports `user` may see of which a part is nil, the one asked for or either. Two queries, three with a cursor."""
    either = Q(*NILS.values(), _connector=Q.OR)
    rows = _within(Report.objects.visible_to(user).filter(either), asked, "period__month", NILS)
    return Page(*keyset(rows.select_related("period"), BY_MONTH, cursor, PAGE), rows.count())


def _within(rows: ScopedQuerySet, asked: Asked, month: str, kinds: dict[str, Q]) -> ScopedQuerySet:
    rows = rows.filter(**{f"{month}__range": (asked.month, asked.until or asked.month)})
    if asked.town:
        rows = rows.filter(township_code=asked.town)
    return rows.filter(kinds[asked.flow]) if asked.flow else rows
