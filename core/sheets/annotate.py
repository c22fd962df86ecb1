"""The clerk's own workbook handed back with every finding shown at its cell."""

from __future__ import annotations

from collections.abc import Iterable

from core.sheets import sandbox
from core.sheets.errors import Unreadable
from core.sheets.findings import Finding
from core.sheets.limits import MARKING, Limits


def annotated_copy(
    data: bytes,
    filename: str,
    findings: Iterable[Finding],
    *,
    withheld: Iterable[tuple[str, int]] = (),
    limits: Limits = MARKING,
) -> bytes:
    """Return an .xlsx: cells filled, commented, listed in 「问题清单」, nothing executable.

    Formulas stand as text; macros, outside links, hidden names and drawings are left
    out. An .xls, .et or CSV file becomes a new workbook of the same cells. So does one with
    `withheld` rows (sheet title, 0-based row): those are blank in it, and sheets without any are left out.
    """
    if not data:
        raise Unreadable("empty")
    if len(data) > limits.upload:
        raise Unreadable("too-large")
    told = [finding.as_dict() for finding in findings]
    job = {"job": "mark", "name": filename, "findings": told, "withheld": list(withheld)}
    _, made = sandbox.run(job, data, limits)
    return made
