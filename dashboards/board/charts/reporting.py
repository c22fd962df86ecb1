"""Who reported when: townships × months."""

from core import months
from monthly_reports.board import VERDICTS

from ..links import Links
from ..reading import Figures
from .chart import Cell, Chart, Row, month_label

# The tint of each word in the heat table.
TINTS = {"on_time": "on_time", "late": "late", "arrears": "late", "returned": "returned", "missing": "missing"}
TINTS |= {"pending": "open", "none": "none"}
LEGEND = [("on_time", "按时（零报＝两项都是零报告）"), ("late", "迟报、补录"), ("returned", "已退回待补正")]
LEGEND += [("missing", "过期未报、缺项"), ("open", "未到期")]


def timeliness(figures: Figures, links: Links) -> Chart:
    """One word for each township and month, the newest month beside the names. A table that is its own picture."""
    told = {(row.place, row.month): (word, row.b) for word, row in figures.whats("report")}
    nil = {(row.place, row.month, what) for what, row in figures.whats("nil")}
    shown = list(reversed(figures.months))

    def cell(place: str, name: str, month: str) -> Cell:
        word, report = told.get((place, month), ("none", ""))
        both = word == "on_time" and (place, month, "changes") in nil and (place, month, "deaths") in nil
        label = "零报" if both else VERDICTS[word] if word != "none" else "·"
        title = f"{name} {months.chinese(month)}：{label if word != 'none' else '没有报告期'}"
        url = links.to("report_detail", report) if report else ""
        return Cell(None if word == "none" else 1, label, url, TINTS[word], title)

    rows = [
        Row(name, [cell(code, name, month) for month in shown])
        for code, name in figures.places
        if code != figures.county
    ]
    counted = {word: figures.sum("report", word, month=figures.now) for word in VERDICTS}
    says = "，".join(f"{VERDICTS[word]} {number} 个乡镇" for word, number in counted.items() if number)
    return Chart(
        "timeliness",
        "月报报送时效",
        ["乡镇", *(month_label(month) for month in shown)],
        rows,
        f"{months.chinese(figures.now)}：{says or '没有报告期'}。",
        note="按服务器收到第一份报送的时间，一次定准",
    )
