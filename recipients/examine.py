"""A file examined against the roster as it stands: findings, plan and the preview in numbers and lists. Writes nothing."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any

from core import bulk, crypto, months, synonyms
from core.fields import place
from core.models import Division
from core.sheets.findings import Finding
from core.sheets.read import read

from .intake.reading import Roster, read_roster
from .intake.staged import Family
from .models import BenefitRate, Person
from .plan import Plan, Planner
from .preview import counts_of, lists_of
from .rules import Context, Known, check
from .rules.village_is_known import village_key
from .standing import PersonRow, Standing, standing

NO_TABLE = ("no-roster", "没有在文件里认出花名册：需要有姓名、身份证号、月保障金额等表头。请检查是否选错了文件。")


@dataclass
class Examination:
    """What was found; `roster` has no tables when it was loaded from a staged import."""

    township: Division
    month: str
    roster: Roster
    plan: Plan
    standing: Standing
    planner: Planner
    findings: list[Finding] = field(default_factory=list)

    @property
    def families(self) -> list[Family]:
        return self.roster.families

    @property
    def errors(self) -> list[Finding]:
        return [finding for finding in self.findings if finding.blocks]

    @cached_property
    def counts(self) -> dict[str, Any]:
        """The preview in numbers, without personal data."""
        return counts_of(self)

    def staged(self) -> str:
        """Families and preview lists as JSON, for sealing with the import."""
        from .intake.staged import dump

        lists = json.dumps(lists_of(self), ensure_ascii=False, separators=(",", ":"))
        return f'{{"families":{dump(self.families)},"preview":{lists}}}'


@bulk.no_collection()
def read_file(data: bytes, filename: str, township: Division, month: str) -> Roster:
    """The roster a file holds; raises core.sheets Unreadable when it cannot be opened."""
    return read_roster(read(data, filename), synonyms.load(), rates_for(township.code, month), month)


def examine(roster: Roster, township: Division, month: str, *, rules: Callable = check) -> Examination:
    """Compare `roster` with what stands and run the rules."""
    index = lru_cache(maxsize=None)(bulk.indexer("id"))
    named = {index(member.id) for family in roster.families for member in family.members if member.id}
    stands = standing(township.code[:9], month, named)
    villages = village_codes(township.code)
    planner = Planner(
        stands,
        index,
        lru_cache(maxsize=None)(bulk.indexer("account")),
        lambda name: villages.get(village_key(name), f"?{village_key(name)}"),
        lambda person: crypto.open_sealed(person.phone_sealed, place(Person, "phone_sealed", person.pk)),
    )
    plan = planner.make(roster.families)
    found = Examination(township, month, roster, plan, stands, planner)
    found.findings = rules(_context(found, villages))
    return found


def _context(found: Examination, villages: Mapping[str, str]) -> Context:
    names = Division.objects.townships().filter(code__startswith=found.township.code[:6])
    return Context(
        found.roster,
        found.month,
        found.township.name,
        tuple(names.values_list("name", flat=True)),
        set(villages),
        rates_for(found.township.code, found.month),
        _known(found),
        len(found.plan.gone),
        found.plan.listed_before,
        found.plan.differs,
        found.standing.later_month,
    )


def _known(found: Examination) -> dict[str, Known]:
    if not found.standing.people:
        return {}
    stands, known = found.standing, {}
    for ident in found.planner.file_home:
        person = found.planner.person(ident)
        if person is not None:
            known[ident] = _known_person(found, ident, person, stands)
    return known


def _known_person(found: Examination, ident: str, person: PersonRow, stands: Standing) -> Known:
    home = stands.homes.get(person.pk)
    household = stands.households.get(home.household) if home else None
    target = found.planner.file_home[ident]
    moved = household is not None and (target.row is None or target.row.pk != household.pk)
    personal_only = all(family.scheme in {"tekun", "old_age_allowance"} for family in target.families)
    return Known(
        person.name,
        person.death_date is not None and months.of(person.death_date) < found.month,
        stands.elsewhere.get(person.pk, frozenset()),
        home is not None and household is None,
        str(household.number) if moved and household and not personal_only else "",
    )


def rates_for(division_code: str, month: str) -> dict[tuple[str, str], int]:
    """The nearest and newest rate per covered person in fen, by (scheme, grade), of schemes paid by grade."""
    rates: dict[tuple[str, str], int] = {}
    for rate in BenefitRate.objects.for_month(month, division_code).filter(care_mode="", care_level="", aid_kind=""):
        rates.setdefault((rate.scheme, rate.grade), rate.amount_fen)
    return rates


def village_codes(township_code: str) -> dict[str, str]:
    """Codes of the township's villages by the telling part of their names."""
    rows = Division.objects.villages_of(township_code).values_list("name", "code")
    return {village_key(name): code for name, code in rows}
