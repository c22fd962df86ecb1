"""From lines and what is declared to what must change: the same plan serves the preview and the commit."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from ..intake.declared import Declared
from ..models import KinDeclaration

LABELS = {
    "official_name": "经办人姓名",
    "official_id": "经办人身份证号",
    "unit": "单位",
    "post": "职务",
    "recipient_name": "享受人姓名",
    "relation": "与经办人关系",
    "scheme": "救助类别",
    "grade": "保障类别",
    "covered": "保障人数",
    "monthly_fen": "月保障金额",
    "since_month": "享受起始月",
    "declared": "是否主动申报",
    "checked_by": "核查人",
    "checked_on": "核查日期",
    "conclusion": "核查结论",
    "recusal": "回避记录",
    "handling": "处理",
}
RENAMED = {"recipient_name": "name", "monthly_fen": "monthly", "since_month": "since"}
PLAIN = [name for name in LABELS if name != "official_id"]


@dataclass
class Change:
    """A declaration that stands and what a line says otherwise, by field."""

    row: KinDeclaration
    line: Declared
    values: dict[str, Any]


@dataclass
class Plan:
    """All that a commit would do; `ended` are pairs (official, recipient ID) taken up again."""

    new: list[Declared] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    same: int = 0
    ended: set[tuple[str, str]] = field(default_factory=set)


def official_key(index: str, name: str) -> str:
    """By what a declaration knows its official: the blind index, or '=' and the name."""
    return index or f"={name}"


def values_of(line: Declared) -> dict[str, Any]:
    """The line's values by field of the model, without identifiers."""
    values = {name: getattr(line, RENAMED.get(name, name)) for name in PLAIN}
    values["checked_on"] = dt.date.fromisoformat(line.checked_on) if line.checked_on else None
    return values


def plan_of(lines: Iterable[Declared], county_code: str, index_of: Callable[[str], str]) -> Plan:
    """Compare lines with the declarations of the county. A blank says nothing; a pair is known by both ID numbers, or by
    the official's name where one side has no number."""
    lines = [line for line in lines if line.id]
    wanted = {index_of(line.id) for line in lines}
    rows = KinDeclaration.objects.filter(county_code=county_code, recipient_index__in=wanted).order_by("active", "id")
    standing: dict[tuple[str, str], KinDeclaration] = {}
    for row in rows.defer("recipient_sealed"):
        standing[row.official_key, row.recipient_index] = row
        standing[f"={row.official_name}", row.recipient_index] = row
    plan = Plan()
    for line in lines:
        _place(plan, line, standing, index_of)
    return plan


def _place(
    plan: Plan, line: Declared, standing: dict[tuple[str, str], KinDeclaration], index_of: Callable[[str], str]
) -> None:
    recipient = index_of(line.id)
    index = index_of(line.official_id) if line.official_id else ""
    row = standing.get((official_key(index, line.official_name), recipient))
    if row is None and index:
        namesake = standing.get((f"={line.official_name}", recipient))
        row = namesake if namesake is not None and not namesake.official_index else None
    if row is None or not row.active:
        plan.new.append(line)
        if row is not None:
            plan.ended.add((line.official_id or line.official_name, line.id))
        return
    values = {name: value for name, value in values_of(line).items() if _says_otherwise(value, getattr(row, name))}
    if index and not row.official_index:
        values["official_id"] = line.official_id
    if values:
        plan.changed.append(Change(row, line, values))
    else:
        plan.same += 1


def _says_otherwise(value: Any, stands: Any) -> bool:
    return value not in (None, "") and value != stands
