"""What the townships reported for a month: lines in, out, altered, deaths; and the villages that reported no death."""

from typing import Any

from core.models import Division
from monthly_reports.models import ChangeLine, ObligationStatus, Report, Submission
from monthly_reports.models.choices import ADDITIONS, ENDINGS
from recipients.models import Household, Scheme

from ..models import ItemKind
from .registry import Candidate, Scope, kept
from .roster import heads_of

FILED = (Submission.State.SUBMITTED, Submission.State.TAKEN_IN)
LINE = (
    "pk", "division_code", "village", "kind", "reason", "scheme", "household_id", "head_name", "head_id_index",
    "fen_before", "fen_after", "death_date",
)  # fmt: skip
NOT_FILED = "乡镇未报死亡情况的村"


def changes(wanted: Scope) -> tuple[list[Candidate], dict[str, int]]:
    """One candidate for each household and kind of change, and one for each village without a reported death."""
    lines = _lines(wanted)
    _place(lines, wanted.county)
    found = list(_households(lines, wanted).values())
    villages, missing = _nil_villages(wanted, {row["division_code"] for row in lines if _is_death(row)})
    return kept([*found, *villages], wanted), {NOT_FILED: missing} if missing else {}


def _lines(wanted: Scope) -> list[dict[str, Any]]:
    rows = ChangeLine.objects.filter(
        county_code=wanted.county,
        submission__report__period__month=wanted.month,
        submission__state__in=FILED,
    )
    if wanted.schemes:
        rows = rows.filter(scheme__in=wanted.schemes)
    return list(rows.order_by("submission__submitted_at", "position").values(*LINE))


def _place(lines: list[dict[str, Any]], county: str) -> None:
    """A line carries its township; the village is the household's, or the one it names."""
    homes = dict(
        Household.objects.filter(pk__in={row["household_id"] for row in lines}).values_list("pk", "division_code")
    )
    named = {
        (code[:9], name): code
        for code, name in Division.objects.filter(
            level=Division.Level.VILLAGE, code__startswith=county, valid_to__isnull=True
        ).values_list("code", "name")
    }
    for row in lines:
        township = row["division_code"][:9]
        home = homes.get(row["household_id"], "")
        row["division_code"] = (
            home if home[:9] == township else named.get((township, row["village"]), row["division_code"])
        )


def _is_death(row: dict[str, Any]) -> bool:
    return row["death_date"] is not None or row["reason"] == "死亡"


def _kind(row: dict[str, Any]) -> str:
    if _is_death(row):
        return ItemKind.DEATH
    if row["kind"] in ADDITIONS:
        return ItemKind.CHANGE_IN
    return ItemKind.CHANGE_OUT if row["kind"] in ENDINGS else ItemKind.CHANGED


def _households(lines: list[dict[str, Any]], wanted: Scope) -> dict[Any, Candidate]:
    heads = heads_of(wanted.county, wanted.month)
    found: dict[Any, Candidate] = {}
    for row in lines:
        kind, household = _kind(row), row["household_id"]
        key = (household or row["head_id_index"], kind)
        if key in found:
            continue
        fen = row["fen_after"] if kind == ItemKind.CHANGE_IN else row["fen_before"]
        found[key] = Candidate(
            division_code=row["division_code"],
            kind=kind,
            category=f"{Scheme(row['scheme']).label}·{ItemKind(kind).label}",
            fen=fen or row["fen_after"] or row["fen_before"] or 0,
            household=household,
            person=heads.get(household),
            subject_type="monthly_reports.changeline",
            subject_id=str(row["pk"]),
            name=row["head_name"],
        )
    return found


def _nil_villages(wanted: Scope, with_death: set[str]) -> tuple[list[Candidate], int]:
    reports = Report.objects.filter(period__county_code=wanted.county, period__month=wanted.month)
    told = {row[0]: row[1] for row in reports.values_list("township_code", "deaths")}
    found, missing = [], 0
    villages = Division.objects.filter(
        level=Division.Level.VILLAGE, code__startswith=wanted.county, valid_to__isnull=True
    )
    for code, name in villages.values_list("code", "name"):
        if code in with_death:
            continue
        if told.get(code[:9], ObligationStatus.MISSING) == ObligationStatus.MISSING:
            missing += 1
            continue
        found.append(
            Candidate(
                division_code=code,
                kind=ItemKind.NIL_VILLAGE,
                category="本月死亡零报告",
                subject_type="core.division",
                subject_id=code,
                name=name,
                id_text=code,
            )
        )
    return found, missing
