"""MR-22. Who states 本月无死亡 reports no death in the same filing."""

from collections.abc import Iterator, Sequence

from core.sheets.findings import Finding

from .facts import Context, Filing, error
from .fold import Outcome

CODE = "MR-22"


def nil_deaths_means_no_death(filing: Filing, context: Context, made: Sequence[Outcome]) -> Iterator[Finding]:
    """Tell every death that stands beside a nil statement about deaths."""
    if not filing.nil_deaths:
        return
    hint = "请撤去死亡零报告，或核对这一行的原因。"
    for line in filing.lines:
        if line.is_death:
            yield error(CODE, "nil-deaths-contradicted", line, "reason", "报了“本月无死亡”，这里却有死亡人员。", hint)
    for death in filing.deaths:
        yield error(CODE, "nil-deaths-contradicted", death, "name", "报了“本月无死亡”，这里却有死亡人员。", hint)
