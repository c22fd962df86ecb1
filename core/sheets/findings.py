"""What was found in a workbook, told by sheet and cell."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass

ERROR = "error"
WARNING = "warning"


@dataclass(frozen=True)
class Finding:
    """One thing to look at: a permanent code, a kind, a cell, a sentence, what to do."""

    code: str
    severity: str
    kind: str
    sheet: str
    cell: str
    message: str
    hint: str = ""

    def as_dict(self) -> dict[str, str]:
        """Return the finding as JSON-ready text."""
        return asdict(self)

    @property
    def blocks(self) -> bool:
        """Say whether this stops the import until it is mended."""
        return self.severity == ERROR


def one_error_per_cell(findings: Iterable[Finding]) -> list[Finding]:
    """Keep the first error of each cell; warnings stay only where no error stands.

    The order of the given findings is the order of the checks (form, date, check
    digit, sex). A finding without a cell is always kept, told once.
    """
    found = list(dict.fromkeys(findings))
    wrong: dict[tuple[str, str], Finding] = {}
    for finding in found:
        if finding.cell and finding.blocks:
            wrong.setdefault((finding.sheet, finding.cell), finding)
    return [
        finding for finding in found if not finding.cell or wrong.get((finding.sheet, finding.cell), finding) is finding
    ]
