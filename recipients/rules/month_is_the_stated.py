"""RO-30 The month in the title is the month for which the roster is filed."""

from collections.abc import Iterator

from core.sheets.findings import WARNING, Finding

from .context import Context


def month_is_the_stated(context: Context) -> Iterator[Finding]:
    """One warning per table whose title names another month."""
    for part in context.roster.parts:
        if part.month and part.month != context.month:
            yield context.at_sheet(
                "RO-30",
                WARNING,
                "month-differs",
                (part.title, ""),
                f"标题写的是 {part.month}，本次选择的月份是 {context.month}",
                "请核对月份，选错的请放弃本次上传后重新选择",
            )
