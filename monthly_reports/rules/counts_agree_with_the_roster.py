"""MR-09. 原保障人数 is what the roster has, 现保障人数 what the list makes of it.

Where several lines of a household stand below each other, each may show the whole change or count on from the last."""

from collections.abc import Iterator, Sequence
from itertools import accumulate

from core.sheets.findings import Finding

from .facts import ADDITIONS, ENDINGS, Context, Filing, Line, error
from .fold import Outcome

CODE = "MR-09"


def counts_agree_with_the_roster(filing: Filing, context: Context, made: Sequence[Outcome]) -> Iterator[Finding]:
    """Tell counts that fit neither the roster nor the lines of the list."""
    for outcome in made:
        if outcome.before is None and not outcome.joins:
            continue
        before = len(outcome.before.covered) if outcome.before else 0
        after = len(outcome.after.covered) if outcome.after else 0
        seen = _on_the_way(outcome, before)
        for line in outcome.lines:
            yield from _before(line, before, seen | {before, after})
            if outcome.is_certain:
                yield from _after(line, after, seen)


def _on_the_way(outcome: Outcome, before: int) -> set[int]:
    """Every count a clerk may write behind a line who counts line by line, or sheet by sheet; what nobody left is none."""
    joins, leaves = len(outcome.joins), len(outcome.leaves)
    steps = [1 if line.kind in ADDITIONS else -1 if line.kind in ENDINGS else 0 for line in outcome.lines]
    by_line = list(accumulate(steps, initial=before))[1:]
    if joins and leaves:
        return {before + joins, before - leaves, *by_line}
    return set(by_line) if not outcome.household or outcome.before else set()


def _before(line: Line, before: int, seen: set[int]) -> Iterator[Finding]:
    if line.covered_before is not None and line.covered_before not in seen:
        message = f"原保障人数写的是 {line.covered_before} 人，花名册上是 {before} 人。"
        yield error(
            CODE, "count-before", line, "covered_before", message, "请按花名册改正；花名册有误的，请先联系县局更正。"
        )


def _after(line: Line, after: int, seen: set[int]) -> Iterator[Finding]:
    count = line.covered_after
    if count is None or count == after or (count in seen and line.kind not in ("add_household", "end_household")):
        return
    message = f"变动后的保障人数写的是 {count} 人，按花名册和本表计算应是 {after} 人。"
    yield error(CODE, "count-after", line, "covered_after", message, "请核对是否漏报了人员，或人数填错。")
