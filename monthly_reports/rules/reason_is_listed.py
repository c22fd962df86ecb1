"""MR-18. A reason nobody has listed is kept as it is written, with a warning: also where a date of death beside it tells
that the person has died."""

import re
from collections.abc import Iterator, Sequence

from core.sheets.findings import Finding

from .facts import Context, Filing, warning
from .fold import Outcome

CODE = "MR-18"
SAYS_DEATH = re.compile("[死亡故逝殁]|[去过离]世|自然减员")


def reason_is_listed(filing: Filing, context: Context, made: Sequence[Outcome]) -> Iterator[Finding]:
    """Warn of reasons outside the list of 值 change_reason."""
    for line in filing.lines:
        is_listed = line.reason_code and (line.reason_code != "death" or SAYS_DEATH.search(line.reason))
        if line.reason and not is_listed:
            message = f"“{line.reason}”不在常用原因里，将按原文保存。"
            yield warning(CODE, "reason-unlisted", line, "reason", message, "请确认填写无误。")
