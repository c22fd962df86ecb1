"""MR-23. Who states 本月无变动 hands in no change line."""

from collections.abc import Iterator, Sequence

from core.sheets.findings import Finding

from .facts import Context, Filing, error
from .fold import Outcome

CODE = "MR-23"


def nil_changes_means_no_line(filing: Filing, context: Context, made: Sequence[Outcome]) -> Iterator[Finding]:
    """Tell the first line that stands beside a nil statement about changes."""
    if filing.nil_changes and filing.lines:
        message = f"报了“本月无变动”，名单里却有 {len(filing.lines)} 行变动。"
        yield error(
            CODE, "nil-changes-contradicted", filing.lines[0], "kind", message, "请撤去无变动声明，或删去名单。"
        )
