"""MR-19. 类别调整 starts from the grade the roster has and leads to another; 提标 raises, 降标 lowers."""

from collections.abc import Iterator, Sequence

from core.sheets.findings import Finding

from .facts import Context, Filing, Line, error
from .fold import Outcome

CODE = "MR-19"


def regrade_starts_from_the_roster(filing: Filing, context: Context, made: Sequence[Outcome]) -> Iterator[Finding]:
    """Tell alterations that contradict the roster or themselves."""
    for outcome in made:
        if outcome.before is None:
            continue
        for line in outcome.lines:
            grade = outcome.before.grade
            if line.grade_before and grade and line.grade_before != grade:
                message = f"原类别写的是 {line.grade_before} 类，花名册上是 {grade} 类。"
                yield error(CODE, "grade-before", line, "grade_before", message, "请按花名册改正。")
            elif line.kind == "regrade" and line.grade_after and line.grade_after == grade:
                message = f"新类别与花名册上的类别相同（{grade} 类），没有变化。"
                yield error(CODE, "grade-unchanged", line, "grade_after", message, "请核对新类别，或删去这一行。")
            elif line.kind in ("add_member", "remove_member") and _other_grade(outcome, line):
                message = f"保障类别写的是 {line.grade_after} 类，花名册上是 {grade} 类。"
                yield error(
                    CODE, "grade-differs", line, "grade_after", message, "类别也要调整的，请另报一行“类别调整”。"
                )
            yield from _amount(line, outcome)


def _other_grade(outcome: Outcome, line: Line) -> bool:
    regraded = any(each.kind == "regrade" for each in outcome.lines)
    grade = outcome.before.grade if outcome.before else ""
    return bool(line.grade_after and grade) and line.grade_after != grade and not regraded


def _amount(line: Line, outcome: Outcome) -> Iterator[Finding]:
    after, before = line.fen_after, outcome.before.fen if outcome.before else 0
    if line.kind not in ("raise_amount", "lower_amount"):
        return
    if after is None:
        yield error(CODE, "amount-missing", line, "fen_after", "没有填调整后的月金额。", "请填写每月金额（元）。")
    elif (after > before) is not (line.kind == "raise_amount") or after == before:
        word = "高于" if line.kind == "raise_amount" else "低于"
        message = f"调整后的月金额应{word}花名册上的金额。"
        yield error(CODE, "amount-direction", line, "fen_after", message, "请核对变动类型和金额。")
