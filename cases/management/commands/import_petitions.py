"""manage.py import_petitions: a ledger of petitions (信访台账) into the docket, as a whole or not at all."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from core.command import DONE, REFUSED, UNREADABLE, JsonCommand, file_bytes, user_named
from core.refusal import Refused
from core.sheets.errors import Unreadable
from core.sheets.findings import ERROR, Finding

from ...operations.petitions.ledgers import import_ledger
from ...petitions.examining import examine_ledger, is_open, no_table, read_ledger_file

CONFIRMED = "命令行确认"
EMPTY = {"rows": 0, "petitions": 0, "open": 0}


class Command(JsonCommand):
    help = "把信访台账导入信访件"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file")
        parser.add_argument("--by", required=True, help="经办人用户名（信访专员）")
        parser.add_argument("--json", action="store_true", help="输出 JSON（总是如此）")

    def run(self, **options: Any) -> tuple[int, dict[str, Any]]:
        by = user_named(options["by"])
        name = Path(options["file"]).name
        try:
            data = file_bytes(options["file"])
            ledger = read_ledger_file(data, name)
        except Unreadable as refused:
            return _unreadable(refused.code, refused.message)
        if not ledger.parts:
            return _unreadable(*no_table(ledger))
        found = examine_ledger(ledger, by.division_id[:6])
        findings = [finding.as_dict() for finding in found.findings]
        try:
            imp = import_ledger(ledger, by=by, data=data, filename=name, warning_reason=CONFIRMED)
        except Refused as refused:
            if refused.code != "invalid":
                raise
            return REFUSED, {"state": "invalid", **EMPTY, "rows": found.counts["rows"], "findings": findings}
        opened = sum(1 for row in ledger.lines if is_open(row))
        numbers = {name: imp.counts[name] for name in ("rows", "new", "same")}
        return DONE, {"state": imp.state, **numbers, "petitions": numbers["rows"], "open": opened, "findings": findings}


def _unreadable(code: str, message: str) -> tuple[int, dict[str, Any]]:
    finding = Finding("PT-00", ERROR, code, "", "", message)
    return UNREADABLE, {"state": "unreadable", **EMPTY, "message": message, "findings": [finding.as_dict()]}
