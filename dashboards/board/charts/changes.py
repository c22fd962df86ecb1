"""In, out, altered, deaths and nil reports by month."""

from core import months

from ..links import Links
from ..reading import Figures
from .chart import AMBER, BLUE, PALE, RED, SLATE, Cell, Chart, Row, bars, line, month_label, option

COLUMNS = [
    ("change", "in", "新增", BLUE),
    ("change", "out", "停保减员", AMBER),
    ("change", "altered", "变更", PALE),
    ("change", "deaths", "死亡", RED),
]
LISTS = {"change": "line_list", "nil": "nil_list"}
NIL = [("changes", "零报告（变动）"), ("deaths", "零报告（死亡）")]


def by_month(figures: Figures, links: Links) -> Chart:
    """Lines of the change lists as filed, and townships that reported nil."""

    def cell(kind: str, what: str, first: str, last: str = "") -> Cell:
        number = figures.sum(kind, what, month=None if last else first)
        return Cell(number, url=links.to(LISTS[kind], month=first, until=last, flow=what) if number else "")

    asked = [*((kind, what) for kind, what, _, _ in COLUMNS), *(("nil", what) for what, _ in NIL)]
    rows = [Row(months.chinese(month), [cell(kind, what, month) for kind, what in asked]) for month in figures.months]
    totals = [cell(kind, what, figures.months[0], figures.now) for kind, what in asked]
    sums = [total.shown for total in totals]
    columns = list(zip(*((cell.value or 0 for cell in row.cells) for row in rows), strict=True))
    series = [bars(name, columns[at], colour) for at, (_, _, name, colour) in enumerate(COLUMNS)]
    series.append(line("零报告（死亡）", columns[5], SLATE))
    return Chart(
        "changes",
        "增减变动、死亡和零报告",
        ["月份", *(name for _, _, name, _ in COLUMNS), *(name for _, name in NIL)],
        rows,
        f"近 12 个月新增 {sums[0]} 行，停保减员 {sums[1]} 行，变更 {sums[2]} 行，死亡 {sums[3]} 人。",
        note="已报送的名单；更正件另计",
        unit="单位：行、个乡镇",
        option=option([month_label(month) for month in figures.months], series),
        totals=totals,
    )
