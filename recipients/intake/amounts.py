"""What a family is paid: the household's amount, its parts, each person's own, and what a stated 合计 proves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from core.sheets import values

from .staged import Family

if TYPE_CHECKING:
    from .lines import Lines

PARTS = {"living_part", "care_part"}
BY_CLASS = {f"monthly_{grade}" for grade in "ABC"}  # 月保障金额 over A类, B类, C类


def settle_amount(family: Family, rows: Sequence[int], lines: Lines, rates: Mapping[tuple[str, str], int]) -> None:
    """Fill the month's amount: the household's own, its parts, or each person's times those covered."""
    by_class = f"monthly_{family.grade}"
    amounts = _amounts(rows, lines, by_class if by_class in lines.columns else "monthly")
    count = family.covered_count or len(family.covered)
    if amounts is None:
        return
    if amounts:
        family.monthly = _household_amount(family, amounts, rates, len(family.covered) if lines.answers.said else count)
        return
    if PARTS & lines.columns.keys() and not {"monthly", "per_person"} & lines.columns.keys():
        _add_parts(family, rows, lines)
        return
    each = _amounts(rows, lines, "per_person")
    if each and len(set(each)) > 1 and lines.answers.said and len(each) == len(family.covered):
        family.monthly = sum(each)
    elif each:
        rate = rates.get((family.scheme, family.grade))
        whole = rate is not None and count > 1 and each[0] == rate * count  # 保障标准 over the household's amount
        family.monthly = each[0] if whole else each[0] * count
    elif each is not None:
        rate = rates.get((family.scheme, family.grade))
        column = next((name for name in ("monthly", *sorted(BY_CLASS), "per_person") if name in lines.columns), "")
        if column and family.covered:
            lines.told("amount-missing", rows[0], column)
        elif rate is not None:
            family.monthly, family.stated_monthly = rate * count, False


def _add_parts(family: Family, rows: Sequence[int], lines: Lines) -> None:
    """基本生活费 and 照料护理费 in columns of their own make the month's amount."""
    found = [_amounts(rows, lines, name) for name in sorted(PARTS & lines.columns.keys(), reverse=True)]
    if not any(found) and all(amounts is not None for amounts in found):
        lines.told("amount-missing", rows[0], next(name for name in lines.columns if name in PARTS))
    elif all(amounts is not None for amounts in found):
        family.monthly = sum(sum(amounts or ()) for amounts in found)


def leave_out_the_unpaid(families: Sequence[Family], lines: Lines, rates: Mapping[tuple[str, str], int]) -> None:
    """Where nothing but each person's own amount tells who is covered, those without one are not: the column says that it
    is each person's, or every amount is the rate."""
    name = "monthly" if "monthly" in lines.columns else "per_person"
    col = lines.columns.get(name)
    if col is None or lines.answers.said or "covered_count" in lines.columns:
        return
    paid = {
        (at, member.row): values.money_fen(lines.grid[member.row][col])[0]
        for at, family in enumerate(families) for member in family.members
    }  # fmt: skip
    told = [(rates.get((families[at].scheme, families[at].grade)), fen) for (at, _), fen in paid.items() if fen]
    if name == "monthly" and all(told) and any(fen != rate for rate, fen in told):
        return
    if not any(sum(1 for m in family.members if paid[at, m.row]) > 1 for at, family in enumerate(families)):
        return
    if any(lines.table.sheet.is_merged(row, col) for _, row in paid):
        return
    for at, family in enumerate(families):
        for member in family.members:
            member.covered = bool(paid[at, member.row])
        if name == "per_person" or len(family.covered) < len(family.members):
            family.monthly = sum(fen for m in family.members if isinstance(fen := paid[at, m.row], int))


def fit_to_total(families: Sequence[Family], lines: Lines) -> None:
    """Equal amounts on the lines of a household are its own said again or each line's: the stated 合计 proves which."""
    stated = [found["monthly"] for _, found in lines.table.stated_totals() if "monthly" in found]
    if len(stated) != 1 or any(family.monthly is None for family in families):
        return
    total = round(float(str(stated[0])) * 100)
    if sum(family.monthly or 0 for family in families) == total:
        return
    repeated: dict[int, list[int]] = {}
    for at, family in enumerate(families):
        found = _amounts([member.row for member in family.members], lines, "monthly") or []
        if len(found) > 1 and len(set(found)) == 1:
            repeated[at] = found
    rest = sum(family.monthly or 0 for at, family in enumerate(families) if at not in repeated)
    for reading in (sum, max):
        if repeated and rest + sum(map(reading, repeated.values())) == total:
            for at, found in repeated.items():
                families[at].monthly = reading(found)


def _amounts(rows: Sequence[int], lines: Lines, name: str) -> list[int] | None:
    """The amounts that stand in the lines, a merged one once; None when one of them is no amount."""
    col = lines.columns.get(name)
    if col is None:
        return []
    found: list[int] = []
    sound = True
    sheet = lines.table.sheet
    for row in rows:
        value: Any = lines.grid[row][col]
        if name == "monthly" and value is not None and sheet.top_left(row, col)[0] < rows[0]:
            lines.told("amount-shared", row, name)
            sound = False
            break
        if value is None or (row != rows[0] and sheet.top_left(row, col)[0] != row):
            continue
        fen, problem = values.money_fen(value)
        if problem:
            lines.told(problem, row, name, fen)
            sound = False
        elif isinstance(fen, int):
            found.append(fen)
    return found if sound and not any((row, name) in lines._broken for row in rows) else None


def _household_amount(family: Family, amounts: list[int], rates: Mapping[tuple[str, str], int], count: int) -> int:
    """One amount is the household's. Several are added up, unless each line only repeats the household's."""
    if len(amounts) == 1:
        return amounts[0]
    first, rate = amounts[0], rates.get((family.scheme, family.grade))
    if len(set(amounts)) > 1:
        return sum(amounts)
    if rate is not None and first == rate and count > 1:
        return sum(amounts[:count])
    return first
