"""RO-42 No column of ID numbers is passed over: members written to the right of the head, or a second household, would be lost."""

import re
from collections.abc import Iterator

from core.sheets import ids
from core.sheets.findings import ERROR, WARNING, Finding
from core.sheets.table import Table
from core.sheets.values import id_number

from ..intake.reading import Part
from .context import Context

LEAST = 2
TWICE = 3
ONE_KIND = re.compile("配偶|丈夫|妻子|子女|父亲|母亲|监护|代理|代办|委托")


def ids_are_read(context: Context) -> Iterator[Finding]:
    """An error per table where several columns hold ID numbers of people who are on no line; a single one may be a
    guardian's and is only shown."""
    listed = {member.id for _, member in context.lines if member.id}
    for part in context.roster.parts:
        yield from _beside(context, part)
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


def _beside(context: Context, part: Part) -> Iterator[Finding]:
    """Two households side by side under the same words, or a column for one kind of relative taken for all the members."""
    table = part.table
    read = {table.words.get(col) for col in table.columns.values()}
    twice = [(col, word) for col, word in table.doubled if word in read]
    col = table.columns.get("name", -1)
    word = table.words.get(col, "")
    if len(twice) >= TWICE:
        at = (part.title, table.head_address(twice[0][0]))
        message = f"“{'、'.join(word for _, word in twice[:3])}”等表头左右各有一份，右边的户会漏掉"
        hint = "请每户接着往下写，不要左右并排两栏"
        yield context.at_sheet("RO-42", ERROR, "two-up", at, message, hint)
    elif "head_name" in table.columns and ONE_KIND.search(word):
        at = (part.title, table.head_address(col))
        message = f"“{word}”在户主右边单独成栏，其他成员没有读取"
        hint = "请每人一行：成员写在户主下面，姓名、身份证号、与户主关系各占一栏"
        yield context.at_sheet("RO-42", ERROR, "ids-unread", at, message, hint)
