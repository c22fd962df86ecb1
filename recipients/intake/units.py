"""Amounts that a sheet states in 万元, brought to yuan where they cannot be anything else."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation

from core.sheets.model import CellValue
from core.sheets.table import Table

from .amounts import BY_CLASS, PARTS

FIELDS = ("monthly", "per_person", *sorted(PARTS), *sorted(BY_CLASS))
LEAST, MOST = Decimal("0.0005"), Decimal(1)  # 5 to 10,000 yuan a month
TEN_THOUSAND = 10_000


def to_yuan(table: Table, fields: Sequence[str] = FIELDS) -> bool:
    """The amounts of a table in 万元 stand in yuan. Says whether it was so: every amount is then what a household may draw in a
    month (0.048万元); 480 under 单位：万元 leaves a doubt and stays as it is."""
    cols = [table.columns[name] for name in fields if name in table.columns and table.in_ten_thousands(name)]
    rows = table.sheet.rows
    found = [amount for row in table.body for col in cols if (amount := _amount(rows[row][col])) is not None]
    if not found or not all(isinstance(each, Decimal) and (each == 0 or LEAST <= each <= MOST) for each in found):
        return False
    for row in (*table.body, *table.totals):
        for col in cols:
            amount = _amount(rows[row][col])
            if isinstance(amount, Decimal):
                yuan = amount * TEN_THOUSAND
                rows[row][col] = int(yuan) if yuan == yuan.to_integral_value() else float(yuan)
    return True


def _amount(value: CellValue) -> Decimal | str | None:
    """The number in a cell, or what else stands there; None where nothing does."""
    if value is None or isinstance(value, bool) or not str(value).strip():
        return None
    try:
        return Decimal(f"{value:.15g}" if isinstance(value, float) else str(value).strip().removesuffix("万元"))
    except InvalidOperation:
        return str(value)
