"""A register examined against what is declared and what the roster holds: findings, plan, preview. Writes nothing."""

import json
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any

from core import bulk, months, synonyms
from core.sheets.findings import Finding
from core.sheets.read import read

from ..intake.declared import Declared, dump
from ..intake.kin import Register, read_register, role_of
from ..models import KinDeclaration
from ..rules.kin import KinContext, check_kin
from ..rules.kin.kin_ages_fit_relation import kin_ages_fit_relation
from ..rules.kin.kin_is_somebody_else import kin_is_somebody_else
from ..rules.kin.kin_relation_fits_sex import kin_relation_fits_sex
from ..rules.kin.kin_relation_is_close import kin_relation_is_close
from ..rules.kin.kin_terms_fit_roster import kin_terms_fit_roster
from .matching import Found, Match, find, known_recipients, match_of
from .planning import LABELS, Plan, plan_of

NO_TABLE = (
    "no-register",
    "没有在文件里认出备案登记表：需要有经办人（村干部）姓名、享受人姓名、享受人身份证号、与经办人关系等表头。请检查是否选错了文件。",
)
LOOKED_AT = (
    kin_ages_fit_relation,
    kin_relation_fits_sex,
    kin_relation_is_close,
    kin_is_somebody_else,
    kin_terms_fit_roster,
)


class Unplaced(Register):
    """Lines without a sheet under them: findings stand at no cell."""

    def place(self, sheet: int, row: int, name: str) -> tuple[str, str]:
        return "", ""


@dataclass
class KinExamination:
    """What was found in a register."""

    register: Register
    plan: Plan
    found: dict[str, Found]
    index_of: Any
    unmentioned: int = 0
    findings: list[Finding] = field(default_factory=list)

    @property
    def errors(self) -> list[Finding]:
        return [finding for finding in self.findings if finding.blocks]

    def match(self, line: Declared) -> str:
        """How a line stands to the roster."""
        return match_of(self.found.get(self.index_of(line.id)) if line.id else None, line.name)

    @cached_property
    def counts(self) -> dict[str, Any]:
        """The preview in numbers, without personal data."""
        lines = self.register.lines
        matches = [self.match(line) for line in lines]
        return {
            "sheet": self.register.titles,
            "rows": len(lines),
            "officials": len({line.official_id or line.official_name for line in lines}),
            "new": len(self.plan.new),
            "changed": len(self.plan.changed),
            "same": self.plan.same,
            "unmentioned": self.unmentioned,
            "matches": {state: matches.count(state) for state in Match.values},
            "errors": len(self.errors),
            "warnings": len(self.findings) - len(self.errors),
        }

    def staged(self) -> str:
        """Lines, sheet titles and preview lists as JSON, for sealing with the import."""
        parts = {
            "titles": [part.title for part in self.register.parts],
            "preview": {
                "new": [self._shown(line) for line in self.plan.new],
                "changed": [
                    [*self._shown(change.line), [LABELS[name] for name in change.values]]
                    for change in self.plan.changed
                ],
            },
        }
        return (
            f'{json.dumps(parts, ensure_ascii=False, separators=(",", ":"))[:-1]},"lines":{dump(self.register.lines)}}}'
        )

    def _shown(self, line: Declared) -> list[str]:
        return [line.official_name, line.unit, line.post, line.name, line.relation, self.match(line)]


def read_kin_file(data: bytes, filename: str) -> Register:
    """The register a file holds; raises core.sheets Unreadable when it cannot be opened."""
    return read_register(read(data, filename), synonyms.load())


def examine_kin(register: Register, county_code: str) -> KinExamination:
    """Compare `register` with what is declared and with the roster, and run the rules."""
    index = lru_cache(maxsize=None)(bulk.indexer("id"))
    ids = {index(line.id): line.id for line in register.lines if line.id}
    found = find(county_code, ids)
    plan = plan_of(register.lines, county_code, index)
    active = KinDeclaration.objects.active().filter(county_code=county_code).count()
    seen = KinExamination(register, plan, found, index, max(active - plan.same - len(plan.changed), 0))
    seen.findings = check_kin(KinContext(register, months.today(), known_recipients(found, ids), plan.ended))
    return seen


def line_of(row: KinDeclaration) -> Declared:
    """A declaration as a line, for the rules and for its form."""
    return Declared(
        official_name=row.official_name,
        official_id=row.official_id,
        unit=row.unit,
        post=row.post,
        name=row.recipient_name,
        id=row.recipient_id,
        relation=row.relation,
        role=role_of(row.relation, synonyms.load()) if row.relation else "",
        scheme=row.scheme,
        grade=row.grade,
        covered=row.covered,
        monthly=row.monthly_fen,
        since=row.since_month,
        declared=row.declared,
        checked_by=row.checked_by,
        checked_on=row.checked_on.isoformat() if row.checked_on else "",
        conclusion=row.conclusion,
        recusal=row.recusal,
        handling=row.handling,
    )


def doubts_of(row: KinDeclaration) -> list[Finding]:
    """What a person should look at in one declaration: the warnings its line would have, told anew each time."""
    line = line_of(row)
    found = find(row.county_code, [row.recipient_index])
    known = known_recipients(found, {row.recipient_index: line.id})
    context = KinContext(Unplaced(lines=[line]), months.today(), known)
    return [finding for rule in LOOKED_AT for finding in rule(context)]
