"""RO-38 The roster is not rewritten below a later month that already stands on it."""

from collections.abc import Iterator

from core.sheets.findings import ERROR, Finding

from .context import Context


def no_later_month_is_in(context: Context) -> Iterator[Finding]:
    """One error for the file when it would change the roster of a month before the newest."""
    if context.later_month and context.differs:
        yield context.at_sheet(
            "RO-38",
            ERROR,
            "later-month-in",
            ("", ""),
            f"本乡镇已有 {context.later_month} 的数据入库，不能再改动 {context.month} 的花名册",
            "请改用月报变动或更正；确需重导的，请先撤回其后各月的入库",
        )
