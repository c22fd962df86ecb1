"""What the roster will become: figures before and after by scheme for each month touched, and household by household."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace

from django.db.models import Count, F, Sum

from core import months
from recipients.models import Award

from .examine import Examination
from .rules.facts import Terms
from .rules.fold import Outcome


@dataclass(frozen=True)
class Figures:
    """Households (in person schemes persons) with an award, people covered, fen a month."""

    households: int = 0
    covered: int = 0
    fen: int = 0

    def moved(self, before: Terms | None, after: Terms | None) -> Figures:
        """The figures when one award's terms become others."""
        old, new = (
            (len(before.covered), before.fen) if before else (0, 0),
            (len(after.covered), after.fen) if after else (0, 0),
        )
        return replace(
            self,
            households=self.households + bool(after) - bool(before),
            covered=self.covered + new[0] - old[0],
            fen=self.fen + new[1] - old[1],
        )


@dataclass
class Preview:
    """`before` and `after`: month → scheme → figures. `came`, `went` are people; `rows` one outcome a household."""

    before: dict[str, dict[str, Figures]] = field(default_factory=dict)
    after: dict[str, dict[str, Figures]] = field(default_factory=dict)
    came: int = 0
    went: int = 0
    rows: list[Outcome] = field(default_factory=list)


def scheme_figures(township_code: str, month: str) -> dict[str, Figures]:
    """The township's figures by scheme as owed for the month, in one query; schemes without awards are left out."""
    rows = (
        Award.objects.within(township_code[:9])
        .in_force(month)
        .values("scheme")
        .annotate(n=Count("id"), people=Sum("covered"), fen=Sum("monthly_fen"))
        .order_by(F("scheme"))
    )
    return {row["scheme"]: Figures(row["n"], row["people"], row["fen"]) for row in rows}


def preview(examined: Examination, township_code: str) -> Preview:
    """The roster before and after the filing. Each effective month it touches is shown; a change of an earlier month counts
    in the later ones too, aid of one month only in its own."""
    made = Preview(rows=list(examined.outcomes))
    touched = sorted({outcome.effective for outcome in examined.outcomes}) or [months.add(examined.context.month, 1)]
    for month in touched:
        before = scheme_figures(township_code, month)
        after: dict[str, Figures] = defaultdict(Figures, before)
        for outcome in examined.outcomes:
            if outcome.effective == month or (outcome.effective < month and outcome.scheme != "temporary_assistance"):
                after[outcome.scheme] = after[outcome.scheme].moved(outcome.before, outcome.after)
        made.before[month] = before
        made.after[month] = {scheme: figures for scheme, figures in after.items() if figures.households}
    made.came = len({line.person_id for outcome in examined.outcomes for line in outcome.joins})
    made.went = len({line.person_id for outcome in examined.outcomes for line in outcome.leaves})
    return made
