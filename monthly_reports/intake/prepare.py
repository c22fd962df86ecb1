"""A table of changes made ready for reading: each person on a row of their own, amounts in yuan."""

from __future__ import annotations

from core.sheets.findings import ERROR, WARNING, Finding
from core.sheets.table import Table
from recipients.intake.unfolding import unfold
from recipients.intake.units import to_yuan
from recipients.rules.amount_is_monthly import stated_otherwise

AMOUNTS = ("monthly", "per_person", "old_monthly", "new_monthly")


def prepare(table: Table, label: str) -> list[Finding]:
    """People within one row's cells stand in rows of their own, amounts stated in 万元 in yuan. Told are the latter, as a
    warning, and amounts of a year, a quarter or of another unit, as an error."""
    unfold(table)
    was_ten_thousands = to_yuan(table, AMOUNTS)
    stated = {name: stated_otherwise(table, name) for name in AMOUNTS if name in table.columns}
    name, told = next(((name, told) for name, told in stated.items() if told), ("", ""))
    if not told:
        return []
    cell = table.head_address(table.columns[name])
    if was_ten_thousands:
        message, hint = "这里的金额写明是万元，已换算成元。", "请核对各户的月金额。"
        return [Finding("MR-00", WARNING, "amount-converted", label, cell, message, hint)]
    message = f"这里的金额写明是“{told}”，不是每月多少元。"
    return [Finding("MR-00", ERROR, "amount-not-monthly", label, cell, message, "请换算成每月多少元，再重新上传。")]
