"""When an entry is due soon or overdue, and what overdue ones lead to (issue 4; domain.md §6): amber from seven days before
the deadline, red from the day after it; 督办单 from one, 约谈 from fifteen, 通报 from thirty days after it. Calendar days."""

from __future__ import annotations

import datetime as dt

AMBER, RED = "amber", "red"
SOON = 7
# days after the deadline -> the kind of paper that is drafted for a leader's signature
LADDER: tuple[tuple[int, str], ...] = ((1, "order"), (15, "talk"), (30, "circular"))


def standing(deadline: dt.date | None, today: dt.date) -> str:
    """'red' after the deadline, 'amber' in its last seven days, else ''. For entries that are still open."""
    if deadline is None:
        return ""
    left = (deadline - today).days
    return RED if left < 0 else AMBER if left <= SOON else ""


def steps_due(deadline: dt.date | None, today: dt.date) -> list[str]:
    """The kinds of paper whose day has come, the mildest first."""
    if deadline is None:
        return []
    late = (today - deadline).days
    return [kind for days, kind in LADDER if late >= days]
