"""Workbooks → Filing: change sheets in any words, order or number, and the deaths form."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from typing import Any

from core.months import chinese
from core.sheets import values
from core.sheets.findings import ERROR, WARNING, Finding
from core.sheets.halves import side_by_side
from core.sheets.header import find_tables, stated_month, stated_township, stated_unit
from core.sheets.model import Sheet, Workbook, address
from core.sheets.synonyms import Synonyms
from core.sheets.table import Table
from recipients.intake.places import village_of
from recipients.intake.schemes import ABOUT_DIBAO, EITHER, from_titles

from ..rules.facts import Death, Filing, Line, Title, Total
from .cells import BARE, OLD_NEW, RENAMED, Cells
from .kinds import ALTER, IN, OUT, direction, direction_of
from .prepare import prepare

CODE = "MR-00"
# What stands once for a household and holds for the lines below it.
CARRIED = (
    "scheme", "area_type", "village", "group", "head_name", "head_id", "change_kind", "reason", "old_grade", "new_grade", "grade",
    "old_count", "new_count", "covered_count", "old_monthly", "new_monthly", "monthly", "effective_month",
    "start_month", "end_month", "account", "account_holder", "bank",
)  # fmt: skip
# Columns whose words tell what a list does where nothing above them does: 停保原因, 新增人员.
TELLING = ("name", "id_number", "reason", "effective_month", "start_month", "end_month")
TOWN_LIKE = re.compile(r"[镇乡]")
DEAD = re.compile(r"死亡|亡故")
NAMED = re.compile(r"(?<!\d)(1[0-2]|[1-9])月(?!\d)")
TITLES = 3


class Reader:
    """Reads workbooks one after the other into one Filing."""

    def __init__(self, synonyms: Synonyms, month: str, today: dt.date, townships: Sequence[str]) -> None:
        self.synonyms, self.month, self.townships = synonyms, month, list(townships)
        self.cells = Cells(synonyms, month, today)
        self.filing = Filing()
        self.labels: set[str] = set()
        self.change_tables = self.change_nils = 0

    def add(self, book: Workbook) -> None:
        """Take in every table of a workbook; one in which no table is found is an error."""
        found = False
        for sheet in self._of_this_month(book):
            label = sheet.title if sheet.title not in self.labels else f"{sheet.title}（{book.name}）"
            self.labels.add(label)
            found = self._sheet(sheet, label) or found
        if not found:
            message = f"“{book.name}”里没有找到增减名单或死亡人员报告表。"
            hint = (
                "请确认表头里有 姓名、身份证号、变动类型（或死亡日期）等栏目，再重新上传。"
                "本月没有变动或死亡的，不用上传文件，请按“本月无变动”“本月无死亡”签署零报告。"
            )
            self.filing.findings.append(Finding(CODE, ERROR, "no-table", "", "", message, hint))

    def _of_this_month(self, book: Workbook) -> list[Sheet]:
        """The sheets a clerk sees; where some are headed by this month, those headed by another are left out, which is told."""
        headed = {sheet.title: _headed(sheet, self.month) for sheet in book.visible}
        if self.month not in headed.values():
            return book.visible
        for title, month in headed.items():
            if month not in ("", self.month):
                message = f"工作表“{title}”写的是{chinese(month)}，不是{chinese(self.month)}，没有读取。"
                hint = "这张表也要报的，请改正表题或工作表名后重新上传。"
                self.filing.findings.append(Finding(CODE, WARNING, "sheet-of-another-month", title, "", message, hint))
        return [sheet for sheet in book.visible if headed[sheet.title] in ("", self.month)]

    def finish(self) -> Filing:
        """The Filing; change sheets that all say 无 are a nil statement."""
        if self.change_tables and self.change_nils == self.change_tables and not self.filing.lines:
            self.filing.nil_changes = True
        return self.filing

    def _sheet(self, sheet: Sheet, label: str) -> bool:
        deaths = self._death_tables(sheet)
        if deaths:
            for table in deaths:
                self._titles(table, label)
                self._deaths(table, label)
            return True
        parts = side_by_side(sheet, "changes", self.synonyms)
        tables = [table for part in parts for table in find_tables(part, "changes", self.synonyms)]
        for table in tables:
            self._titles(table, label)
            self._changes(table, label)
        return bool(tables)

    def _death_tables(self, sheet: Sheet) -> list[Table]:
        tables = find_tables(sheet, "deaths", self.synonyms)
        if not tables or "death_date" not in tables[0].columns:
            return []
        told = any(DEAD.search(text) for text in [sheet.title, *tables[0].title_lines])
        changes = find_tables(sheet, "changes", self.synonyms)
        is_list = changes and ("change_kind" in changes[0].columns or direction_of([sheet.title]))
        return tables if told and not is_list else []

    def _titles(self, table: Table, label: str) -> None:
        lines = table.title_lines
        unit = stated_township(lines, self.townships) or ""
        written = stated_unit(lines) or ""
        if not unit and TOWN_LIKE.search(written):
            unit = written
        text = " ".join(lines)
        self.filing.titles.append(Title(label, "A1", text[:200], stated_month(lines) or "", unit))

    def _guessed(self, table: Table, label: str, form: str) -> None:
        for col, word, field in table.guessed:
            message = f"“{word}”这一列没有在表头词库里，按内容当作“{self.synonyms.heading(form, field)}”。"
            hint = "请确认；常用这个词的，请系统管理员把它加进表头词库。"
            cell = table.head_address(col)
            self.filing.findings.append(Finding(CODE, WARNING, "column-guessed", label, cell, message, hint))

    def _ignored(self, table: Table, label: str) -> None:
        """A line between the persons that nobody understands is told; what stands below them is a footer."""
        for row, text in table.ignored:
            if row < table.last_row:
                col = next(col for col, value in enumerate(table.sheet.rows[row]) if value is not None)
                message = f"这一行“{text[:20]}”没有看懂，未读取。"
                hint = "如果它是人员，请补全姓名和身份证号；是说明的，请移到表下方。"
                self.filing.findings.append(
                    Finding(CODE, WARNING, "line-ignored", label, address(row, col), message, hint)
                )

    def _changes(self, table: Table, label: str) -> None:
        self.change_tables += 1
        self.filing.findings += prepare(table, label)
        self._guessed(table, label, "changes")
        self._ignored(table, label)
        told = _direction(table, label)
        titles = [*table.title_lines, label]
        scheme = from_titles(titles) or (EITHER if ABOUT_DIBAO.search(" ".join(titles)) else "")
        start = len(self.filing.lines)
        carried: dict[str, Any] = {}
        for row in table.body:
            section = table.sections.get(row, "")
            if not self._continues(table, row):
                carried = {}
            above = from_titles([section, *reversed(table.headings.get(row, ()))]) or scheme
            self._line(table, label, row, carried, direction_of([section]) or told, above)
        if len(self.filing.lines) == start:
            self._empty(table, label, "变动")
        self._totals(table, label, start, told)

    def _continues(self, table: Table, row: int) -> bool:
        """True when the row leaves its household to the row above: no head of its own, or under a 户主 in a list without
        heads' columns."""
        own = [table.value(row, name) for name in ("head_id", "head_name") if name in table.columns]
        if own:
            return not any(_standing(value) is not None for value in own)
        relation = values.text(table.value(row, "relation"))[0]
        is_member = bool(relation) and self.synonyms.value("relation", relation) not in ("head", "self")
        return is_member and _standing(table.value(row, "seq")) is None

    def _line(self, table: Table, label: str, row: int, carried: dict[str, Any], told: str, scheme: str) -> None:
        raw = {name: _standing(table.value(row, name)) for name in table.columns}
        for name in CARRIED:
            if raw.get(name) is not None:
                carried[name] = raw[name]
            elif name in carried and name in table.columns:
                raw[name] = carried[name]
        line = Line(len(self.filing.lines), label, table.unfolded.get(row, row) + 1)
        for name in table.columns:
            line.cells[name] = table.cell(row, name).address
        self.cells.fill(line, self._heads(raw, table, told), told, scheme)
        line.village = line.village or village_of(table.sections.get(row, ""))
        self._formulas(line, table, row)
        _rename_cells(line)
        self.filing.lines.append(line)

    def _heads(self, raw: dict[str, Any], table: Table, told: str) -> dict[str, Any]:
        """Where a sheet has one column of names: in a list of alterations it is the head's; in a list of leavers or
        newcomers the person's, who is the head where the relation says so."""
        if "head_id" in table.columns or "head_name" in table.columns:
            return raw
        relation = values.text(raw.get("relation"))[0]
        is_head = relation and self.synonyms.value("relation", relation) in ("head", "self")
        if is_head or (told != OUT and not relation):
            self._last_head = (raw.get("name"), raw.get("id_number"))
            return raw | {"head_name": raw.get("name"), "head_id": raw.get("id_number")}
        if told == IN and getattr(self, "_last_head", None):
            return raw | {"head_name": self._last_head[0], "head_id": self._last_head[1]}
        return raw

    def _formulas(self, line: Line, table: Table, row: int) -> None:
        for name in ("name", "id_number", "head_name", "head_id", "account"):
            at = table.sheet.top_left(row, table.columns[name]) if name in table.columns else None
            if at and at in table.sheet.formulas:
                line.problems = [(f, k) for f, k in line.problems if f != name] + [(name, "formula")]

    def _empty(self, table: Table, label: str, what: str) -> bool:
        """A form with nobody in it: 无 is a statement, mere blank is not. Says whether it is a statement."""
        if table.nil_cell is not None:
            self.change_nils += what == "变动"
            return True
        message = "这张表里没有填人员，也没有写“无”。"
        hint = f"本月确实没有{what}的，请在表中写“无”，或使用“本月无{what}”按钮。"
        self.filing.findings.append(Finding(CODE, WARNING, "form-empty", label, "", message, hint))
        return False

    def _totals(self, table: Table, label: str, start: int, told: str) -> None:
        side = "before" if told == OUT else "after"
        lines = self.filing.lines[start:]
        names = OLD_NEW | {name: f"{stem}_{side}" for name, stem in BARE.items() if told}
        since = table.header_rows.stop
        for row, numbers in table.stated_totals():
            text = "".join(str(cell) for cell in table.sheet.rows[row] if isinstance(cell, str))
            part = "小计" in text
            positions = [line.position for line in lines if line.row - 1 < row and (not part or line.row > since)]
            for name, number in numbers.items():
                field = names.get(name, "")
                if field and "grade" not in field:
                    value = round(float(str(number)) * (100 if field.startswith("fen") else 1))
                    cell = address(row, table.columns[name])
                    self.filing.totals.append(Total(label, cell, field, value, positions, "小计" if part else "合计"))
            since = row + 1 if part else since

    def _deaths(self, table: Table, label: str) -> None:
        self.filing.deaths_form = True
        self._guessed(table, label, "deaths")
        self._ignored(table, label)
        if not table.body and self._empty(table, label, "死亡"):
            self.filing.nil_deaths = True
        for row in table.body:
            raw = {name: _standing(table.value(row, name)) for name in table.columns}
            death = Death(len(self.filing.deaths), label, row + 1)
            death.cells = {name: table.cell(row, name).address for name in table.columns}
            self._death(death, raw)
            self.filing.deaths.append(death)

    def _death(self, death: Death, raw: dict[str, Any]) -> None:
        who = raw.get("id_number") or raw.get("head_id")
        ident, problem = values.id_number(who, today=self.cells.today)
        name, trouble = values.marked_name(raw.get("name") or raw.get("head_name"), is_dead=True)
        day, doubt = self.cells.day_of(raw.get("death_date"))
        death.id_number, death.name = (
            ("" if problem else str(ident)),
            ("" if trouble not in (None, *values.WARNINGS) else str(name)),
        )
        death.death_date = day.isoformat() if isinstance(day, dt.date) else ""
        for field, kind in (("id_number", problem), ("name", trouble), ("death_date", doubt)):
            if kind:
                death.problems.append((field, kind))
        if day is None:
            death.problems.append(("death_date", "date-not-date"))
        if raw.get("effective_month") is not None:
            month, kind = values.month(raw["effective_month"], default_year=int(self.month[:4]))
            death.effective_month = month if month and not kind else ""


def _headed(sheet: Sheet, month: str) -> str:
    """The month a sheet's first lines or its name speak of, '' where they name none; a name without a year means the
    month's."""
    top = [" ".join(str(cell) for cell in row if isinstance(cell, str)) for row in sheet.rows[:TITLES]]
    named = NAMED.search(sheet.title)
    return stated_month([sheet.title, *top]) or (f"{month[:4]}-{int(named[1]):02d}" if named else "")


def _direction(table: Table, label: str) -> str:
    """What a list does: its title, unless that speaks of 变更 alone and the sheet's name or the column words say more."""
    told = direction_of(table.title_lines)
    if told not in ("", ALTER):
        return told
    words = [table.words[table.columns[name]] for name in TELLING if name in table.columns]
    return direction_of([label]) or told or direction_of(words)


def _rename_cells(line: Line) -> None:
    """Addresses under the names of the Line's fields, so that findings reach their cell."""
    side = "before" if direction(line.kind) == OUT else "after"
    names = {name: f"{stem}_{side}" for name, stem in BARE.items()} | RENAMED
    for name, at in list(line.cells.items()):
        line.cells.setdefault(names.get(name, name), at)


def _standing(value: Any) -> Any:
    return None if isinstance(value, str) and not value.strip() else value


def read(
    books: Iterable[Workbook], synonyms: Synonyms, *, month: str, today: dt.date, townships: Sequence[str]
) -> Filing:
    """What the workbooks say together; `townships` are the county's names, to see whose form it is."""
    reader = Reader(synonyms, month, today, townships)
    for book in books:
        reader.add(book)
    return reader.finish()
