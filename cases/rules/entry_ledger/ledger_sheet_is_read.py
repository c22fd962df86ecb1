"""ZG-01 Every filled sheet holds a ledger with category or problem, township and day of finding; no column is passed over
unseen."""

from collections.abc import Iterator

from core.sheets.findings import ERROR, WARNING, Finding

from ...intake.ledger_line import UNTOLD
from .context import LedgerContext

NEEDED = {"description": "具体问题", "found_on": "发现日期"}


def ledger_sheet_is_read(context: LedgerContext) -> Iterator[Finding]:
    """A warning per sheet left out and per column not read, an error per column that a table lacks; without its kinds of problem it can be read."""
    for title in context.ledger.skipped:
        yield context.at_sheet(
            "ZG-01",
            WARNING,
            "sheet-skipped",
            (title, ""),
            "这张表里没有认出整改台账，未读取",
            "如果它也是整改台账，请检查表头是否有问题类别、具体问题、发现日期",
        )
    for title in context.ledger.without_lines:
        message = "这张表只有表头，没有一条问题"
        yield context.at_sheet("ZG-01", WARNING, "sheet-empty", (title, ""), message, "确实没有问题的不用管")
    for number, part in enumerate(context.ledger.parts):
        lines = [line for line in context.lines if line.sheet == number]
        cell = f"A{part.table.header_rows.start + 1}"
        for name in part.table.missing(*NEEDED):
            if all(getattr(line, name) for line in lines):
                continue  # a heading above the lines told it
            message = f"没有找到“{NEEDED[name]}”这一栏"
            yield context.at_sheet(
                "ZG-01", ERROR, "column-missing", (part.title, cell), message, "请补上这一栏后重新上传"
            )
        if part.table.missing("category") and any(line.category == UNTOLD for line in lines):
            message = f"没有找到“问题类别”这一栏，问题类别都写作“{UNTOLD}”"
            hint = "分得清类别的，请补上这一栏（如 错保、漏保、关系保）再导入"
            yield context.at_sheet("ZG-01", WARNING, "category-untold", (part.title, cell), message, hint)
        for col, word in part.table.unknown:
            at = (part.title, part.table.head_address(col))
            message = f"“{word}”这一列没有对应的栏目，未读取"
            hint = "不需要的可以不管；需要的请把内容写到备注栏"
            yield context.at_sheet("ZG-01", WARNING, "column-unread", at, message, hint)
