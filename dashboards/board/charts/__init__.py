"""The charts of the board: each is a title, a table whose numbers lead to their rows, and the picture of the same numbers."""

from collections.abc import Callable

from ..links import Links
from ..reading import Figures
from . import changes, checks, letters, plan, rectifying, relief, reporting
from .chart import Cell, Chart, Row

__all__ = ["CHARTS", "Cell", "Chart", "Row", "charts_of"]

CHARTS: dict[str, Callable[[Figures, Links], Chart]] = {
    "timeliness": reporting.timeliness,
    "changes": changes.by_month,
    "plan": plan.progress,
    "tasks": rectifying.by_task,
    "stages": rectifying.by_stage,
    "rectification": rectifying.by_township,
    "flow": rectifying.by_month,
    "petitions": letters.by_month,
    "kinds": letters.by_kind,
    "desks": letters.by_township,
    "checks": checks.by_draw,
    "relief": relief.by_scheme,
    "townships": relief.by_township,
}


def charts_of(figures: Figures, links: Links) -> list[Chart]:
    """Every chart, in the order of the page."""
    return [draw(figures, links) for draw in CHARTS.values()]
