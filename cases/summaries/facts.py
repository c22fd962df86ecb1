"""The facts of a month, of a township or a county: what the program knows, so that nobody types it.

Left out everywhere: sealed petitions, and what is restricted since a clue was referred; a count would tell of them. What is
in hand or overdue is as it stands on the day of asking (`as_of`); what came in or went out is the month's.
"""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from core import months
from core.questions import ask, sums, told
from monthly_reports.models import ChangeKind, ChangeLine, ObligationStatus, Report, Submission
from monthly_reports.models.choices import ADDITIONS, ALTERATIONS, ENDINGS
from spot_checks.models import Outcome, Visit

from ..models import Consultation, Level, Petition, PetitionEvent, RectificationEntry, SupervisionOrder
from ..petitions.clocks import standing_of

FILED = [Submission.State.SUBMITTED, Submission.State.TAKEN_IN]
RIGHT = [Outcome.MATCH, Outcome.AWAY_VIDEO]
NOT_ISSUED = [SupervisionOrder.State.DRAFTED, SupervisionOrder.State.DROPPED]
Span = tuple[dt.datetime, dt.datetime]
MARKED = [Level.PROMINENT, Level.TYPICAL]


def facts_of(scope: str, month: str, today: dt.date) -> dict[str, Any]:
    """The facts of the division whose code begins with `scope` (6 or 9 digits). A fixed number of queries."""
    span = _moments(month)
    counted = [*_petitions(scope, span, month), *_entries(scope, span, month, today), *_checks(scope, span, month)]
    return {"as_of": today.isoformat(), **_reports(scope, month), **_running(scope, today), **_numbers(counted)}


def _numbers(counted: list[Any]) -> dict[str, int]:
    """What all of them count; one query."""
    rows = told([ask(lambda *answers: [row for answer in answers for row in answer], *counted)])
    return {name: number for row in rows for name, number in vars(row).items() if name != "every"}


def _moments(month: str) -> Span:
    """The month's first moment and the first one after it, in Shanghai."""
    first, after = months.first_day(month), months.first_day(months.add(month, 1))
    return tuple(dt.datetime.combine(day, dt.time(), tzinfo=months.SHANGHAI) for day in (first, after))  # type: ignore[return-value]


def _in(field: str, span: Span) -> Q:
    return Q(**{f"{field}__gte": span[0], f"{field}__lt": span[1]})


def _reports(scope: str, month: str) -> dict[str, Any]:
    reports = list(Report.objects.within(scope).filter(period__month=month))
    filed = Submission.objects.filter(
        report__in=[report.pk for report in reports], state__in=FILED, is_correction=False
    )
    lines = ChangeLine.objects.filter(submission__in=filed)
    counted = lines.aggregate(
        households_in=_homes([ChangeKind.ADD_HOUSEHOLD, ChangeKind.MOVE_IN]),
        persons_in=_lines(ADDITIONS),
        households_out=_homes([ChangeKind.END_HOUSEHOLD, ChangeKind.MOVE_OUT]),
        persons_out=_lines(ENDINGS),
        altered=_homes(ALTERATIONS),
        deaths=Count("pk", filter=Q(kind__in=ENDINGS) & (Q(reason="死亡") | Q(death_date__isnull=False))),
    )
    return _told(scope, reports) | counted


def _homes(kinds: Iterable[str]) -> Count:
    """Households with a line of these kinds, each once."""
    return Count("head_id_index", distinct=True, filter=Q(kind__in=list(kinds)))


def _lines(kinds: Iterable[str]) -> Count:
    return Count("pk", filter=Q(kind__in=list(kinds)))


def _told(scope: str, reports: list[Report]) -> dict[str, str]:
    """In words how the reports stand: of one township, or how many of the county."""
    if len(scope) == 9:
        report = reports[0] if reports else None
        return {
            "report": _timely(report),
            "changes": ObligationStatus(report.changes if report else "missing").label,
            "death_report": ObligationStatus(report.deaths if report else "missing").label,
        }
    words = [_timely(report) for report in reports]
    timely = "、".join(f"{word}{words.count(word)}个乡镇" for word in dict.fromkeys(["按时报送", *sorted(words)]))
    told = {"report": timely}
    for name, field in (("changes", "changes"), ("death_report", "deaths")):
        states = [getattr(report, field) for report in reports]
        told[name] = "、".join(f"{state.label}{states.count(state)}个乡镇" for state in reversed(ObligationStatus))
    return told


def _timely(report: Report | None) -> str:
    if report is None or report.first_submitted_at is None:
        return "尚未报送"
    if report.state == Report.State.RETURNED:
        return "已退回待重报"
    if ObligationStatus.MISSING in (report.changes, report.deaths):
        return "未报齐"
    if report.arrears:
        return "补录"
    return "迟报" if report.is_late else "按时报送"


def _open_petitions(scope: str) -> Any:
    return Petition.objects.within(scope).filter(is_sealed=False, is_restricted=False)


def _running(scope: str, today: dt.date) -> dict[str, int]:
    running = list(_open_petitions(scope).open().exclude(state=Petition.State.ANSWERED).defer("text", "answer"))
    late = sum(each.is_late for each in standing_of(running, today).values())
    return {"petitions_open": len(running), "petitions_overdue": late}


def _petitions(scope: str, span: Span, month: str) -> list[Any]:
    rows = _open_petitions(scope)
    days = (months.first_day(month), months.last_day(month))
    answered = PetitionEvent.objects.filter(
        petition__in=rows.values("pk"), kind=PetitionEvent.Kind.ANSWERED, on__range=days
    )
    return [
        sums(rows, petitions_in=Count("pk", filter=_in("received_at", span))),
        sums(answered, petitions_answered=Count("petition", distinct=True)),
        sums(Consultation.objects.within(scope), consultations=Count("pk", filter=_in("asked_at", span))),
    ]


def _entries(scope: str, span: Span, month: str, today: dt.date) -> list[Any]:
    rows = RectificationEntry.objects.within(scope).filter(is_restricted=False)
    founded = ~Q(state=RectificationEntry.State.DISMISSED)
    return [
        sums(
            rows,
            entries_in=Count("pk", filter=Q(found_on__range=(months.first_day(month), months.last_day(month)))),
            entries_closed=Count("pk", filter=_in("closed_at", span)),
            entries_rebounded=Count("pk", filter=_in("rebounded_at", span)),
            entries_open=Count("pk", filter=~Q(state__in=RectificationEntry.ENDED)),
            due_back_fen=Sum("due_back_fen", filter=founded, default=0),
            recovered_fen=Sum("recovered_fen", filter=founded, default=0),
        ),
        sums(rows.overdue(today), entries_overdue=Count("pk")),
        sums(marked_entries(scope, month), typical=Count("pk")),
    ]


def _checks(scope: str, span: Span, month: str) -> list[Any]:
    days = (months.first_day(month), months.last_day(month))
    visits = Visit.objects.within(scope).filter(state=Visit.State.SIGNED, visited_on__range=days)
    orders = SupervisionOrder.objects.within(scope).exclude(state__in=NOT_ISSUED).filter(_open_entry())
    return [
        sums(visits, visits=Count("pk"), visits_wrong=Count("pk", filter=~Q(outcome__in=RIGHT))),
        sums(
            orders,
            orders_in=Count("pk", filter=_in("issued_at", span)),
            orders_answered=Count("pk", filter=_in("answered_at", span)),
            orders_waiting=Count("pk", filter=Q(state=SupervisionOrder.State.ISSUED)),
        ),
    ]


def _open_entry() -> Q:
    """Orders that tell of no restricted entry."""
    return Q(entry__isnull=True) | Q(entry__is_restricted=False)


def marked_entries(scope: str, month: str) -> QuerySet[RectificationEntry]:
    """突出 and 典型 problems of the division that were found by the end of the month and are in hand, or were closed in the
    month or later; by township and number."""
    first = _moments(month)[0]
    rows = RectificationEntry.objects.within(scope).filter(
        is_restricted=False, level__in=MARKED, found_on__lte=months.last_day(month)
    )
    rows = rows.filter(~Q(state__in=RectificationEntry.ENDED) | Q(closed_at__gte=first) | Q(rebounded_at__gte=first))
    return rows.exclude(state=RectificationEntry.State.DISMISSED).order_by("township_code", "number")
