"""The head of a new household who stands only in the head's columns, beside the lines of the others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from core.sheets.findings import WARNING, Finding

from ..rules.facts import Context, Filing, Line

HEAD = "户主"
OWN = {"name": "head_name", "id_number": "head_id"}


def add_heads(filing: Filing, context: Context) -> None:
    """Every new household whose 保障人数 (or amount, by the rates) counts one more than its lines has a line for its head, who
    is none of them; each is told as a warning. Where the numbers do not tell, nothing is added."""
    found: dict[tuple[str, str, str], list[Line]] = {}
    for line in filing.lines:
        if line.kind == "add_household" and line.head_id and line.head_name and not line.has_problem("head_id"):
            found.setdefault((line.scheme, line.head_id, line.effective_month), []).append(line)
    for lines in found.values():
        if _leaves_room(lines, context):
            _add(filing, lines[0])


def _leaves_room(lines: Sequence[Line], context: Context) -> bool:
    first = lines[0]
    if context.home_of(first) or any(line.id_number in ("", first.head_id) or line.relation == HEAD for line in lines):
        return False
    counts = {line.covered_after for line in lines} - {None}
    if counts:
        return counts == {len(lines) + 1}
    rate = context.rate(first.scheme, first.grade_after, first.care_mode, first.care_level, first.effective_month)
    return rate is not None and {line.fen_after for line in lines} == {rate * (len(lines) + 1)}


def _add(filing: Filing, first: Line) -> None:
    cells = first.cells | {name: first.cells.get(own, "") for name, own in OWN.items()}
    problems = [(name, kind) for name, kind in first.problems if name not in ("name", "id_number", "relation")]
    head = replace(
        first, position=len(filing.lines), name=first.head_name, id_number=first.head_id, relation=HEAD, cells=cells,
        problems=problems, death_date="",
    )  # fmt: skip
    filing.lines.append(head)
    message = f"新增户的户主“{first.head_name}”只写在户主栏，保障人数比列出的人多 1 人，已按户主也享受登记。"
    hint = "户主不享受的，请改正保障人数后重新上传。"
    filing.findings.append(Finding("MR-00", WARNING, "head-added", first.sheet, cells["name"], message, hint))
