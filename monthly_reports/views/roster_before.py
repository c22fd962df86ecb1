"""The roster a filing is held against: who was owed what in the month of the report."""

from collections.abc import Iterable

from django.db.models import Count, Sum

from recipients.models import Award

from ..models import ChangeLine
from .effect import Key, Terms


def figures(township_code: str, month: str) -> dict[str, tuple[int, int, int]]:
    """Households, persons and fen a month by scheme, as owed for the month."""
    rows = (
        Award.objects.filter(township_code=township_code[:9])
        .in_force(month)
        .values("scheme")
        .annotate(households=Count("household", distinct=True), persons=Sum("covered"), fen=Sum("monthly_fen"))
        .order_by("scheme")
    )
    return {row["scheme"]: (row["households"], row["persons"], row["fen"]) for row in rows}


def terms(lines: Iterable[ChangeLine], month: str) -> dict[Key, Terms]:
    """The terms of the households that the lines touch, by scheme and household."""
    ids = {line.household_id for line in lines if line.household_id}
    found: dict[Key, Terms] = {}
    for award in Award.objects.filter(household__in=ids).in_force(month):
        key = (award.scheme, str(award.household_id))
        persons, fen, _ = found.get(key, (0, 0, ""))
        found[key] = (persons + award.covered, fen + award.monthly_fen, award.grade)
    return found
