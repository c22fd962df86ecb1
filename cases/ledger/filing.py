"""An entry as the annex ledger has it (专项整治工作台账): twenty columns, the same words it was imported with."""

from collections.abc import Mapping
from typing import Any

from ..models import RectificationEntry

S = RectificationEntry.State
COLUMNS = (
    "序号 问题类别 具体问题 涉及乡镇 涉及村 涉及户数 涉及金额（元） 问题来源 发现日期 原因分析 "
    "整改措施 责任单位 责任领导 责任人 整改时限 整改进展 完成日期 是否销号 移交线索 备注"
).split()
STRUCK_OFF = frozenset({S.CLOSED, S.LEGACY_CLOSED, S.CONSOLIDATED})
PROGRESS = {
    S.LISTED: "待制定措施",
    S.WORKING: "整改中",
    S.CLOSE_ASKED: "已完成，申请销号",
    S.CHECKED: "已完成，审核中",
    S.REBOUNDED: "反弹，重新办理",
}
COUNTY = "县民政局"


def told(entry: RectificationEntry) -> dict[str, Any]:
    """What the ledger says of the entry, by the fields of an imported line: text, ISO days, fen."""
    extended = f"延期至 {entry.extended_to.isoformat()}" if entry.extended_to else ""
    return {
        "source_word": entry.source_word or entry.get_source_display(),
        "cause": entry.cause,
        "measures": entry.measures_text,
        "unit": entry.unit,
        "leader": entry.leader,
        "person": entry.person_name,
        "due_on": entry.due_on.isoformat() if entry.due_on else "",
        "progress": entry.progress or PROGRESS.get(S(entry.state), "已完成"),
        "done_on": entry.done_on.isoformat() if entry.done_on else "",
        "note": "；".join(filter(None, (entry.note, extended))),
    }


def row(number: int, entry: RectificationEntry, towns: Mapping[str, str]) -> list[Any]:
    """The line as filed; `towns` are names by nine digits. An amount is fen."""
    said = told(entry)
    return [
        number,
        entry.category,
        entry.description,
        towns.get(entry.township_code, COUNTY),
        entry.village,
        entry.households_count,
        entry.amount_fen,
        said["source_word"],
        entry.found_on.isoformat(),
        *(said[name] for name in ("cause", "measures", "unit", "leader", "person", "due_on", "progress", "done_on")),
        "是" if entry.state in STRUCK_OFF else "否",
        entry.referred_text or "否",
        said["note"],
    ]
