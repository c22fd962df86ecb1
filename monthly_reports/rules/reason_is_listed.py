"""MR-18. A reason nobody has listed is kept as it is written, with a warning."""

from collections.abc import Iterator, Sequence

from core.sheets.findings import Finding

from .facts import Context, Filing, warning
from .fold import Outcome

CODE = "MR-18"


def reason_is_listed(filing: Filing, context: Context, made: Sequence[Outcome]) -> Iterator[Finding]:
    """Warn of reasons outside the list of 值 change_reason."""
    for line in filing.lines:
        if line.reason and not line.reason_code:
            message = f"“{line.reason}”不在常用原因里，将按原文保存。"
            yield warning(CODE, "reason-unlisted", line, "reason", message, "请确认填写无误。")
