"""What a family's lines say together: who heads it, whom the sheet only implies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from .amounts import settle_amount
from .staged import Family, Member

if TYPE_CHECKING:
    from .lines import Lines


def complete(family: Family, rows: Sequence[int], lines: Lines, rates: Mapping[tuple[str, str], int]) -> None:
    """Settle the head and the monthly amount of a family that was just read."""
    _settle_head(family, rows, lines)
    settle_amount(family, rows, lines, rates)


def _settle_head(family: Family, rows: Sequence[int], lines: Lines) -> None:
    named = [member for member in family.members if lines.is_head(member)]
    if not named and family.head_id:
        named = [member for member in family.members if member.id == family.head_id]
    if not named and family.head_name:
        called = [member for member in family.members if member.name == family.head_name and not member.relation]
        named = called if len(called) == 1 else []
    if not named and family.head_id and _stands_apart(family, lines):
        named = [_implied(family, rows, lines)]
        family.members.insert(0, named[0])
    if not named and "relation" not in lines.columns:
        named = family.members[:1]
    if named:
        named[0].is_head = True
        named[0].relation = named[0].relation or "户主"
        named[0].role = named[0].role or "head"
    if family.head_id == "" and named:
        family.head_id = named[0].id
    family.head_name = family.head_name or (named[0].name if named else "")


def _stands_apart(family: Family, lines: Lines) -> bool:
    """True where the head is on none of the family's lines and the sheet's own numbers leave room for exactly that person:
    家庭人口 or 保障人数 is one more, or each line says another relation and the others make up 保障人数."""
    others, covered, count = family.members, len(family.covered), family.covered_count
    if family.size is not None:
        return family.size == len(others) + 1
    guessed = any(field == "head_id" for _, _, field in lines.table.guessed)  # it may be whoever draws the money
    if guessed or not family.head_name or any(member.name == family.head_name for member in others):
        return False
    if "head_covered" in lines.columns:
        return True
    if count == covered and all(member.role for member in others):
        return True
    return count == covered + 1


def _implied(family: Family, rows: Sequence[int], lines: Lines) -> Member:
    """The head of a sheet that lists only the other members below the head's own columns."""
    if "head_covered" in lines.columns:
        paid = lines.answers.covers_head(rows)
    else:
        paid = family.covered_count is None or family.covered_count > len(family.covered)
    return Member(family.row, family.head_name, family.head_id, "户主", "head", paid)
