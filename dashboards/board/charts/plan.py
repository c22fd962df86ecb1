"""The plan as one picture: six tasks × three stages, how much of each is closed, and the responsibility matrix beside it."""

from cases.ledger.listing import CLOSED_ALL, WHOLE
from cases.models import StageKind, TaskArea

from ..links import Links
from ..reading import Figures
from .chart import Cell, Chart, Part, Row, percent

TASKS = [(value, str(label)) for value, label in TaskArea.choices if value != TaskArea.ELDERLY]
STAGES = [(value, str(label)) for value, label in StageKind.choices]


def _state(done: int, whole: int, late: int) -> str:
    if not whole:
        return "none"
    if late:
        return "late"
    return "on_time" if done == whole else "submitted"


def _cell(about: str, numbers: tuple[int, int, int], urls: list[str], word: str, unit: str) -> Cell:
    """Done of the whole, and what is late: three numbers, each with its own rows."""
    done, whole, late = numbers
    if not whole:
        return Cell(None, "·", state="none", title=f"{about}：没有")
    told = [(f"{done}", word), (f"{whole}", "共"), (f"{late}", "逾期")]
    parts = [
        Part(n, url if int(n) else "", f"{about}：{said} {n} {unit}") for (n, said), url in zip(told, urls, strict=True)
    ]
    text = f"{done} / {whole}" + (f" 逾期 {late}" if late else "")
    title = f"{about}：{word} {done} {unit}，共 {whole} {unit}，逾期 {late} {unit}"
    return Cell(done, text, state=_state(done, whole, late), title=title, parts=parts[: 3 if late else 2])


def progress(figures: Figures, links: Links) -> Chart:
    """Closed of all in each task and stage, tinted: all closed, under way, some overdue. Its own picture."""
    rows = []
    for task, label in TASKS:
        cells = []
        for stage, name in STAGES:
            ask = {"a": task, "b": stage}
            open_, late, closed = (figures.sum("entry", what, **ask) for what in ("open", "overdue", "closed"))
            whole = open_ + closed
            urls = [
                links.to("entry_list", task=task, stage=stage, **query)
                for query in ({"state": CLOSED_ALL}, {"state": WHOLE}, {"late": "red"})
            ]
            cells.append(_cell(f"{label} {name}", (closed, whole, late), urls, "已销号", "条"))
        done, whole = figures.sum("work", "done", a=task), figures.sum("work", "all", a=task)
        late = figures.sum("work", "late", a=task)
        urls = [links.to("responsibility_list", task=task, state=state) for state in ("done", "", "late")]
        cells.append(_cell(f"{label} 责任分工", (done, whole, late), urls, "完成", "项"))
        rows.append(Row(label, cells))
    closed, open_ = figures.sum("entry", "closed"), figures.sum("entry", "open")
    done, whole = figures.sum("work", "done"), figures.sum("work", "all")
    return Chart(
        "plan",
        "六项任务、三个阶段",
        ["任务", *(name for _, name in STAGES), "责任分工"],
        rows,
        f"整改事项已销号 {closed} 条，共 {open_ + closed} 条；"
        f"责任分工完成 {done} 项，共 {whole} 项（{percent(done, whole)}）。",
        note="每格：已销号 / 共；责任分工：完成 / 共",
        unit="单位：条、项",
    )
