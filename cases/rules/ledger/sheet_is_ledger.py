"""PT-07 Every filled sheet holds a ledger of petitions with number, moment of receipt and content; no column is passed
over unseen."""

from collections.abc import Iterator

from core.sheets.findings import ERROR, WARNING, Finding

from .context import LedgerContext

NEEDED = {"received": "接件时间", "text": "信访内容"}
NUMBER = "number"


def sheet_is_ledger(context: LedgerContext) -> Iterator[Finding]:
    """A warning per sheet left out and per column not read, an error per column that a table lacks."""
    for title in context.ledger.skipped:
        lacking = "”“".join(context.ledger.lacking.get(title, ()))
        if lacking:
            yield context.at_sheet(
                "PT-07", WARNING, "sheet-skipped", (title, ""),
                "这张表像信访台账但缺少栏目，未读取", f"如果它也是信访台账，请补上“{lacking}”这一栏",
            )  # fmt: skip
            continue
        yield context.at_sheet(
            "PT-07", WARNING, "sheet-skipped", (title, ""),
            "这张表里没有认出信访台账，未读取", "如果它也是信访台账，请检查表头是否有接件时间、姓名、信访内容",
        )  # fmt: skip
    for title in context.ledger.empty:
        yield context.at_sheet(
            "PT-07", WARNING, "sheet-empty", (title, ""),
            "这张表只有表头，没有一行信访件", "本期没有信访件的可以不管；有的请检查是否填在了别处",
        )  # fmt: skip
    for part in context.ledger.parts:
        cell = f"A{part.table.header_rows.start + 1}"
        for name in part.table.missing(*NEEDED):
            yield context.at_sheet(
                "PT-07",
                ERROR,
                "column-missing",
                (part.title, cell),
                f"没有找到“{NEEDED[name]}”这一栏",
                "请补上这一栏后重新上传",
            )
        if part.table.missing(NUMBER):
            yield context.at_sheet(
                "PT-07", WARNING, "column-missing", (part.title, cell),
                "没有找到“编号”这一栏", "同一份台账再传一次时，只能按接件时间和内容辨认",
            )  # fmt: skip
        doubled = {col for col, _ in part.table.doubled}
        for col, word in part.table.unknown:
            if col in doubled:  # told as such
                continue
            at = (part.title, part.table.head_address(col))
            message = f"“{word}”这一列没有对应的栏目，未读取"
            hint = "不需要的可以不管；需要的请把内容写到备注栏"
            yield context.at_sheet("PT-07", WARNING, "column-unread", at, message, hint)
