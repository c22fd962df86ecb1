"""manage.py import_roster: check a roster file, and with --commit make it the township's roster."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from core.command import DONE, REFUSED, UNREADABLE, JsonCommand, file_bytes, user_named
from core.refusal import Refused
from core.sheets.errors import Unreadable
from core.sheets.findings import ERROR, Finding

from ...examine import NO_TABLE, Examination, examine, read_file
from ...operations import import_file, township_of
from ...operations.imports import require_month

CONFIRMED = "命令行确认"
EMPTY = {"sheet": "", "rows": 0, "households": 0, "persons": 0, "covered": 0, "monthly_fen": 0}


class Command(JsonCommand):
    help = "核对花名册文件；加 --commit 入库"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file")
        parser.add_argument("--township", required=True, help="乡镇代码（12 位）")
        parser.add_argument("--month", required=True, help="如 2021-06")
        parser.add_argument("--commit", action="store_true", help="没有错误时入库")
        parser.add_argument("--by", help="经办人用户名（社会救助股）")
        parser.add_argument("--json", action="store_true", help="输出 JSON（总是如此）")

    def run(self, **options: Any) -> tuple[int, dict[str, Any]]:
        month = options["month"]
        require_month(month)
        township = township_of(options["township"])
        by = user_named(options["by"]) if options["commit"] else None
        name = Path(options["file"]).name
        try:
            data = file_bytes(options["file"])
            roster = read_file(data, name, township, month)
        except Unreadable as refused:
            return unreadable(refused.code, refused.message)
        if not roster.parts:
            return unreadable(*NO_TABLE)
        if by is None:
            return answer(examine(roster, township, month))
        try:
            imp, found = import_file(
                roster, by=by, township=township, month=month, data=data, filename=name, warning_reason=CONFIRMED
            )
        except Refused as refused:
            if refused.code != "invalid":
                raise
            return answer(examine(roster, township, month))
        code, told = answer(found)
        return code, told | {"state": imp.state, "events": imp.counts["events"], "import": str(imp.pk)}


def answer(found: Examination) -> tuple[int, dict[str, Any]]:
    """Exit code and JSON for a file that could be read."""
    counts = found.counts
    told = {name: counts[name] for name in EMPTY}
    changes = {"household_changes": counts["household_changes"], "person_changes": counts["person_changes"]}
    findings = [finding.as_dict() for finding in found.findings]
    state = "invalid" if found.errors else "valid"
    return REFUSED if found.errors else DONE, {"state": state, **told, **changes, "findings": findings}


def unreadable(code: str, message: str) -> tuple[int, dict[str, Any]]:
    """Exit code and JSON for a file that could not."""
    finding = Finding("RO-00", ERROR, code, "", "", message)
    return UNREADABLE, {"state": "unreadable", **EMPTY, "message": message, "findings": [finding.as_dict()]}
