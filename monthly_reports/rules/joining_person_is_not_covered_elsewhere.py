"""MR-07. Nobody is added who is already paid, here or anywhere in the county.

Where it is another township, it is not told which: its roster is its own."""

from collections.abc import Iterator, Sequence

from core.sheets.findings import Finding

from .facts import ENDINGS, EXCLUSIVE_SCHEMES, Context, Filing, Line, error
from .fold import Outcome

CODE = "MR-07"
ELSEWHERE = "此人正在本县其他乡镇享受救助，不能重复新增。"
ASK = "如果已经迁来，请联系县局，待原乡镇报停之后再报。"


def joining_person_is_not_covered_elsewhere(
    filing: Filing, context: Context, made: Sequence[Outcome]
) -> Iterator[Finding]:
    """Tell who is covered already (in the same scheme, or in one that excludes it) or waits in another report."""
    leaving = {line.id_number for line in filing.lines if line.kind in ENDINGS}
    for outcome in made:
        for line in outcome.joins:
            if line.id_number and line.id_number not in leaving and not line.has_problem("id_number"):
                yield from _told(line, context)


def _told(line: Line, context: Context) -> Iterator[Finding]:
    person = context.people.get(line.id_number)
    clashing = [s for s, _ in person.covered_by(line.effective_month) if _excludes(s, line.scheme)] if person else []
    waits = context.pending_additions.get(line.id_number)
    if person and clashing:
        if person.here:
            same = line.scheme in clashing
            message = "此人已在本乡镇花名册上享受保障。" if same else "此人正在享受另一项生活类救助，不能同时享受。"
            yield error(
                CODE, "already-covered", line, "id_number", message, "请核对；确需转换的，请同时报停原来的救助。"
            )
        else:
            yield error(CODE, "covered-elsewhere", line, "id_number", ELSEWHERE, ASK)
    elif waits == "here":
        message = "此人已在本乡镇另一份尚未接收的报表中报了新增。"
        yield error(CODE, "already-reported", line, "id_number", message, "请删去重复的一行。")
    elif waits:
        yield error(CODE, "reported-elsewhere", line, "id_number", "此人本月已由本县其他乡镇报了新增。", ASK)


def _excludes(one: str, other: str) -> bool:
    return one == other or {one, other} <= EXCLUSIVE_SCHEMES
