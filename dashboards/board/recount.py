"""The figures once more, row by row and with nothing of `counting`: what check_aggregates compares with. Slow and plain."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from typing import Any

from cases.models import Petition, PetitionCluster, RectificationEntry, Responsibility
from cases.petitions.clocks import clock_of
from core import months as calendar
from monthly_reports.models import ChangeLine, Report
from recipients.models import Award
from spot_checks.models import Estimate

Told = Counter[tuple[str, str, str, str, str, str]]
INTO = {"add_household", "add_member", "move_in"}
OUT = {"end_household", "remove_member", "move_out"}
ENDED = {"closed", "legacy_closed", "consolidated", "rebounded", "dismissed"}
STANDING = {"closed", "legacy_closed", "consolidated"}
IN_HAND = {"registered", "accepted", "handling", "review", "re_review"}
DUTIES = {
    "accept": {"registered"},
    "conclude": {"accepted", "handling"},
    "review": {"review"},
    "re_review": {"re_review"},
}


def recount(county: str, months: Sequence[str], now: dt.datetime) -> dict[tuple[str, ...], int]:
    """(place, month, kind, what, a, b) → number, zeros left out, as it is at `now`."""
    found: Told = Counter()
    wanted, today = set(months), now.astimezone(calendar.SHANGHAI).date()
    _reports(found, county, wanted, now)
    _changes(found, county, wanted)
    _awards(found, county, months)
    _entries(found, county, wanted, today)
    _works(found, county, today)
    _petitions(found, county, wanted, today)
    _checks(found, county, wanted)
    return {key: value for key, value in found.items() if value}


def _place(row: Any) -> str:
    return (row.township_code + "000")[:12]


def _month(moment: dt.datetime | None) -> str:
    return "" if moment is None else calendar.of(moment.astimezone(calendar.SHANGHAI).date())


def _reports(found: Told, county: str, wanted: set[str], now: dt.datetime) -> None:
    for row in Report.objects.filter(county_code=county).select_related("period"):
        if row.period.month not in wanted:
            continue
        whole = row.changes != "missing" and row.deaths != "missing"
        word = "late" if row.is_late else "on_time"
        if row.arrears:
            word = "arrears"
        if not whole:
            word = "missing" if row.period.deadline < now else "pending"
        if row.state == "returned":
            word = "returned"
        found[_place(row), row.period.month, "report", word, "", str(row.pk)] += 1
        for name, told in (("changes", row.changes), ("deaths", row.deaths)):
            found[_place(row), row.period.month, "nil", name, "", ""] += told == "nil"


def _changes(found: Told, county: str, wanted: set[str]) -> None:
    lines = ChangeLine.objects.filter(county_code=county).select_related("submission__report__period")
    for line in lines.iterator(2000):
        filed, month = line.submission, line.submission.report.period.month
        if month not in wanted or filed.is_correction or filed.state not in {"submitted", "taken_in"}:
            continue
        what = "in" if line.kind in INTO else "out" if line.kind in OUT else "altered"
        found[_place(filed), month, "change", what, "", ""] += 1
        died = what == "out" and (line.reason == "死亡" or line.death_date is not None)
        found[_place(filed), month, "change", "deaths", "", ""] += died


def _awards(found: Told, county: str, months: Sequence[str]) -> None:
    for award in Award.objects.filter(county_code=county, voided_by__isnull=True).iterator(2000):
        for month in months:
            if award.first_month <= month <= (award.last_month or "9999-12"):
                sums = (
                    ("awards", 1),
                    ("persons", award.persons),
                    ("covered", award.covered),
                    ("fen", award.monthly_fen),
                )
                for what, value in sums:
                    found[_place(award), month, "relief", what, award.scheme, ""] += value


def _entries(found: Told, county: str, wanted: set[str], today: dt.date) -> None:
    for row in RectificationEntry.objects.filter(county_code=county).iterator(2000):
        if row.is_restricted:
            continue
        still, due = row.state not in ENDED, row.extended_to or row.due_on
        for what, holds in (
            ("open", still),
            ("overdue", still and due is not None and due < today),
            ("closed", row.state in STANDING),
            ("earned", row.state == "closed" or (row.state == "consolidated" and row.closed_at is not None)),
            ("rebounded", row.state == "rebounded"),
        ):
            found[_place(row), "", "entry", what, row.task, row.stage] += bool(holds)
        for what, month in (
            ("found", calendar.of(row.found_on)),
            ("closed", _month(row.closed_at)),
            ("rebounded", _month(row.rebounded_at)),
        ):
            found[_place(row), month, "entry_flow", what, "", ""] += month in wanted


def _works(found: Told, county: str, today: dt.date) -> None:
    for row in Responsibility.objects.filter(county_code=county):
        done = row.done_at is not None
        for what, holds in (("all", True), ("done", done), ("late", not done and row.due_on < today)):
            found[_place(row), "", "work", what, row.task, ""] += holds


def _petitions(found: Told, county: str, wanted: set[str], today: dt.date) -> None:
    rows = [row for row in Petition.objects.filter(county_code=county) if not (row.is_sealed or row.is_restricted)]
    rows.sort(key=lambda row: (row.received_at, row.pk))
    seen: Counter[Any] = Counter()
    for row in rows:
        where, month = _place(row), _month(row.received_at)
        repeats = row.cluster_id is not None and seen[row.cluster_id] > 0
        seen[row.cluster_id] += row.cluster_id is not None
        clocks = clock_of(row, today)
        if month in wanted:
            found[where, month, "letters", "kind", row.kind, ""] += 1
            found[where, month, "letters", "channel", row.channel, ""] += 1
            found[where, month, "letters", "repeat", "", ""] += repeats
            for clock in clocks:
                if clock.step == "conclude" and (clock.done_on or clock.due_on < today):
                    found[where, month, "letters", "due", "", ""] += 1
                    found[where, month, "letters", "on_time", "", ""] += (clock.done_on or today) <= clock.due_on
        if row.state in IN_HAND:
            found[where, "", "petition", "open", "", ""] += 1
            presses = [c.due_on for c in clocks if not c.done_on and row.state in DUTIES.get(c.step, ())]
            found[where, "", "petition", "overdue", "", ""] += bool(presses) and min(presses) < today
    for cluster in PetitionCluster.objects.filter(county_code=county):
        if seen[cluster.pk] > 1:
            what = "open" if cluster.struck_off_at is None else "struck"
            found[_place(cluster), "", "cluster", what, "", ""] += 1


def _checks(found: Told, county: str, wanted: set[str]) -> None:
    for row in Estimate.objects.filter(county_code=county).select_related("draw"):
        if row.draw.month not in wanted or row.draw.state not in {"revealed", "published"}:
            continue
        told = {"population": row.population, "sample": row.sample, "done": row.done, "errors": row.errors}
        told |= {"unknown": row.unknown, "final": int(row.final)}
        told |= {"rate": row.rate_ppm, "lower": row.lower_ppm, "upper": row.upper_ppm}
        for what, value in told.items():
            found[row.division_code, row.draw.month, "check", what, str(row.draw.pk), row.draw.code] += value
