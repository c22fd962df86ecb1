"""MR-17. What is said to be the reason can lead to what is done."""

from collections.abc import Iterator, Sequence

from core.sheets.findings import Finding

from .facts import ADDITIONS, ENDINGS, Context, Filing, Line, warning
from .fold import Outcome

CODE = "MR-17"
BETTER = {"income_over", "income_rise", "assets_over", "illness_better", "labour_regained", "employed", "graduated"}
WORSE = {
    "income_drop",
    "illness_worse",
    "labour_lost",
    "illness",
    "disability",
    "disaster",
    "schooling",
    "labour_shortage",
}
ONLY_OUT = BETTER | {
    "death",
    "moved_out",
    "voluntary",
    "found_ineligible",
    "imprisoned",
    "duplicate",
    "lost_contact",
    "expired",
}
ONLY_IN = WORSE | {"birth", "adoption", "moved_in", "released"}
GRADES = "ABC"


def reason_fits_the_direction(filing: Filing, context: Context, made: Sequence[Outcome]) -> Iterator[Finding]:
    """Warn of a reason that speaks against the change."""
    for line in filing.lines:
        if line.reason_code and _against(line):
            message = f"变动原因“{line.reason}”与变动方向不相符。"
            yield warning(
                CODE, "reason-direction", line, "reason", message, "请核对变动类型和原因；确实如此的，确认时说明。"
            )


def _against(line: Line) -> bool:
    code = line.reason_code
    if line.kind in ADDITIONS:
        return code in ONLY_OUT
    if line.kind in ENDINGS:
        return code in ONLY_IN - {"disability"}
    rises = _rises(line)
    if rises is None:
        return line.kind != "change_head" and code in ("death", "birth")
    return code in (BETTER | {"death"} if rises else WORSE | {"birth"})


def _rises(line: Line) -> bool | None:
    """True when the household gets more per person, False when less, None when that is not the matter."""
    if line.kind == "regrade" and line.grade_before and line.grade_after and line.grade_before != line.grade_after:
        return GRADES.index(line.grade_after) < GRADES.index(line.grade_before)
    return {"raise_amount": True, "lower_amount": False}.get(line.kind)
