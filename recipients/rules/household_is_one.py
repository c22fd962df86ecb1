"""RO-45 The lines of a household say the same of it: class, account, village, numbers."""

from collections.abc import Iterator

from core.sheets.findings import WARNING, Finding
from core.sheets.synonyms import shipped

from .context import Context


def household_is_one(context: Context) -> Iterator[Finding]:
    """One warning per household and field, at the first line that says something else."""
    for fault in context.by_kind.get("household-differs", ()):
        what = shipped().heading("roster", fault.field)
        at = (fault.sheet, fault.row, fault.field)
        message = f"这一户各行的“{what}”不一样，已按第一行读取"
        hint = "请核对是填错了，还是两户连在了一起；是两户的，请各写序号或户主"
        yield context.finding("RO-45", WARNING, "household-differs", at, message, hint)
