"""Who is covered, as the 是否享受 column of a table says it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from core.sheets import values

if TYPE_CHECKING:
    from .lines import Lines


class Answers:
    """`said` is whether the column says anything; `blank` what a blank in it means: False where only the covered are
    marked, True where only the others are, None where both are and the blank is a gap."""

    def __init__(self, lines: Lines) -> None:
        self.lines = lines
        self.col = lines.columns.get("covered", -1)
        seen = set() if self.col < 0 else {self._of(row)[0] for row in lines.table.body}
        marks = seen & {True, False}
        self.said = bool(seen - {None})
        self.blank = not marks.pop() if len(marks) == 1 and None in seen else None

    def _of(self, row: int) -> tuple[Any, str | None]:
        return self.lines.answer(self.lines.grid[row][self.col])

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
        if not self.said or self._of(rows[0])[0] is not None:
            return self.covers(rows[0])
        count = values.count(self.lines.raw(rows, "covered_count")[0])[0]
        others = sum(self._of(row)[0] is True for row in rows[1:])
        return not isinstance(count, int) or count > others
