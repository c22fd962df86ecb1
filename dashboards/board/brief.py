"""The month's brief, drafted from the figures: text, and the tables of its charts as they stand."""

from typing import Any

from core import months

from .charts import CHARTS, Chart
from .charts.chart import percent
from .links import Links
from .reading import Figures

# The charts of the brief, and the columns (from 0) its bars are drawn of.
DRAWN: dict[str, tuple[int, ...]] = {
    "changes": (0, 1),
    "tasks": (0, 2),
    "rectification": (0, 2),
    "petitions": (0,),
    "desks": (0,),
    "checks": (5,),
    "relief": (2,),
}


def draft(figures: Figures, links: Links) -> str:
    """The text: facts and dues, townships named only for what they owe, in the order of their codes."""
    month = months.chinese(figures.now)
    parts = [
        ("一、动态管理月报", _reports(figures, month)),
        ("二、专项整治", _entries(figures, month)),
        ("三、信访事项", _petitions(figures, month)),
        ("四、抽查核查", _checks(figures, links)),
        ("五、在册保障", _relief(figures, month)),
    ]
    return "\n".join(line for title, text in parts for line in (title, text))


def _reports(figures: Figures, month: str) -> str:
    now = figures.now
    words = [("on_time", "按时报送"), ("late", "迟报"), ("arrears", "补录"), ("returned", "退回待补正")]
    words += [("missing", "过期未报齐"), ("pending", "未到期")]
    told = [f"{word} {n} 个" for key, word in words if (n := figures.sum("report", key, month=now))]
    names = dict(figures.places)
    owing = [names.get(row.place, "") for row in sorted(figures.each("report", "missing")) if row.month == now]
    said = "；".join(told) or "报告期还没有打开"
    changes = [figures.sum("change", what, month=now) for what in ("in", "out", "altered", "deaths")]
    nil = [figures.sum("nil", what, month=now) for what in ("changes", "deaths")]
    return (
        f"{month}各乡镇月报：{said}。"
        + (f"过期未报齐的是{'、'.join(owing)}。" if owing else "")
        + "已报送的名单中，新增 {} 行，停保减员 {} 行，变更 {} 行，死亡 {} 人；".format(*changes)
        + "变动零报告 {} 个乡镇，死亡零报告 {} 个乡镇。".format(*nil)
    )


def _entries(figures: Figures, month: str) -> str:
    came, closed, again = (
        figures.sum("entry_flow", what, month=figures.now) for what in ("found", "closed", "rebounded")
    )
    open_, late, done, earned = (figures.sum("entry", what) for what in ("open", "overdue", "closed", "earned"))
    work, all_ = figures.sum("work", "done"), figures.sum("work", "all")
    owing = [name for code, name in figures.places if figures.sum("entry", "overdue", place=code)]
    return (
        f"{month}发现问题 {came} 条，销号 {closed} 条，反弹 {again} 条。目前未销号 {open_} 条，其中逾期 {late} 条"
        + (f"（{'、'.join(owing)}）" if owing else "")
        + f"；已销号 {done} 条，销号率 {percent(earned, open_ + earned)}（历史销号 {done - earned} 条不算）。责任分工完成 {work} 项，共 {all_} 项。"
    )


def _petitions(figures: Figures, month: str) -> str:
    came, again = (figures.sum("letters", what, month=figures.now) for what in ("kind", "repeat"))
    due, timely = (figures.sum("letters", what) for what in ("due", "on_time"))
    open_, late = (figures.sum("petition", what) for what in ("open", "overdue"))
    return (
        f"{month}来件 {came} 件，其中重复来件 {again} 件，重复率 {percent(again, came)}。目前在办 {open_} 件，其中逾期 {late} 件。"
        f"近 12 个月应办结 {due} 件，按期办结 {timely} 件，按期率 {percent(timely, due)}。密封件不在其内。"
    )


def _checks(figures: Figures, links: Links) -> str:
    return CHARTS["checks"](figures, links).says + "查无、失联和还没有核查的，上限按不符计算。"


def _relief(figures: Figures, month: str) -> str:
    awards, covered, fen = (figures.sum("relief", what) for what in ("awards", "covered", "fen"))
    return f"{month}在册 {awards} 户（份），保障 {covered} 人，月保障金额 {fen / 100:,.2f} 元。"


def tables(figures: Figures, links: Links) -> list[dict[str, Any]]:
    """The tables of the brief's charts as plain values, to be kept: what was told stays as it was told."""
    return [_kept(CHARTS[key](figures, links), at) for key, at in DRAWN.items()]


def _kept(chart: Chart, at: tuple[int, ...]) -> dict[str, Any]:
    return {
        "key": chart.key,
        "title": chart.title,
        "says": chart.says,
        "unit": chart.unit,
        "note": chart.note,
        "head": list(chart.head),
        "drawn": [chart.head[place + 1] for place in at],
        "rows": [
            {
                "label": row.label,
                "cells": [cell.shown for cell in row.cells],
                "bars": [row.cells[place].value or 0 for place in at],
            }
            for row in chart.rows
        ],
        "totals": [cell.shown for cell in chart.totals],
    }
