"""Who receives what this month, by scheme and by township."""

from core import months
from recipients.models import Scheme

from ..links import Links
from ..reading import Figures
from .chart import COLOURS, Cell, Chart, Row, bars, option

WHATS = ("awards", "persons", "covered", "fen")
HEAD = ["户（份）", "家庭人口", "保障人数", "月保障金额（元）"]
MONEY = frozenset({4})


def _yuan(fen: int) -> str:
    return f"{fen // 100:,}" if fen % 100 == 0 else f"{fen / 100:,.2f}"


def _cells(figures: Figures, url: str = "", **ask: str) -> list[Cell]:
    values = [figures.sum("relief", what, **ask) for what in WHATS]
    shown = url if values[0] else ""
    return [*(Cell(value, url=shown) for value in values[:3]), Cell(values[3], _yuan(values[3]), shown)]


def by_scheme(figures: Figures, links: Links) -> Chart:
    """Every scheme that is paid this month."""
    used = [(value, str(label)) for value, label in Scheme.choices if figures.sum("relief", "awards", a=value)]
    rows = [Row(label, _cells(figures, links.to("award_list", scheme=value), a=value)) for value, label in used]
    total = _cells(figures, links.to("award_list"))
    return Chart(
        "relief",
        "在册保障：按救助类别",
        ["救助类别", *HEAD],
        rows,
        f"{months.chinese(figures.now)}在册 {total[0].shown} 户（份），保障 {total[2].shown} 人，"
        f"月保障金额 {total[3].shown} 元。",
        note=f"{months.chinese(figures.now)}应发的；一人可同时享受几类，人数按类相加",
        unit="单位：户、人、元",
        option=option(
            [label for _, label in used],
            [bars("保障人数", [row.cells[2].value for row in rows], COLOURS[0])],
            across=True,
        ),
        totals=total,
        money=MONEY,
    )


def by_township(figures: Figures, links: Links) -> Chart:
    """Townships in the order of their codes, stacked by scheme."""
    towns = [(code, name) for code, name in figures.places if code != figures.county]
    rows = [Row(name, _cells(figures, links.to("award_list", town=code[:9]), place=code)) for code, name in towns]
    series = []
    for at, (value, label) in enumerate(Scheme.choices):
        told = [figures.sum("relief", "covered", a=value, place=code) for code, _ in towns]
        if any(told):
            series.append(bars(str(label), told, COLOURS[at % len(COLOURS)], stack="all"))
    total = _cells(figures, links.to("award_list"))
    return Chart(
        "townships",
        "在册保障：按乡镇",
        ["乡镇", *HEAD],
        rows,
        f"各乡镇合计保障 {total[2].shown} 人，月保障金额 {total[3].shown} 元。",
        unit="单位：户、人、元",
        option=option([name for _, name in towns], series, across=True),
        totals=total,
        money=MONEY,
    )
