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
NIL = [("changes", "零报告（变动）"), ("deaths", "零报告（死亡）")]


def by_month(figures: Figures, links: Links) -> Chart:
    """Lines of the change lists as filed, and townships that reported nil."""
    rows, sums = [], [0] * 6
    for month in figures.months:
        values = [figures.sum(kind, what, month=month) for kind, what, _, _ in COLUMNS]
        values += [figures.sum("nil", what, month=month) for what, _ in NIL]
        url = links.to("period_detail", figures.periods[month]) if month in figures.periods else ""
        rows.append(Row(months.chinese(month), [Cell(value, url=url if value else "") for value in values]))
        sums = [had + value for had, value in zip(sums, values, strict=True)]
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
        totals=[Cell(value) for value in sums],
    )
