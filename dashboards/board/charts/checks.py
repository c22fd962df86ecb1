"""What the draws found: the error rate with its interval, draw by draw."""

from collections import defaultdict

from core import months

from ..links import Links
from ..reading import Figures
from .chart import PALE, RED, Cell, Chart, Row, bars, month_label, option, ppm

HEAD = ["框内", "样本", "已核查", "不符", "查无失联", "不符率", "95% 区间下限", "95% 区间上限", "是否查完"]
# How the list of items is asked for the rows of a number.
COUNTED = {"sample": "", "done": "done", "errors": "errors", "unknown": "unknown"}
CLEAR = "rgba(0,0,0,0)"


def by_draw(figures: Figures, links: Links) -> Chart:
    """The county's rate of each draw of the year; a township's users see their township's."""
    where = figures.county if len(figures.places) > 1 else figures.places[0][0] if figures.places else figures.county
    told: dict[tuple[str, str, str], dict[str, int]] = {}
    for what, row in figures.whats("check"):
        if row.place == where:
            told.setdefault((row.month, row.b, row.a), {})[what] = row.value
    rows, drawn = [], []
    for (month, code, draw), said in sorted(told.items()):
        got = defaultdict(int, said)
        result = links.to("draw_result", draw)

        def items(only: str, draw: str = draw, result: str = result) -> str:
            return links.to("draw_items", draw, only=only) or result

        counts = [Cell(got["population"], url=links.to("draw_frame", draw) or result)]
        counts += [Cell(got[name], url=items(only)) for name, only in COUNTED.items()]
        rates = [Cell(got[name], ppm(got[name]), result) for name in ("rate", "lower", "upper")]
        done, left = got["done"], got["sample"] - got["done"]
        final = Cell(done, "已查完", items("done")) if got["final"] else Cell(left, f"还有 {left}", items("open"))
        rows.append(Row(f"{months.chinese(month)} {code}", [*counts, *rates, final]))
        drawn.append((f"{month_label(month)} {code.rpartition('-')[2]}", got["rate"], got["lower"], got["upper"]))
    last = rows[-1] if rows else None
    says = "还没有抽查结果。"
    if last:
        rate, lower, upper = (cell.shown for cell in last.cells[5:8])
        says = f"{last.label}：不符率 {rate}，95% 区间 {lower} 至 {upper}。"
    return Chart(
        "checks",
        "抽查不符率和区间",
        ["抽签", *HEAD],
        rows,
        says,
        note="只算抽签核查、两人签字的；查无、失联和还没查的，上限按不符算",
        unit="单位：户、项",
        option=_picture(drawn),
    )


def _picture(drawn: list[tuple[str, int, int, int]]) -> dict:
    """A floating bar from the lower limit to the upper, the rate as a point on it."""
    low = [each[2] / 10_000 for each in drawn]
    wide = [(each[3] - each[2]) / 10_000 for each in drawn]
    point = {"name": "不符率（%）", "type": "scatter", "symbol": "diamond", "symbolSize": 16}
    point |= {"data": [each[1] / 10_000 for each in drawn], "itemStyle": {"color": RED}, "z": 3}
    below = bars("下限（%）", low, CLEAR, stack="interval", silent=True)
    found = option([each[0] for each in drawn], [below, bars("95% 区间宽（%）", wide, PALE, stack="interval"), point])
    found["legend"]["data"] = ["95% 区间宽（%）", "不符率（%）"]
    found["yAxis"].pop("minInterval")
    return found
