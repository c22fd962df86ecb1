"""The lines of one household drawn together: what it will be owed after them, from which month."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from .facts import ADDITIONS, ENDINGS, PERSON_SCHEMES, Context, KnownHousehold, Line, Terms

ORDER = (
    "end_household", "add_household", "move_in", "move_out", "remove_member", "add_member",
    "regrade", "change_care", "raise_amount", "lower_amount", "change_head", "correct_info",
)  # fmt: skip


@dataclass
class Outcome:
    """One household (in person schemes one person) in one scheme from one month on: its terms before and after its lines.

    `after` is None when nothing is paid any more; `stated` are the amounts the lines name for the state after all of them;
    `fen_known` is False when neither the lines nor the rates tell the amount.
    """

    key: str
    scheme: str
    effective: str
    lines: list[Line]
    household: KnownHousehold | None
    before: Terms | None
    after: Terms | None = None
    stated: list[int] = field(default_factory=list)
    fen_known: bool = True
    new_head: str = ""

    @property
    def joins(self) -> list[Line]:
        """Lines that bring somebody in."""
        return [line for line in self.lines if line.kind in ADDITIONS]

    @property
    def leaves(self) -> list[Line]:
        """Lines that take somebody out."""
        return [line for line in self.lines if line.kind in ENDINGS]

    @property
    def is_certain(self) -> bool:
        """True when every line's person can be read: else nobody knows what becomes of the household."""
        return not any(line.has_problem("id_number", "head_id") for line in self.lines)

    @property
    def kind(self) -> str:
        """The kind that says most about what happens to the household."""
        return min((line.kind for line in self.lines), key=lambda kind: ORDER.index(kind) if kind in ORDER else 99)

    @property
    def reasons(self) -> str:
        """The reasons of its lines, each once."""
        return "、".join(dict.fromkeys(line.reason for line in self.lines if line.reason))


def outcomes(lines: Iterable[Line], context: Context) -> list[Outcome]:
    """Every household of the filing, in the order of its first line; one with lines of two months comes twice, the earlier
    month first, the later built upon it. Lines without scheme, household or month are left out (other rules tell)."""
    groups: dict[tuple[str, str, str], list[Line]] = {}
    for line in lines:
        if line.scheme and line.head_id and line.effective_month and line.kind:
            groups.setdefault((line.scheme, _key(line, context), line.effective_month), []).append(line)
    latest: dict[tuple[str, str], Terms | None] = {}
    found: dict[tuple[str, str, str], Outcome] = {}
    for scheme, key, effective in sorted(groups, key=lambda group: group[2]):
        members = groups[scheme, key, effective]
        home = context.home_of(members[0])
        before = latest.get((scheme, key)) or _terms(home, scheme, members[0], effective)
        made = Outcome(key, scheme, effective, members, home, before)
        _settle(made, context)
        latest[scheme, key] = made.after
        found[scheme, key, effective] = made
    return [found[group] for group in groups]


def _key(line: Line, context: Context) -> str:
    home = context.home_of(line)
    key = home.key if home else line.head_id
    return f"{key}/{line.person_id}" if line.scheme in PERSON_SCHEMES else key


def _terms(home: KnownHousehold | None, scheme: str, line: Line, month: str) -> Terms | None:
    return home.terms_in(scheme, line.person_id, month) if home else None


def _settle(made: Outcome, context: Context) -> None:
    covered = list(made.before.covered) if made.before else []
    gone = {line.person_id for line in made.leaves}
    covered = [ident for ident in covered if ident not in gone]
    covered += [line.person_id for line in made.joins if line.person_id not in covered]
    ended = any(line.kind == "end_household" for line in made.lines) and not made.joins
    made.new_head = next((line.id_number for line in made.lines if line.kind == "change_head" and line.id_number), "")
    if ended or not covered:
        made.after = None
        return
    terms = _qualities(made, tuple(dict.fromkeys(covered)))
    made.stated = _stated(made, len(terms.covered))
    fen = _amount(made, terms, context)
    made.fen_known = fen is not None
    made.after = replace(terms, fen=fen or 0)


def _qualities(made: Outcome, covered: tuple[str, ...]) -> Terms:
    """Grade and care as the lines leave them."""
    before = made.before or Terms(covered, 0)
    grade, mode, level = before.grade, before.care_mode, before.care_level
    for line in made.lines:
        if line.kind in ("add_household", "move_in", "regrade") or not grade:
            grade = line.grade_after or grade
        mode, level = line.care_mode or mode, line.care_level or level
    return Terms(covered, before.fen, grade, mode, level)


def _stated(made: Outcome, count: int) -> list[int]:
    """Amounts named for the state after all lines: where each line counts on, only those at the last count speak."""
    named = [line for line in made.lines if line.fen_after is not None]
    final = [line for line in named if line.covered_after in (None, count)]
    return list(dict.fromkeys(line.fen_after for line in final if line.fen_after is not None))


def _amount(made: Outcome, terms: Terms, context: Context) -> int | None:
    if made.stated:
        return made.stated[-1]
    if made.before and _untouched(made, terms):
        return made.before.fen
    rate = context.rate(made.scheme, terms.grade, terms.care_mode, terms.care_level, made.effective)
    return None if rate is None else rate * len(terms.covered)


def _untouched(made: Outcome, terms: Terms) -> bool:
    """True when neither persons nor grade nor care change, so that the amount stays."""
    return made.before is not None and replace(terms, fen=made.before.fen) == made.before
