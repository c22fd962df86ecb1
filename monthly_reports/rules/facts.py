"""What the rules may know: the filing as it was read, and the roster as it stands. Plain data, no Django, no database."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from core.sheets.findings import ERROR, WARNING, Finding

ADDITIONS = frozenset({"add_household", "add_member", "move_in"})
ENDINGS = frozenset({"end_household", "remove_member", "move_out"})
PERSON_SCHEMES = frozenset({"tekun", "old_age_allowance"})
EXCLUSIVE_SCHEMES = frozenset({"rural_dibao", "urban_dibao", "tekun"})
ONE_MONTH_SCHEMES = frozenset({"temporary_assistance"})
DEATH = "死亡"


@dataclass
class Line:
    """One line of the change list, cleaned. Money in fen per household and month; months 'YYYY-MM'; unknown is '' or None.

    `cells` are the addresses of its fields, `problems` (field, kind) what could not be read, `raw` the text beside them.
    """

    position: int
    sheet: str = ""
    row: int = 0
    kind: str = ""
    reason: str = ""
    reason_code: str = ""
    scheme: str = ""
    village: str = ""
    group: str = ""
    head_name: str = ""
    head_id: str = ""
    name: str = ""
    id_number: str = ""
    relation: str = ""
    grade_before: str = ""
    grade_after: str = ""
    care_mode: str = ""
    care_level: str = ""
    aid_kind: str = ""
    covered_before: int | None = None
    covered_after: int | None = None
    fen_before: int | None = None
    fen_after: int | None = None
    effective_month: str = ""
    death_date: str = ""
    account_holder: str = ""
    account: str = ""
    bank: str = ""
    note: str = ""
    cells: dict[str, str] = field(default_factory=dict)
    problems: list[tuple[str, str]] = field(default_factory=list)

    @property
    def person_id(self) -> str:
        """The ID number of the person the line is about: its own, or the head's for alterations of a household."""
        return self.id_number or self.head_id

    @property
    def is_death(self) -> bool:
        """True when somebody leaves because they died."""
        return self.kind in ENDINGS and self.reason_code == "death"

    def has_problem(self, *fields: str) -> bool:
        """True when one of the fields could not be read."""
        return any(name in fields for name, _ in self.problems)


@dataclass
class Death:
    """One line of the deaths form."""

    position: int
    sheet: str = ""
    row: int = 0
    name: str = ""
    id_number: str = ""
    scheme: str = ""
    death_date: str = ""
    effective_month: str = ""
    cells: dict[str, str] = field(default_factory=dict)
    problems: list[tuple[str, str]] = field(default_factory=list)


@dataclass
class Total:
    """A 合计 a sheet states: of which field, how much, over which lines (positions)."""

    sheet: str
    cell: str
    column: str
    value: int
    positions: list[int] = field(default_factory=list)
    label: str = "合计"


@dataclass
class Title:
    """A title or unit line: the month and the township it names ('' where it names none)."""

    sheet: str
    cell: str
    text: str
    month: str = ""
    unit: str = ""


@dataclass
class Filing:
    """Everything one submission says. `*_filed` tell that a form was handed in, even an empty one with 无 in it."""

    lines: list[Line] = field(default_factory=list)
    deaths: list[Death] = field(default_factory=list)
    totals: list[Total] = field(default_factory=list)
    titles: list[Title] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    nil_changes: bool = False
    nil_deaths: bool = False
    deaths_form: bool = False

    @property
    def entries(self) -> list[Line | Death]:
        """Lines of the change list and of the deaths form."""
        return [*self.lines, *self.deaths]


@dataclass(frozen=True)
class Terms:
    """What a household (or person) is owed under a scheme: whom it covers (ID numbers), grade, fen a month."""

    covered: tuple[str, ...]
    fen: int
    grade: str = ""
    care_mode: str = ""
    care_level: str = ""


@dataclass
class KnownHousehold:
    """A household on this township's roster."""

    key: str
    village: str
    head_id: str
    members: dict[str, str] = field(default_factory=dict)  # ID number -> name
    terms: dict[tuple[str, str], list[tuple[str, str, Terms]]] = field(default_factory=dict)

    def terms_in(self, scheme: str, person_id: str, month: str) -> Terms | None:
        """What is owed for `month` as the roster stands; `person_id` counts in person schemes only."""
        owner = person_id if scheme in PERSON_SCHEMES else ""
        for first, last, terms in self.terms.get((scheme, owner), ()):
            if first <= month and (not last or month <= last):
                return terms
        return None


@dataclass(frozen=True)
class KnownPerson:
    """A person the county's roster knows. `here` is False for another township's, of whom nothing more is told."""

    name: str
    birth: dt.date
    here: bool
    household: str = ""
    key: str = ""
    death: dt.date | None = None
    schemes: tuple[tuple[str, str, str, str], ...] = ()  # (scheme, household key, first, last month)

    def covered_by(self, month: str) -> list[tuple[str, str]]:
        """(scheme, household key) of what covers the person in `month`."""
        return [(s, home) for s, home, first, last in self.schemes if first <= month and (not last or month <= last)]


@dataclass
class Context:
    """The world a filing is judged in, loaded in few queries (monthly_reports.loading)."""

    month: str
    today: dt.date
    township: str = ""
    township_names: tuple[str, ...] = ()
    people: dict[str, KnownPerson] = field(default_factory=dict)
    households: dict[str, KnownHousehold] = field(default_factory=dict)
    villages: frozenset[str] = frozenset()
    rates: dict[tuple[str, str, str, str], list[tuple[str, int]]] = field(default_factory=dict)
    rated_schemes: frozenset[str] = frozenset()
    pending_additions: dict[str, str] = field(
        default_factory=dict
    )  # ID number -> where it waits: "here" or "elsewhere"
    nil_death_months: frozenset[str] = frozenset()
    already_filed: frozenset[str] = frozenset()  # "changes", "deaths": what this month's report has in already
    death_reach_months: int = 24

    def rate(self, scheme: str, grade: str, care_mode: str, care_level: str, month: str) -> int | None:
        """The fen per covered person in force in `month`, or None where the table has no such row."""
        for key in ((scheme, grade, care_mode, care_level), (scheme, grade, care_mode, ""), (scheme, grade, "", "")):
            for effective, fen in self.rates.get(key, ()):
                if effective <= month:
                    return fen
        return None

    def home_of(self, line: Line) -> KnownHousehold | None:
        """The household on this township's roster a line speaks of: by its head, else (for who is there) by its person."""
        for ident in (line.head_id,) if line.kind in ADDITIONS else (line.head_id, line.id_number):
            person = self.people.get(ident) if ident else None
            if person and person.household in self.households:
                return self.households[person.household]
        return None


def told(
    code: str, severity: str, kind: str, line: Line | Death, field_name: str, message: str, hint: str = ""
) -> Finding:
    """A finding at the cell of one field of a line; at the line's row where the sheet has no such column."""
    cell = line.cells.get(field_name) or next(iter(line.cells.values()), "")
    return Finding(code, severity, kind, line.sheet, cell, message, hint)


def error(code: str, kind: str, line: Line | Death, field_name: str, message: str, hint: str = "") -> Finding:
    """A finding that stops the filing until it is mended."""
    return told(code, ERROR, kind, line, field_name, message, hint)


def warning(code: str, kind: str, line: Line | Death, field_name: str, message: str, hint: str = "") -> Finding:
    """A finding that may be confirmed with a reason."""
    return told(code, WARNING, kind, line, field_name, message, hint)


def yuan(fen: int | None) -> str:
    """Fen as people write yuan: 72000 is 720, 72050 is 720.5."""
    return "—" if fen is None else f"{fen / 100:.2f}".rstrip("0").rstrip(".")
