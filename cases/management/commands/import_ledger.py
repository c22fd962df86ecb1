"""manage.py import_ledger: take a rectification ledger in, as a whole or not at all."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from core.command import DONE, REFUSED, UNREADABLE, JsonCommand, file_bytes, user_named
from core.sheets.errors import Unreadable
from core.sheets.findings import ERROR, Finding

from ...models import LedgerImport
from ...operations.entries.importing import import_ledger_file

CONFIRMED = "命令行确认"
State = LedgerImport.State


class Command(JsonCommand):
    help = "导入整改台账文件"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file")
        parser.add_argument("--by", required=True, help="经办人用户名（社会救助股）")
        parser.add_argument("--json", action="store_true", help="输出 JSON（总是如此）")

    def run(self, **options: Any) -> tuple[int, dict[str, Any]]:
        by = user_named(options["by"])
        try:
            data = file_bytes(options["file"])
        except Unreadable as refused:
            return unreadable(refused.code, refused.message)
        name = Path(options["file"]).name
        imp, findings = import_ledger_file(by=by, data=data, filename=name, warning_reason=CONFIRMED)
        if imp.state == State.UNREADABLE:
            return unreadable(imp.counts["unreadable"], imp.message)
        counts = imp.counts
        return (DONE if imp.state == State.COMMITTED else REFUSED), {
            "state": imp.state,
            "rows": counts["rows"],
            "entries": counts["new"] if imp.state == State.COMMITTED else 0,
            "closed_legacy": counts["closed_legacy"] if imp.state == State.COMMITTED else 0,
            "same": counts["same"],
            "differing": counts["differing"],
            "findings": findings,
            "import": str(imp.pk),
        }


def unreadable(code: str, message: str) -> tuple[int, dict[str, Any]]:
    """Exit code and JSON for a file that could not be read."""
    finding = Finding("ZG-00", ERROR, code, "", "", message)
    told = {"state": "unreadable", "rows": 0, "entries": 0, "closed_legacy": 0, "message": message}
    return UNREADABLE, {**told, "findings": [finding.as_dict()]}
