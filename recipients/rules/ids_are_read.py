"""RO-42 No column of ID numbers is passed over: members written to the right of the head would be lost."""

from collections.abc import Iterator

from core.sheets import ids
from core.sheets.findings import ERROR, WARNING, Finding
from core.sheets.table import Table
from core.sheets.values import id_number

from .context import Context

LEAST = 2


def ids_are_read(context: Context) -> Iterator[Finding]:
    """An error per table where several columns hold ID numbers of people who are on no line; a single one may be a
    guardian's and is only shown."""
    listed = {member.id for _, member in context.lines if member.id}
    for part in context.roster.parts:
        strange = [(col, word) for col, word in part.table.unknown if _strangers(part.table, col, listed) >= LEAST]
        if not strange:
            continue
        at = (part.title, part.table.head_address(strange[0][0]))
        words = "、".join(word for _, word in strange[:3]) + ("等" if len(strange) > 3 else "")
        message = f"“{words}”栏里有身份证号，但没有读取，这些人不在识别出的名单里"
        if len(strange) > 1:
            hint = "请每人一行：成员写在户主下面，姓名、身份证号、与户主关系各占一栏"
            yield context.at_sheet("RO-42", ERROR, "ids-unread", at, message, hint)
        else:
            hint = "如果其中有享受人，请每人一行，成员写在户主下面"
            yield context.at_sheet("RO-42", WARNING, "ids-unread", at, message, hint)


def _strangers(table: Table, col: int, listed: set[str]) -> int:
    found = (id_number(table.sheet.value(row, col))[0] for row in table.body)
    return len({code for code in found if isinstance(code, str) and ids.birth_date(code) and code not in listed})
