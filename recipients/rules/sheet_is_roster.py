"""RO-33 Every filled sheet holds a roster table with name, ID number and amount; others are named, not silently dropped."""

from collections.abc import Iterator

from core.sheets.findings import ERROR, WARNING, Finding
from core.sheets.table import Table
from core.sheets.values import money_fen

from ..intake.amounts import BY_CLASS, PARTS
from ..intake.reading import Part, is_another_month
from .context import Context

# Being on the list is the relief: no money is paid each month.
UNPAID = frozenset({"near_dibao", "expenditure_hardship"})


def sheet_is_roster(context: Context) -> Iterator[Finding]:
    """A warning per sheet that was left out, an error per table that lacks a needed column."""
    for title in context.roster.skipped:
        if is_another_month(title, context.month):
            message = "这张表是另一个月的，未读取"
            hint = "要导入那个月的，请另选月份；就是本月的，请改工作表的名称"
            yield context.at_sheet("RO-33", WARNING, "sheet-skipped", (title, ""), message, hint)
            continue
        yield context.at_sheet(
            "RO-33",
            WARNING,
            "sheet-skipped",
            (title, ""),
            "这张表里没有认出花名册，未读取",
            "如果它也是花名册，请检查表头是否有姓名、身份证号、月保障金额",
        )
    for index, part in enumerate(context.roster.parts):
        columns = part.table.columns
        cell = f"A{part.table.header_rows.start + 1}"
        if "id_number" not in columns and "head_id" not in columns:
            yield context.at_sheet(
                "RO-33",
                ERROR,
                "column-missing",
                (part.title, cell),
                "没有找到“身份证号”这一栏",
                "请补上身份证号栏后重新上传",
            )
        yield from _amounts(context, index, part, cell)


def _amounts(context: Context, index: int, part: Part, cell: str) -> Iterator[Finding]:
    """A table without amounts can only be worked out by the rates, and not while a column of sums stands unread."""
    if {"monthly", "per_person", *PARTS, *BY_CLASS} & part.table.columns.keys():
        return
    families = [family for family in context.roster.families if family.sheet == index and family.scheme not in UNPAID]
    if not families:
        return
    unread = next(((col, word) for col, word in part.table.unknown if _holds_sums(part.table, col)), None)
    if unread:
        yield context.at_sheet(
            "RO-33",
            ERROR,
            "column-missing",
            (part.title, part.table.head_address(unread[0])),
            f"没有找到“月保障金额”这一栏，而“{unread[1]}”这一栏像是金额",
            "如果它就是每户的月保障金额，请把表头改成“月保障金额”后重新上传；不是的，请补上这一栏",
        )
    elif any(family.monthly is None for family in families):
        yield context.at_sheet(
            "RO-33",
            ERROR,
            "column-missing",
            (part.title, cell),
            "没有找到“月保障金额”这一栏",
            "请补上月保障金额栏后重新上传",
        )
    else:
        yield context.at_sheet(
            "RO-33",
            WARNING,
            "amount-assumed",
            (part.title, cell),
            "没有找到“月保障金额”这一栏，已按标准和保障人数计算",
            "请核对；各户实际金额与标准不同的，请补上月保障金额栏后重新上传",
        )


def _holds_sums(table: Table, col: int) -> bool:
    found = [value for row in table.body if (value := table.sheet.value(row, col)) is not None]
    sums = [fen for value in found if isinstance(fen := money_fen(value)[0], int)]
    return len(sums) > 0 and len(sums) * 10 >= len(found) * 9 and min(sums) >= 3_000 and max(sums) <= 2_000_000
