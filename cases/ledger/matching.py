"""Lines of a workbook and entries of the ledger: which line is which entry. What a problem is, where and when it was found
tells; how far it has come does not. Equal ones are matched one to one, in the order of the file."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from ..intake.ledger_line import Line
from ..models import RectificationEntry
from .filing import told

# field of the line -> word of the column
CONTENT = {
    "source_word": "问题来源",
    "cause": "原因分析",
    "measures": "整改措施",
    "unit": "责任单位",
    "leader": "责任领导",
    "person": "责任人",
    "due_on": "整改时限",
    "progress": "整改进展",
    "done_on": "完成日期",
    "note": "备注",
}
Identity = tuple[Any, ...]


@dataclass
class Plan:
    """What a commit would do: lines that are new, by their number in the file, and those that stand. `differing` gives for
    a standing line the entry's number and the columns that say otherwise."""

    new: list[int] = field(default_factory=list)
    same: int = 0
    differing: dict[int, tuple[str, list[str]]] = field(default_factory=dict)


def plan_of(lines: list[Line], codes: dict[str, str], county_code: str) -> Plan:
    """Compare lines with the county's ledger; `codes` are the township codes (12 digits) by name. One query."""
    standing: dict[Identity, list[RectificationEntry]] = defaultdict(list)
    days = {line.found_on for line in lines if line.found_on}
    rows = RectificationEntry.objects.filter(county_code=county_code, found_on__in=days).order_by("number")
    for entry in rows:
        standing[_of_entry(entry)].append(entry)
    plan = Plan()
    groups: dict[Identity, list[int]] = defaultdict(list)
    for number, line in enumerate(lines):
        groups[_of_line(line, codes)].append(number)
    for identity, numbers in groups.items():
        _match(plan, lines, numbers, standing.get(identity, []))
    plan.new.sort()
    return plan


def _match(plan: Plan, lines: list[Line], numbers: Iterable[int], entries: list[RectificationEntry]) -> None:
    left, unequal = list(entries), []
    for number in numbers:
        equal = next((entry for entry in left if not differences(lines[number], entry)), None)
        if equal is None:
            unequal.append(number)
        else:
            left.remove(equal)
            plan.same += 1
    for number in unequal:
        if left:
            entry = left.pop(0)
            plan.differing[number] = (entry.number, differences(lines[number], entry))
        else:
            plan.new.append(number)


def differences(line: Line, entry: RectificationEntry) -> list[str]:
    """The columns in which the line says something that the entry does not."""
    stands = told(entry)
    found = [word for name, word in CONTENT.items() if getattr(line, name) and getattr(line, name) != stands[name]]
    if line.closed and entry.state not in RectificationEntry.ENDED:
        found.append("是否销号")
    return found


def _of_line(line: Line, codes: dict[str, str]) -> Identity:
    town = codes.get(line.town, "")[:9]
    return (town, line.village, line.category, line.description, line.found_on, line.households, line.amount)


def _of_entry(entry: RectificationEntry) -> Identity:
    return (
        entry.township_code,
        entry.village,
        entry.category,
        entry.description,
        entry.found_on.isoformat(),
        entry.households_count,
        entry.amount_fen,
    )
