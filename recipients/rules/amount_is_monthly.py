"""RO-47 The amounts are yuan a month: where the header, a unit line or the title says otherwise, nothing is taken; 0.048 in
万元 is 480 yuan and told."""

import re
from collections.abc import Iterator

from core.sheets.findings import ERROR, WARNING, Finding
from core.sheets.table import Table
from core.sheets.words import plain

from ..intake.amounts import BY_CLASS, PARTS
from ..intake.reading import Part
from .context import Context

AMOUNTS = ("monthly", "per_person", *sorted(PARTS), *sorted(BY_CLASS))
# 元/年, 元·季, 年/元, 每年, but not 2021年.
OTHER_TIME = re.compile(r"元[/／每·.人户]*(?:年|季)|(?<!\d)(?:年|季度?)[/／·]元|每年|每季|全年|[/／](?:年|季)")
OTHER_UNIT = re.compile("[十百千万]元")
UNIT_LINE = re.compile(r"单位[:：]\s*(?:人民币)?([^\s,，;；)）]{1,8})")
SPAN = re.compile(r"[一二三四1-4]季度|(?<!\d)(1[0-2]|[1-9])月?[-—–~～至到](1[0-2]|[1-9])月|[上下]半年")


def amount_is_monthly(context: Context) -> Iterator[Finding]:
    """One error per table, at the header of its amounts, or at the sheet where a line above tells."""
    for part in context.roster.parts:
        name = next((name for name in AMOUNTS if name in part.table.columns), None)
        if name is None:
            continue
        col = part.table.columns[name]
        told = stated_otherwise(part.table, name) or _span_above(part, part.table.words.get(col, ""))
        at = (part.title, part.table.head_address(col))
        if told and "万元" in told and part.was_ten_thousands:
            message = "这里的金额写明是万元，已换算成元"
            hint = "请核对各户的月保障金额"
            yield context.at_sheet("RO-47", WARNING, "amount-converted", at, message, hint)
        elif told:
            message = f"这里的金额写明是“{told}”，不是每月多少元"
            hint = "请换算成每月多少元，表头写“月保障金额（元）”，再重新上传"
            yield context.at_sheet("RO-47", ERROR, "amount-not-monthly", at, message, hint)


def stated_otherwise(table: Table, name: str) -> str:
    """What the column word of an amount, or a unit line above, says instead of yuan a month; empty where neither does."""
    return _other(plain(table.words.get(table.columns[name], ""))) or _unit_above(table)


def _other(text: str) -> str:
    found = OTHER_TIME.search(text) or OTHER_UNIT.search(text)
    return found[0] if found else ""


def _unit_above(table: Table) -> str:
    return next((found[1] for line in table.title_lines for found in UNIT_LINE.finditer(line) if _other(found[1])), "")


def _span_above(part: Part, word: str) -> str:
    """A list for 4-6月 or 二季度, unless the amounts' own word says 月."""
    if "月" in word:
        return ""
    return next((found[0] for line in part.table.title_lines if (found := SPAN.search(line))), "")
