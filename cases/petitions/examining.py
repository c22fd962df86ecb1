"""A ledger of petitions examined against the docket: findings, what would be new, preview. Writes nothing."""

import datetime as dt
import json
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from core import months, synonyms
from core.sheets.findings import Finding
from core.sheets.read import read

from ..intake.ledger_row import LedgerRow, flat
from ..intake.petition_ledger import PetitionLedger, read_ledger
from ..models import Petition, PetitionClass
from ..rules.ledger import LedgerContext, check_ledger

NO_TABLE = "没有在文件里认出信访台账：需要有接件时间、信访内容、姓名等表头。请检查是否选错了文件。"
NO_LINE = "“{}”有信访台账的表头，但下面没有一行信访件，没有可导入的内容。本期没有信访件的，不必导入。"
LACKING = "“{}”像是信访台账，但没有认出“{}”这一栏。请补上这一栏，或把它的表头改成这个名称，再重新上传。"
ENDED = {"done", "refused", "forwarded", "terminated"}
SHOWN = 50
Known = dict[tuple[str, str, str], str | None]


class Unplaced(PetitionLedger):
    """Rows without a sheet under them: findings stand at no cell."""

    def place(self, sheet: int, row: int, name: str) -> tuple[str, str]:
        return "", ""


@dataclass
class LedgerExamination:
    """What was found in a ledger."""

    ledger: PetitionLedger
    new: list[LedgerRow]
    findings: list[Finding] = field(default_factory=list)

    @property
    def errors(self) -> list[Finding]:
        return [finding for finding in self.findings if finding.blocks]

    @cached_property
    def counts(self) -> dict[str, Any]:
        """The preview in numbers, without personal data."""
        rows = self.ledger.lines
        return {
            "sheet": self.ledger.titles,
            "rows": len(rows),
            "new": len(self.new),
            "same": len(rows) - len(self.new),
            "open": sum(1 for row in self.new if is_open(row)),
            "sealed": sum(1 for row in rows if row.kind == PetitionClass.ACCUSATION),
            "errors": len(self.errors),
            "warnings": len(self.findings) - len(self.errors),
        }

    def staged(self) -> str:
        """Rows, sheet titles and preview as JSON, for sealing with the import. The preview is for every registrar and so
        leaves accusations out."""
        shown = [
            [row.number, row.received.replace("T", " "), row.place, row.category, row.handling]
            for row in self.new
            if row.kind != PetitionClass.ACCUSATION
        ]
        parts = {
            "titles": [part.title for part in self.ledger.parts],
            "preview": shown[:SHOWN],
            "lines": flat(self.ledger.lines),
        }
        return json.dumps(parts, ensure_ascii=False, separators=(",", ":"))


def read_ledger_file(data: bytes, filename: str) -> PetitionLedger:
    """The ledger a file holds, read in a child process; raises core.sheets Unreadable when it cannot be opened."""
    return read_ledger(read(data, filename), synonyms.load())


def no_table(ledger: PetitionLedger) -> tuple[str, str]:
    """Why a file holds nothing to take: its tables have no line, a needed column was not recognised, or it is another file."""
    if ledger.empty:
        return "no-line", NO_LINE.format("”“".join(ledger.empty))
    near = [(title, words) for title, words in ledger.lacking.items() if words]
    if near:
        return "no-ledger", LACKING.format(near[0][0], "”“".join(near[0][1]))
    return "no-ledger", NO_TABLE


def examine_ledger(ledger: PetitionLedger, county_code: str) -> LedgerExamination:
    """Compare `ledger` with the docket of the county and run the rules. Two queries."""
    known = known_rows(county_code, ledger.lines)
    found = LedgerExamination(ledger, [row for row in ledger.lines if row.key not in known])
    found.findings = check_ledger(LedgerContext(ledger, months.today(), known))
    return found


def known_rows(county_code: str, rows: list[LedgerRow]) -> Known:
    """key → text of the petitions in the docket that came from these or the same rows, or that the docket's own export
    names; None where the text is sealed."""
    days = [row.received for row in rows if row.received]
    if not days:
        return {}
    first = dt.datetime.fromisoformat(min(days)).replace(tzinfo=months.SHANGHAI)
    last = dt.datetime.fromisoformat(max(days)).replace(tzinfo=months.SHANGHAI)
    after = last + dt.timedelta(minutes=1)  # a ledger tells the minute, the docket the moment
    stands = Petition.objects.filter(county_code=county_code, received_at__gte=first, received_at__lt=after)
    found: Known = {}
    for number, ledger_number, at, text in stands.values_list("number", "ledger_number", "received_at", "text"):
        told = _told(at)
        found[ledger_number or number, told, ""] = text or None
        if text and not ledger_number:
            found["", told, text] = text
    if any(row.kind == PetitionClass.ACCUSATION and not row.number for row in rows):
        for each in stands.filter(is_sealed=True, ledger_number=""):
            found["", _told(each.received_at), json.loads(each.sealed_text or "{}").get("text", "")] = None
    return found


def _told(at: dt.datetime) -> str:
    return at.astimezone(months.SHANGHAI).replace(tzinfo=None, second=0, microsecond=0).isoformat(timespec="minutes")


def is_open(row: LedgerRow) -> bool:
    """Not yet concluded, by what the row says."""
    return not row.concluded_on and row.progress not in ENDED
