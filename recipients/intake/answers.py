"""Who is covered, as the 是否享受 column of a table says it, or 保障人数 that counts each line as 1 or 0."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from core.sheets import values
from core.sheets.groups import groups
from core.sheets.table import Table

if TYPE_CHECKING:
    from .lines import Lines

STROKES = frozenset({"/", "\\", "-", "—", "——", "─"})  # where another has √, as good as a blank


class Answers:
    """`said` is whether the column says anything; `blank` what a blank in it means: False where only the covered are
    marked, True where only the others are, None where both are and the blank is a gap."""

    def __init__(self, lines: Lines) -> None:
        self.lines = lines
        self._part_heads()
        self.counted = "covered" not in lines.columns and _counts_each(lines.table)
        self.col = lines.columns.get("covered_count" if self.counted else "covered", -1)
        seen = set() if self.col < 0 else {self._of(row)[0] for row in lines.table.body}
        marks = seen & {True, False}
        self.said = bool(seen - {None})
        self.blank = not marks.pop() if len(marks) == 1 and None in seen else None
        if self.counted:
            self.blank = False

    def _part_heads(self) -> None:
        """户主是否享受 beside 成员是否享受: the first is the head's, `head_covered`, the other the members'."""
        columns, table = self.lines.columns, self.lines.table
        first = columns.get("covered", -1)
        if "户主" not in table.words.get(first, ""):
            return
        for col, word in table.doubled:
            if "户主" not in word and self.lines.synonyms.field("roster", word.rsplit("/", 1)[-1]) == "covered":
                columns["head_covered"], columns["covered"] = first, col
                table.doubled.remove((col, word))
                table.unknown.remove((col, word))
                return

    def _of(self, row: int) -> tuple[Any, str | None]:
        value = self.lines.grid[row][self.col]
        if isinstance(value, str) and value.strip() in STROKES:
            return None, None
        return (values.count(value)[0] == 1, None) if self.counted else self.lines.answer(value)

    def covers(self, row: int) -> bool:
        """True where the line's person is covered; a gap or an unknown word is told."""
        if not self.said:
            return True
        answer, problem = self._of(row)
        if problem:
            self.lines.told("answer-unknown", row, "covered", answer)
            return False
        if answer is None and self.blank is None:
            self.lines.told("answer-missing", row, "covered")
        return self.blank is True if answer is None else answer is True

    def covers_head(self, rows: Sequence[int]) -> bool:
        """Of a head who stands only in the head's columns: the answer beside them, else what 保障人数 leaves over."""
        if "head_covered" in self.lines.columns:
            value, row = self.lines.raw(rows, "head_covered")
            answer, problem = self.lines.answer(value)
            if problem or answer is None:
                self.lines.told("answer-unknown" if problem else "answer-missing", row, "head_covered", answer)
            return answer is True and not problem
        if not self.said or self.counted or self._of(rows[0])[0] is not None:
            return self.covers(rows[0])
        count = values.count(self.lines.raw(rows, "covered_count")[0])[0]
        others = sum(self._of(row)[0] is True for row in rows[1:])
        return not isinstance(count, int) or count > others


def _counts_each(table: Table) -> bool:
    """True where 保障人数 is 1, 0 or blank in every line, and some family shows that it is each person's own: a line below the
    first says 1 and another none."""
    col = table.columns.get("covered_count")
    if col is None or any(table.sheet.is_merged(row, col) for row in table.body):
        return False
    counts = {row: values.count(table.grid[row][col])[0] for row in table.body}
    if not set(counts.values()) <= {0, 1, None}:
        return False
    families = ([counts[row] for row in rows] for rows in groups(table))
    return any(1 in family[1:] and not all(family) for family in families)
