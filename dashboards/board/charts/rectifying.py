"""The rectification ledger by task, stage, township and month."""

from cases.ledger.listing import CLOSED_ALL, NO_STAGE, OLD, RATED
from cases.models import RectificationEntry, StageKind, TaskArea
from core import months

from ..links import Links
from ..reading import Figures
from .chart import AMBER, BLUE, PALE, RED, Cell, Chart, Row, bars, month_label, option, rate

HEAD = ["未销号", "其中逾期", "已销号", "其中历史销号", "反弹重办", "销号率"]
REBOUNDED = RectificationEntry.State.REBOUNDED.value
NOTE = "已移交限制查看的不计"
RATE = "销号率＝已销号 ÷（未销号＋已销号），旧台账带来的历史销号两边都不算"


def _row(figures: Figures, links: Links, label: str, ask: dict[str, str], query: dict[str, str]) -> Row:
    """One line: what is asked of the figures, and the same of the list."""
    open_, late, closed, earned, again = (
        figures.sum("entry", what, **ask) for what in ("open", "overdue", "closed", "earned", "rebounded")
    )

    def cell(value: int, **more: str) -> Cell:
        return Cell(value, url=links.to("entry_list", **query, **more) if value else "")

    return Row(
        label,
        [
            cell(open_, state="open"),
            cell(late, late="red"),
            cell(closed, state=CLOSED_ALL),
            cell(closed - earned, state=OLD),
            cell(again, state=REBOUNDED),
            rate(earned, open_ + earned, links.to("entry_list", **query, state=RATED)),
        ],
    )


def _chart(
    figures: Figures, links: Links, key: str, title: str, first: str, rows: list[Row], names: list[str]
) -> Chart:
    total = _row(figures, links, "合计", {}, {})
    on_time = [(row.cells[0].value or 0) - (row.cells[1].value or 0) for row in rows]
    series = [
        bars("未销号（未到期）", on_time, PALE, stack="all"),
        bars("逾期", [row.cells[1].value for row in rows], RED, stack="all"),
        bars("已销号", [row.cells[2].value for row in rows], BLUE, stack="all"),
        bars("反弹重办", [row.cells[4].value for row in rows], AMBER),
    ]
    open_, late, closed, old, again, share = total.cells
    return Chart(
        key,
        title,
        [first, *HEAD],
        rows,
        f"未销号 {open_.shown} 条，其中逾期 {late.shown} 条；已销号 {closed.shown} 条（历史销号 {old.shown} 条），反弹重办 {again.shown} 条，"
        f"销号率 {share.shown}。",
        note=f"{RATE}；{NOTE}",
        unit="单位：条",
        option=option(names, series, across=True),
        totals=total.cells,
    )


def by_task(figures: Figures, links: Links) -> Chart:
    """The plan's six tasks, and elderly care."""
    rows = [_row(figures, links, str(label), {"a": task}, {"task": task}) for task, label in TaskArea.choices]
    short = [str(label).partition("）")[2] or str(label) for _, label in TaskArea.choices]
    return _chart(figures, links, "tasks", "整改：按任务", "任务", rows, short)


def by_stage(figures: Figures, links: Links) -> Chart:
    """The plan's three stages, and what was found outside them."""
    stages = [*StageKind.choices, ("", "不分阶段")]
    rows = [_row(figures, links, str(label), {"b": stage}, {"stage": stage or NO_STAGE}) for stage, label in stages]
    return _chart(figures, links, "stages", "整改：按阶段", "阶段", rows, [str(label) for _, label in stages])


def by_township(figures: Figures, links: Links) -> Chart:
    """Townships in the order of their codes: facts, no ranks."""
    rows = [_row(figures, links, name, {"place": code}, {"town": code[:9]}) for code, name in figures.places]
    names = [name for _, name in figures.places]
    return _chart(figures, links, "rectification", "整改：按乡镇", "乡镇", rows, names)


def by_month(figures: Figures, links: Links) -> Chart:
    """Found, closed and rebounded in each month."""
    whats = [("found", "发现", PALE), ("closed", "销号", BLUE), ("rebounded", "反弹", AMBER)]

    def cell(what: str, first: str, last: str = "") -> Cell:
        number = figures.sum("entry_flow", what, month=None if last else first)
        query = {"month": first, "until": last, "flow": "" if what == "found" else what}
        return Cell(number, url=links.to("entry_list", **query) if number else "")

    rows = [Row(months.chinese(month), [cell(what, month) for what, _, _ in whats]) for month in figures.months]
    totals = [cell(what, figures.months[0], figures.now) for what, _, _ in whats]
    sums = [total.shown for total in totals]
    series = [bars(name, [row.cells[at].value for row in rows], colour) for at, (_, name, colour) in enumerate(whats)]
    return Chart(
        "flow",
        "整改：按月进出",
        ["月份", *(name for _, name, _ in whats)],
        rows,
        f"近 12 个月发现 {sums[0]} 条，销号 {sums[1]} 条，反弹 {sums[2]} 条。",
        note=NOTE,
        unit="单位：条",
        option=option([month_label(month) for month in figures.months], series),
        totals=totals,
    )
