"""Workbook -> Roster: every sheet that holds a roster table, its families and the cells that could not be understood."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from core.sheets import told
from core.sheets.halves import side_by_side
from core.sheets.header import find_tables, stated_month
from core.sheets.model import Sheet, Workbook
from core.sheets.synonyms import Synonyms
from core.sheets.table import Table

from .amounts import fit_to_total, leave_out_the_unpaid
from .joining import households, mixed
from .lines import Lines
from .people import complete
from .places import name_by_sheets, settle
from .schemes import from_titles
from .staged import Family
from .sums import settle_sum
from .unfolding import unfold
from .units import to_yuan

SHEET_MONTH = re.compile(r"(?:(20\d\d)[年.-]?)?\s*0?(1[0-2]|[1-9])月份?[^\d]{0,10}\Z")
DOTTED_MONTH = re.compile(r"(20\d\d)[年.\-_/]?\s*0?(1[0-2]|[1-9])\Z")
Rates = Mapping[tuple[str, str], int]


@dataclass
class Part(told.Part):
    """One table of the workbook; `scheme_told` is False where a family's scheme had to be assumed."""

    scheme_told: bool
    month: str | None
    was_ten_thousands: bool = False  # its amounts stood in 万元


@dataclass
class Reading(told.Reading):
    """What stands in one workbook of persons; what a missing column holds is told at the person's name."""

    ANCHORS = ("name", "head_name", "id_number", "head_id")


@dataclass
class Roster(Reading):
    """All that one roster workbook says, before it is judged."""

    families: list[Family] = field(default_factory=list)


def read_roster(book: Workbook, synonyms: Synonyms, rates: Rates | None = None, month: str = "") -> Roster:
    """Read every visible sheet; sheets without a roster table are only named in `skipped`. Where a workbook keeps a sheet
    for each month, only that of `month` is read."""
    roster = Roster()
    for sheet in book.visible:
        if _of_another_month(sheet, book, month):
            roster.skipped.append(sheet.title)
            continue
        parts = side_by_side(sheet, "roster", synonyms)
        tables = [table for part in parts for table in find_tables(part, "roster", synonyms) if _is_roster(table)]
        if not tables and any(any(cell is not None for cell in row) for row in sheet.rows):
            roster.skipped.append(sheet.title)
        for table in tables:
            _take(roster, table, sheet.title, book.name, synonyms, rates or {})
    name_by_sheets([part.title for part in roster.parts], roster.families)
    _number(roster.families)
    return roster


def _of_another_month(sheet: Sheet, book: Workbook, month: str) -> bool:
    """True for 5月 beside a sheet called 6月 when June is asked for."""
    told = [found for other in book.visible if (found := _named_month(other))]
    mine = _named_month(sheet)
    if not month or not mine or len(told) < 2:
        return False
    return any(_is_month(found, month) for found in told) and not _is_month(mine, month)


def is_another_month(title: str, month: str) -> bool:
    """Say whether a sheet's name is a month, and not this one."""
    found = SHEET_MONTH.match(title.strip()) or DOTTED_MONTH.match(title.strip())
    return found is not None and not _is_month(found, month)


def _named_month(sheet: Sheet) -> re.Match[str] | None:
    title = sheet.title.strip()
    return SHEET_MONTH.match(title) or DOTTED_MONTH.match(title)


def _is_month(found: re.Match[str], month: str) -> bool:
    return int(found[2]) == int(month[5:]) and (not found[1] or found[1] == month[:4])


def _is_roster(table: Table) -> bool:
    return bool(table.body) and ("name" in table.columns or "head_name" in table.columns)


def _take(roster: Roster, table: Table, title: str, filename: str, synonyms: Synonyms, rates: Rates) -> None:
    told = from_titles([*table.title_lines, title, filename])
    part = Part(title, table, True, stated_month([*table.title_lines, title]))
    index = len(roster.parts)
    roster.parts.append(part)
    unfold(table)
    part.was_ten_thousands = to_yuan(table)
    odd = settle_sum(table)
    lines = Lines(table, index, told, synonyms, roster.faults)
    for row in odd:
        lines.told("sum-differs", row, "monthly")
    start = len(roster.families)
    found = households(table, synonyms)
    for row in mixed(table, synonyms, found):
        lines.told("number-differs", row, "seq" if "seq" in table.columns else "head_id")
    for rows in found:
        family = lines.family(rows)
        complete(family, rows, lines, rates)
        roster.families.append(family)
    part.scheme_told = not lines.assumed
    leave_out_the_unpaid(roster.families[start:], lines, rates)
    fit_to_total(roster.families[start:], lines)
    settle(roster.families[start:], [title, *table.title_lines])


def _number(families: Sequence[Family]) -> None:
    """Give each family its 序号 in its scheme's list: the sheet's own where it is one number per family, else by order."""
    by_scheme: dict[str, list[Family]] = {}
    for family in families:
        by_scheme.setdefault(family.scheme, []).append(family)
    for members in by_scheme.values():
        told = [family.serial for family in members]
        if None in told or len(set(told)) < len(told):
            for number, family in enumerate(members, 1):
                family.serial = number
