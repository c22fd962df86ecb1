"""Find the table in a sheet: its header of one to three rows, wherever it stands."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass

from core.sheets import asides
from core.sheets.body import Body, holds_person, read_body
from core.sheets.columns import Columns, is_numbering, recognised, resolve
from core.sheets.guess import guess
from core.sheets.model import CellValue, Sheet
from core.sheets.synonyms import Synonyms
from core.sheets.table import Table
from core.sheets.words import plain

LOOKED_AT = 60
DEPTH = 3
LEAST_FIELDS = 3
LEAST_LINE = 5
WHO = {"name", "id_number", "head_name", "head_id", "account"}
# Of which fields a header must have one: ledgers of problems speak of no person.
ESSENTIAL = {"rectification": {"description", "category"}, "petitions": {"text"}}
MONTH = re.compile(r"(20\d{2})\s*年\s*(1[0-2]|0?[1-9])\s*月(?!\s*\d{1,2}\s*日)")
YEAR = re.compile(r"(?<!\d)(20\d{2})(?=\s*年|[./-]\d{1,2}[./-]\d{1,2})")
ABOVE = re.compile("填报(?:单位|日期|时间|乡镇)|上报|报送")  # what signs a list may stand above it too
UNIT = re.compile(r"(?:填报单位|填报乡镇|上报单位|报送单位|单位名称|乡镇|单位)\s*[:：]\s*([^\s:：()（）]{2,30})")


@dataclass(frozen=True)
class _Candidate:
    top: int
    depth: int
    columns: Columns

    @property
    def worth(self) -> tuple[int, int, int, int]:
        """More fields, fewer unknown words, the higher row, fewer rows."""
        fields, unknown = len(self.columns.fields), len(self.columns.unknown)
        return fields, -unknown, -self.top, -self.depth


def find_table(sheet: Sheet, form: str, synonyms: Synonyms) -> Table | None:
    """Return the first table of a form in the sheet, None when no header is known."""
    tables = find_tables(sheet, form, synonyms)
    return tables[0] if tables else None


def find_tables(sheet: Sheet, form: str, synonyms: Synonyms) -> list[Table]:
    """Return every table of a form, one below the other; a repeated header is none."""
    tables: list[Table] = []
    start = above = 0
    while True:
        header = _header(sheet, form, synonyms, start, LOOKED_AT)
        if header is None:
            return tables
        first = header.top + header.depth
        if first < len(sheet.rows) and is_numbering(sheet.rows[first]):
            first += 1
        body = read_body(sheet, header.columns, (header.top, first), form, synonyms)
        people = [row for row in range(first, body.end) if row not in body.apart]
        if guess(sheet, header.columns, people, form, synonyms):
            body = read_body(sheet, header.columns, (header.top, first), form, synonyms)
        tables.append(_table(sheet, header, above, first, body))
        if body.end >= len(sheet.rows):
            return tables
        start, above = body.end, _begins(sheet, body)


def _begins(sheet: Sheet, body: Body) -> int:
    """Return where the lines above the next table begin: its title and 二、退出 stand below the last person and signature."""
    used = {*body.rows, *body.totals}
    row = body.end
    while row - 1 not in used and not _is_signed(sheet.rows[row - 1]):
        row -= 1
    return row


def _is_signed(row: Sequence[CellValue]) -> bool:
    first = next((str(cell).strip() for cell in row if cell is not None), "")
    return bool(asides.NOTE.match(first) or (asides.SIGNATURE.search(plain(first)) and not ABOVE.match(plain(first))))


def _table(sheet: Sheet, header: _Candidate, start: int, first: int, body: Body) -> Table:
    return Table(
        sheet=sheet,
        header_rows=range(header.top, first),
        columns=header.columns.fields,
        unknown=header.columns.unknown,
        doubled=header.columns.doubled,
        words=header.columns.words,
        guessed=header.columns.guessed,
        title_lines=_lines(sheet.rows[start : header.top]),
        body=body.rows,
        totals=body.totals,
        notes=body.notes,
        ignored=body.ignored,
        sections=body.sections,
        headings=body.headings,
        titles=body.titles,
        nil_cell=body.nil,
    )


def known_fields(sheet: Sheet, form: str, synonyms: Synonyms) -> frozenset[str]:
    """Return the fields of what looks most like a header of the form, though it may lack what such a header must have."""
    found = _header(sheet, form, synonyms, 0, LOOKED_AT, essential=frozenset())
    return frozenset(found.columns.fields) if found else frozenset()


def _header(
    sheet: Sheet, form: str, synonyms: Synonyms, start: int, span: int, essential: Set[str] | None = None
) -> _Candidate | None:
    needed = ESSENTIAL.get(form, WHO) if essential is None else essential
    best: _Candidate | None = None
    for top in range(start, min(len(sheet.rows), start + span)):
        if best and _holds_line(best, sheet.rows, top):
            break
        if recognised(sheet.rows[top], form, synonyms) < 2:
            continue
        for depth in _depths(sheet, top, form, synonyms):
            columns = resolve(_paths(sheet, top, depth), form, synonyms)
            found = _Candidate(top, depth, columns)
            good = len(columns.fields) >= LEAST_FIELDS and (not needed or needed & columns.fields.keys())
            if good and (best is None or found.worth > best.worth):
                best = found
        if best and top >= best.top + DEPTH:
            break
    return best


def _holds_line(header: _Candidate, rows: Sequence[Sequence[CellValue]], row: int) -> bool:
    """Say whether a row under a header is a line of its table: what stands below it is another table, however much it knows."""
    if row < header.top + header.depth:
        return False
    cols = header.columns.fields.values()
    filled = sum(1 for col in cols if col < len(rows[row]) and rows[row][col] is not None)
    return holds_person(rows[row]) or (len(cols) >= LEAST_LINE and filled * 10 >= 6 * len(cols))


def _depths(sheet: Sheet, top: int, form: str, synonyms: Synonyms) -> list[int]:
    """Return how many rows a header that begins here may have, merges respected."""
    spanned = 1
    for above, _, below, _ in sheet.merges:
        if above == top and below < top + DEPTH:
            spanned = max(spanned, below - top + 1)
    while spanned < DEPTH and _divides(sheet, top + spanned):
        spanned += 1
    depths = []
    for depth in range(1, DEPTH + 1):
        last = top + depth - 1
        if last >= len(sheet.rows) or holds_person(sheet.rows[last]):
            break
        if depth > max(1, spanned) and recognised(sheet.rows[last], form, synonyms) < 2:
            break
        if depth >= spanned:
            depths.append(depth)
    return depths


def _divides(sheet: Sheet, row: int) -> bool:
    """Say whether a row only divides what stands wide above it, merged or before blanks: 男|女 under 性别, A|B|C under 保障类别."""
    if row >= len(sheet.rows) or holds_person(sheet.rows[row]):
        return False
    filled = [col for col, value in enumerate(sheet.rows[row]) if value is not None and str(value).strip()]
    if len(filled) < 2 or not all(isinstance(sheet.value(row, col), str) for col in filled):
        return False
    wide = {
        col for _, left, bottom, right in sheet.merges if bottom == row - 1 and right > left for col in range(left, right + 1)
    }  # fmt: skip
    if not sheet.is_merged(row - 1, filled[0]):
        blank = {col for col in filled if not _stands(sheet.merged_value(row - 1, col)) and col - 1 in filled}
        wide |= blank | {col - 1 for col in blank}
    return all(col in wide for col in filled)


def _stands(value: CellValue) -> bool:
    return value is not None and bool(str(value).strip())


def _paths(sheet: Sheet, top: int, depth: int) -> list[tuple[str, ...]]:
    """Return for each column the header words above it, from the top row down."""
    width = sheet.width
    lines = [_words(sheet, row, width) for row in range(top, top + depth)]
    for index in range(depth - 1):
        _spread(lines[index], lines[index + 1 :], sheet, top + index)
    return [tuple(dict.fromkeys(line[col] for line in lines if line[col])) for col in range(width)]


def _words(sheet: Sheet, row: int, width: int) -> list[str]:
    values = (sheet.merged_value(row, col) for col in range(width))
    return ["" if value is None else str(value).strip() for value in values]


def _spread(line: list[str], below: Sequence[list[str]], sheet: Sheet, row: int) -> None:
    """Carry a group word over the blanks to its right when nothing is merged there."""
    carried = ""
    for col, word in enumerate(line):
        under = any(other[col] for other in below)
        if word:
            carried = word if under and not sheet.is_merged(row, col) else ""
        elif under and carried and not sheet.is_merged(row, col):
            line[col] = carried
        else:
            carried = ""


def _lines(rows: Sequence[Sequence[object]]) -> list[str]:
    texts = (" ".join(str(cell).strip() for cell in row if cell is not None) for row in rows)
    return [text for text in texts if text.strip()]


def stated_month(title_lines: Sequence[str]) -> str | None:
    """Return the month ('YYYY-MM') a title names; a full date is not taken for it."""
    for line in title_lines:
        found = MONTH.search(line)
        if found:
            return f"{found[1]}-{int(found[2]):02d}"
    return None


def stated_year(title_lines: Sequence[str]) -> int | None:
    """Return the only year that a title names, as a year or in a date; None where it names several."""
    years = {found[1] for line in title_lines for found in YEAR.finditer(line)}
    return int(years.pop()) if len(years) == 1 else None


def stated_unit(title_lines: Sequence[str]) -> str | None:
    """Return the reporting unit as written after 填报单位：."""
    for line in title_lines:
        found = UNIT.search(line)
        if found:
            return found[1]
    return None


def stated_township(title_lines: Sequence[str], townships: Sequence[str]) -> str | None:
    """Return the one of the given township names that unit line or title names first."""
    unit = stated_unit(title_lines)
    for text in [unit] if unit else []:
        for name in townships:
            if name in text:
                return name
    named = [(line.find(name), name) for line in title_lines for name in townships if name in line]
    return min(named)[1] if named else None
