"""A ledger workbook examined against the ledger: findings, plan, preview. Writes nothing."""

import json
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from core import months, synonyms
from core.models import Division
from core.sheets.findings import Finding
from core.sheets.read import read

from ..intake.ledger import Ledger, read_ledger
from ..intake.ledger_line import Line, dump
from ..intake.ledger_reader import Known
from ..rules.entry_ledger import LedgerContext, check_ledger
from .matching import Plan, plan_of

NO_TABLE = (
    "no-ledger",
    "没有在文件里认出整改台账：需要有问题类别、具体问题、涉及乡镇、发现日期等表头。请检查是否选错了文件。",
)
NO_PROBLEM = (
    "no-problem-column",
    "认出了整改台账的表头，但没有找到“具体问题”这一栏。请把写问题的那一栏改成“具体问题”后重新上传。",
)
NO_LINE = (
    "no-line",
    "认出了整改台账的表头，但下面没有一条问题。确实没有问题的不用上传；有的请填在表头下面再上传。",
)


class Unplaced(Ledger):
    """Lines without a sheet under them: findings stand at no cell."""

    def place(self, sheet: int, row: int, name: str) -> tuple[str, str]:
        return "", ""


@dataclass
class LedgerExamination:
    """What was found in a ledger. `codes` are township codes by name, as clerks write them."""

    ledger: Ledger
    codes: dict[str, str]
    plan: Plan
    findings: list[Finding] = field(default_factory=list)

    @property
    def errors(self) -> list[Finding]:
        return [finding for finding in self.findings if finding.blocks]

    @property
    def new(self) -> list[Line]:
        """The lines that would become entries."""
        return [self.ledger.lines[number] for number in self.plan.new]

    @cached_property
    def counts(self) -> dict[str, Any]:
        """The preview in numbers."""
        new = self.new
        return {
            "sheet": self.ledger.titles,
            "rows": len(self.ledger.lines),
            "new": len(new),
            "open": sum(not line.closed for line in new),
            "closed_legacy": sum(bool(line.closed) for line in new),
            "same": self.plan.same,
            "differing": len(self.plan.differing),
            "amount_fen": sum(line.amount for line in new),
            "errors": len(self.errors),
            "warnings": len(self.findings) - len(self.errors),
        }

    def staged(self) -> str:
        """Lines and preview as JSON, for sealing with the import."""
        titles = json.dumps([part.title for part in self.ledger.parts], ensure_ascii=False)
        return f'{{"titles":{titles},"new":{json.dumps(self.plan.new)},"lines":{dump(self.ledger.lines)}}}'


def read_ledger_file(data: bytes, filename: str, county_code: str) -> Ledger:
    """The ledger a file holds; raises core.sheets Unreadable when it cannot be opened."""
    known = Known(synonyms.load(), list(town_codes(county_code)), months.today())
    return read_ledger(read(data, filename), known)


def why_no_table(ledger: Ledger) -> tuple[str, str]:
    """(code, sentence) for a file in which no line of a ledger was found."""
    if ledger.without_lines:
        return NO_LINE
    return NO_PROBLEM if ledger.lacks_problem else NO_TABLE


def examine_ledger(ledger: Ledger, county_code: str) -> LedgerExamination:
    """Compare `ledger` with the county's entries, and run the rules."""
    codes = town_codes(county_code)
    plan = plan_of(ledger.lines, codes, county_code)
    context = LedgerContext(ledger, months.today(), codes, plan.differing)
    return LedgerExamination(ledger, codes, plan, check_ledger(context))


def town_codes(county_code: str) -> dict[str, str]:
    """The codes (12 digits) of the county's townships and of the county itself, by every name a clerk writes: 香水镇, 香水,
    泾源县香水镇, 县民政局."""
    county = Division.objects.filter(pk=f"{county_code}000000").first()
    codes: dict[str, str] = {}
    for name, code in Division.objects.townships().filter(code__startswith=county_code).values_list("name", "code"):
        codes[name] = code
        if county is not None:
            codes.setdefault(f"{county.name}{name}", code)
        if len(name) > 2 and name[-1] in "镇乡":
            codes.setdefault(name[:-1], code)
    if county is not None:
        for name in (county.name, "县民政局", f"{county.name}民政局", "民政局", "社会救助股", "全县", "县本级"):
            codes.setdefault(name, county.code)
    return codes
