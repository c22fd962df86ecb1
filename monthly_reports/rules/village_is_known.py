"""MR-20. The village is one of this township's; for a known household it is where the roster has it."""

from collections.abc import Iterator, Sequence

from core.sheets.findings import Finding

from .facts import ADDITIONS, Context, Filing, error, warning
from .fold import Outcome

CODE = "MR-20"


def village_is_known(filing: Filing, context: Context, made: Sequence[Outcome]) -> Iterator[Finding]:
    """Tell unknown villages of new households; warn where a known household stands under another village."""
    for outcome in made:
        for line in outcome.lines:
            if not line.village:
                if line.kind == "add_household":
                    yield error(CODE, "village-missing", line, "village", "没有填所在的村。", "请填写村名。")
            elif line.village not in context.villages:
                severity = error if line.kind in ADDITIONS and outcome.household is None else warning
                message = f"本乡镇没有叫“{line.village}”的村（社区）。"
                yield severity(CODE, "village-unknown", line, "village", message, "请按花名册上的村名填写。")
            elif outcome.household and outcome.household.village and line.village != outcome.household.village:
                message = f"花名册上这一户在“{outcome.household.village}”。"
                yield warning(CODE, "village-differs", line, "village", message, "请核对村名。")
