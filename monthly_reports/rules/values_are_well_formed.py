"""MR-01. IDs, dates, months, numbers and choices are written so that they mean one thing.

Identity numbers follow GB 11643; what Excel stored as a number is refused, since its last digits are gone."""

from collections.abc import Iterator, Sequence

from core.sheets.findings import ERROR, WARNING, Finding
from core.sheets.values import MESSAGES, WARNINGS

from .facts import Context, Death, Filing, Line, told
from .fold import Outcome

CODE = "MR-01"
OWN = {"reason-unlisted"}  # told by reason_is_listed
UNKNOWN = ("这里填写的内容看不懂", "请按表头要求重新填写")


def values_are_well_formed(filing: Filing, context: Context, made: Sequence[Outcome]) -> Iterator[Finding]:
    """Tell every cell that could not be read, with the kinds of core.sheets.values."""
    for line in filing.entries:
        for field, kind in line.problems:
            if kind not in OWN:
                yield _finding(line, field, kind)


def _finding(line: Line | Death, field: str, kind: str) -> Finding:
    message, hint = MESSAGES.get(kind, UNKNOWN)
    return told(CODE, WARNING if kind in WARNINGS else ERROR, kind, line, field, f"{message}。", f"{hint}。")
