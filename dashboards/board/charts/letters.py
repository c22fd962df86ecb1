"""Petitions by month, class and township, on-time and repeat rates. Sealed cases are in none of the numbers."""

from cases.models import Channel, PetitionClass
from cases.petitions.outcomes import DUE, ON_TIME, REPEAT
from core import months

from ..links import Links
from ..reading import Figures
from .chart import AMBER, BLUE, PALE, RED, Cell, Chart, Row, bars, line, month_label, option, rate

NOTE = "密封件和已移交限制查看的不计"


def _share(part: int, whole: int) -> float | None:
    return round(part * 100 / whole, 1) if whole else None


def _cells(figures: Figures, links: Links, **ask: str) -> list[Cell]:
    """In, due, answered in time, their share, repeats, their share; each leads to the list of those months, a share to that
    of its whole. The county's own
    line of a table by townships leads nowhere: the lists know no such township."""
    came = figures.sum("letters", "kind", **ask)
    due, timely = figures.sum("letters", "due", **ask), figures.sum("letters", "on_time", **ask)
    again = figures.sum("letters", "repeat", **ask)
    place, month = ask.get("place", ""), ask.get("month", "")
    when = {"month": month} if month else _year(figures)

    def cell(number: int, outcome: str = "") -> Cell:
        leads = number and place != figures.county
        return Cell(number, url=links.to("petition_list", town=place[:9], outcome=outcome, **when) if leads else "")

    all_, owed, kept, repeated = cell(came), cell(due, DUE), cell(timely, ON_TIME), cell(again, REPEAT)
    return [all_, owed, kept, rate(timely, due, owed.url), repeated, rate(again, came, all_.url)]


def _year(figures: Figures) -> dict[str, str]:
    """The months the board tells of, as a list is asked for them."""
    return {"month": min(figures.months), "until": max(figures.months)}


HEAD = ["来件", "应办结", "按期办结", "按期率", "重复来件", "重复率"]


def by_month(figures: Figures, links: Links) -> Chart:
    """What came in each month, and how it was answered."""
    rows = [Row(months.chinese(month), _cells(figures, links, month=month)) for month in figures.months]
    total = _cells(figures, links)
    values = [[cell.value or 0 for cell in row.cells] for row in rows]
    series = [
        bars("来件", [each[0] for each in values], PALE),
        bars("重复来件", [each[4] for each in values], AMBER),
        line("按期率（%）", [_share(each[2], each[1]) for each in values], BLUE, yAxisIndex=1),
    ]
    drawn = option([month_label(month) for month in figures.months], series)
    drawn["yAxis"] = [drawn["yAxis"], {"type": "value", "min": 0, "max": 100, "splitLine": {"show": False}}]
    return Chart(
        "petitions",
        "信访：按月",
        ["接件月份", *HEAD],
        rows,
        f"近 12 个月来件 {total[0].shown} 件，应办结 {total[1].shown} 件，按期率 {total[3].shown}；"
        f"重复来件 {total[4].shown} 件，重复率 {total[5].shown}。",
        note=f"应办结＝已答复和过了期限的；{NOTE}",
        unit="单位：件",
        option=drawn,
        totals=total,
    )


def by_kind(figures: Figures, links: Links) -> Chart:
    """What petitions ask, and how they come in."""
    asked = [("kind", value, str(label)) for value, label in PetitionClass.choices]
    came = [("channel", value, str(label)) for value, label in Channel.choices]
    rows = []
    for what, value, label in asked + came:
        number = figures.sum("letters", what, a=value)
        url = links.to("petition_list", **{what: value}, **_year(figures)) if number else ""
        rows.append(Row(("类别：" if what == "kind" else "渠道：") + label, [Cell(number, url=url)]))
    total = figures.sum("letters", "kind")
    names = [label for _, _, label in asked + came]
    return Chart(
        "kinds",
        "信访：类别和渠道",
        ["类别、渠道", "近 12 个月来件"],
        rows,
        f"近 12 个月来件 {total} 件："
        + "，".join(f"{row.label.partition('：')[2]} {row.cells[0].shown} 件" for row in rows if row.cells[0].value)
        + "。",
        note=NOTE,
        unit="单位：件",
        option=option(names, [bars("来件", [row.cells[0].value for row in rows], BLUE)], across=True),
    )


def by_township(figures: Figures, links: Links) -> Chart:
    """In hand and overdue today, and the year's rates, in the order of the codes."""
    rows = []
    for code, name in figures.places:
        open_, late = (figures.sum("petition", what, place=code) for what in ("open", "overdue"))
        again = figures.sum("cluster", "open", place=code)
        town = "" if code == figures.county else code[:9]
        rows.append(
            Row(
                name,
                [
                    Cell(open_, url=links.to("petition_list", town=town, state="worked") if open_ and town else ""),
                    Cell(late, url=links.to("petition_list", town=town, pressing="late") if late and town else ""),
                    Cell(again, url=links.to("cluster_list", town=town) if again and town else ""),
                    *_cells(figures, links, place=code),
                ],
            )
        )
    lists = [
        (("petition", "open"), links.to("petition_list", state="worked")),
        (("petition", "overdue"), links.to("petition_list", pressing="late")),
        (("cluster", "open"), links.to("cluster_list")),
    ]
    total = [Cell(number, url=url if number else "") for number, url in ((figures.sum(*of), url) for of, url in lists)]
    series = [
        bars("在办（未到期）", [(r.cells[0].value or 0) - (r.cells[1].value or 0) for r in rows], PALE, stack="all"),
        bars("在办（逾期）", [row.cells[1].value for row in rows], RED, stack="all"),
        bars("重复信访未销号", [row.cells[2].value for row in rows], AMBER),
    ]
    return Chart(
        "desks",
        "信访：按乡镇",
        ["乡镇", "在办", "其中逾期", "重复信访未销号", *HEAD],
        rows,
        f"在办 {total[0].shown} 件，其中逾期 {total[1].shown} 件；重复信访台账未销号 {total[2].shown} 件。",
        note=f"在办、逾期是今天的，其余是近 12 个月的；{NOTE}",
        unit="单位：件",
        option=option([name for _, name in figures.places], series, across=True),
        totals=[*total, *_cells(figures, links)],
    )
