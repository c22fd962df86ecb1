"""What a chart is made of, and the options all pictures share (ECharts 5, canvas)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

# Told apart by those who see no red and green, and on paper.
COLOURS = ["#0f5a66", "#d98c1f", "#6f9ea6", "#a8261d", "#5b6b95", "#8a9a3b"]
BLUE, AMBER, PALE, RED, SLATE, OLIVE = COLOURS


class Part(NamedTuple):
    """One of several numbers in a cell, where its rows are and what it says."""

    text: str
    url: str
    title: str


@dataclass(frozen=True)
class Cell:
    """One number of a table, how it is written and where its rows are ('' where they may not be opened). `state` tints it.
    Where it tells several numbers (x / y 逾期 z), `parts` are these."""

    value: int | None
    text: str = ""
    url: str = ""
    state: str = ""
    title: str = ""
    parts: Sequence[Part] = ()

    @property
    def shown(self) -> str:
        """As it is written."""
        return self.text or ("—" if self.value is None else f"{self.value:,}")


@dataclass(frozen=True)
class Row:
    """One line of a table."""

    label: str
    cells: Sequence[Cell]
    url: str = ""


@dataclass(frozen=True)
class Chart:
    """`head` names the columns, the first one that of the labels. `option` is the picture; a chart without one is a table.
    `says` tells in words what the picture shows. `columns` says which columns are money (fen)."""

    key: str
    title: str
    head: Sequence[str]
    rows: Sequence[Row]
    says: str
    note: str = ""
    unit: str = ""
    option: dict[str, Any] | None = None
    totals: Sequence[Cell] = ()
    money: frozenset[int] = field(default_factory=frozenset)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to tell."""
        return not any(cell.value for row in self.rows for cell in row.cells)


def percent(part: int, whole: int) -> str:
    """Of a hundred with one decimal; a dash where there is no whole."""
    return f"{part * 100 / whole:.1f}%" if whole else "—"


def rate(part: int, whole: int, url: str = "") -> Cell:
    """A share as a cell: its value in parts per million, so that a dash has none; `url` leads to the rows of the whole."""
    title = f"{part} / {whole}" if whole else ""
    return Cell(
        round(part * 1_000_000 / whole) if whole else None, percent(part, whole), url if whole else "", title=title
    )


def ppm(value: int) -> str:
    """Parts per million as a percentage."""
    return f"{value / 10_000:.2f}%"


def option(categories: Sequence[str], series: list[dict[str, Any]], *, across: bool = False, **more: Any) -> dict:
    """Bars and lines over categories; `across` lays the bars on their side, the first category on top."""
    named: dict[str, Any] = {"type": "category", "data": list(categories), "axisTick": {"show": False}}
    counted: dict[str, Any] = {"type": "value", "minInterval": 1, "splitLine": {"lineStyle": {"color": "#e3e9e9"}}}
    axes = {"xAxis": counted, "yAxis": named | {"inverse": True}} if across else {"xAxis": named, "yAxis": counted}
    return {
        "color": COLOURS,
        "grid": {"left": 8, "right": 16, "top": 40, "bottom": 8, "containLabel": True},
        "legend": {"top": 0, "left": 0, "itemWidth": 14, "itemHeight": 10, "type": "scroll"},
        "tooltip": {"trigger": "axis", "renderMode": "richText", "confine": True, "axisPointer": {"type": "shadow"}},
        **axes,
        "series": series,
        **more,
    }


def bars(name: str, values: Sequence[float | None], colour: str, *, stack: str = "", **more: Any) -> dict[str, Any]:
    """A series of bars."""
    told: dict[str, Any] = {"name": name, "type": "bar", "data": list(values), "barMaxWidth": 22}
    told["itemStyle"] = {"color": colour}
    return told | ({"stack": stack} if stack else {}) | more


def line(name: str, values: Sequence[float | None], colour: str, **more: Any) -> dict[str, Any]:
    """A series drawn as a line with marks."""
    told: dict[str, Any] = {"name": name, "type": "line", "data": list(values), "symbolSize": 7, "connectNulls": False}
    return told | {"itemStyle": {"color": colour}, "lineStyle": {"color": colour, "width": 2}} | more


def month_label(month: str) -> str:
    """7月; January with its year."""
    number = int(month[5:])
    return f"{month[:4]}年1月" if number == 1 else f"{number}月"
