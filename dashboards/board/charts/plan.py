"""The plan as one picture: six tasks × three stages, how much of each is closed, and the responsibility matrix beside it."""

from cases.ledger.listing import CLOSED_ALL
from cases.models import StageKind, TaskArea

from ..links import Links
from ..reading import Figures
from .chart import Cell, Chart, Row, percent

TASKS = [(value, str(label)) for value, label in TaskArea.choices if value != TaskArea.ELDERLY]
STAGES = [(value, str(label)) for value, label in StageKind.choices]


def _state(done: int, whole: int, late: int) -> str:
    if not whole:
        return "none"
    if late:
        return "late"
    return "on_time" if done == whole else "submitted"


def progress(figures: Figures, links: Links) -> Chart:
    """Closed of all in each task and stage, tinted: all closed, under way, some overdue. Its own picture."""
    rows = []
    for task, label in TASKS:
        cells = []
        for stage, name in STAGES:
            ask = {"a": task, "b": stage}
            open_, late, closed = (figures.sum("entry", what, **ask) for what in ("open", "overdue", "closed"))
            whole = open_ + closed
            query = {"late": "red"} if late else {"state": "open" if open_ else CLOSED_ALL}
            url = links.to("entry_list", task=task, stage=stage, **query) if whole else ""
            text = f"{closed} / {whole}" + (f" 逾期 {late}" if late else "") if whole else "·"
            title = f"{label} {name}：" + (f"已销号 {closed} 条，共 {whole} 条，逾期 {late} 条" if whole else "没有")
            cells.append(Cell(closed if whole else None, text, url, _state(closed, whole, late), title))
        done, whole = figures.sum("work", "done", a=task), figures.sum("work", "all", a=task)
        late = figures.sum("work", "late", a=task)
        url = links.to("responsibility_list", task=task) if whole else ""
        text = f"{done} / {whole}" + (f" 逾期 {late}" if late else "") if whole else "·"
        title = f"{label} 责任分工：完成 {done} 项，共 {whole} 项，逾期 {late} 项"
        cells.append(Cell(done if whole else None, text, url, _state(done, whole, late), title))
        rows.append(Row(label, cells))
    closed, open_ = figures.sum("entry", "closed"), figures.sum("entry", "open")
    done, whole = figures.sum("work", "done"), figures.sum("work", "all")
    return Chart(
        "plan",
        "六项任务、三个阶段",
        ["任务", *(name for _, name in STAGES), "责任分工"],
        rows,
        f"整改事项已销号 {closed} 条，共 {open_ + closed} 条（{percent(closed, open_ + closed)}）；"
        f"责任分工完成 {done} 项，共 {whole} 项（{percent(done, whole)}）。",
        note="每格：已销号 / 共；责任分工：完成 / 共",
        unit="单位：条、项",
    )
