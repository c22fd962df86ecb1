"""A correction beside the line it corrects."""

from typing import Any

from core.templatetags.formats import yuan0

from ..models import ChangeLine

LABELS = {
    "kind": "变动类型",
    "reason": "变动原因",
    "effective_month": "执行月份",
    "grade_after": "现类别",
    "covered_after": "现保障人数",
    "fen_after": "现月金额（元）",
    "death_date": "死亡日期",
}


def compared(line: ChangeLine) -> list[dict[str, Any]]:
    """A correction beside what it corrects, field by field; nothing stands on the right of a line withdrawn."""
    old = line.corrects
    if old is None:
        return []
    rows = []
    for name, label in LABELS.items():
        was, now = getattr(old, name), "" if line.withdraws else getattr(line, name)
        if was in ("", None) and now in ("", None):
            continue
        shown = [_shown(row, name) for row in (old, line)]
        rows.append(
            {"label": label, "was": shown[0], "now": "撤销" if line.withdraws else shown[1], "differs": was != now}
        )
    return rows


def _shown(line: ChangeLine, name: str) -> Any:
    if name == "kind":
        return line.get_kind_display()
    return yuan0(line.fen_after) if name == "fen_after" else getattr(line, name)
