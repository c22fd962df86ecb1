"""PT-10 What reads like an accusation (检举控告) says so: only then is it sealed."""

import re
from collections.abc import Iterator

from core.sheets.findings import WARNING, Finding

from .context import LedgerContext

LIKE = re.compile(r"举报|检举|控告|揭发")


def accusations_are_named(context: LedgerContext) -> Iterator[Finding]:
    """A warning for each row that would be new without a class."""
    for row in context.lines:
        if not row.kind and row.key not in context.known and LIKE.search(row.text):
            yield from context.at(
                row, "text", "PT-10", WARNING, "accusation-like",
                "像是检举控告，但没有写信访类别，将按申诉求决登记，乡镇能看到",
                "是检举控告的，请加一栏“信访类别”写明，入库即密封",
            )  # fmt: skip
