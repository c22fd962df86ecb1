"""manage.py file_report: check a township's month, and with --commit file it (checked, confirmed, submitted)."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from core import months
from core.command import DONE, REFUSED, UNREADABLE, JsonCommand, file_bytes, user_named
from core.refusal import Refused
from core.sheets.errors import Unreadable
from core.sheets.findings import ERROR, Finding
from recipients.operations import township_of

from ...examine import Examination, Given, examine
from ...models import Report
from ...operations.filing import file_at_once
from ...preview import preview
from ...receipts import Receipt, receipt


class Command(JsonCommand):
    help = "核对增减名单和死亡报告；加 --commit 报送"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="*", metavar="FILE")
        parser.add_argument("--township", required=True, help="乡镇代码（12 位）")
        parser.add_argument("--month", required=True, help="如 2021-07")
        parser.add_argument("--nil-deaths", action="store_true", help="声明本月无死亡")
        parser.add_argument("--nil-changes", action="store_true", help="声明本月无变动")
        parser.add_argument("--commit", action="store_true", help="没有错误时报送")
        parser.add_argument("--by", help="填报人用户名")
        parser.add_argument("--confirm-by", help="核查确认人用户名")
        parser.add_argument("--json", action="store_true", help="输出 JSON（总是如此）")

    def run(self, **options: Any) -> tuple[int, dict[str, Any]]:
        month = options["month"]
        if not months.FORM.fullmatch(month):
            raise Refused("月份应写作 2021-07 的形式。", code="month-form")
        if not (options["files"] or options["nil_deaths"] or options["nil_changes"]):
            raise Refused("请给出文件，或用 --nil-changes、--nil-deaths 零报。", code="no-file")
        township = township_of(options["township"])
        people = [user_named(options[name]) for name in ("by", "confirm_by")] if options["commit"] else []
        report = Report.objects.filter(division_code=township.code, period__month=month).first()
        try:
            files = [(Path(name).name, file_bytes(name)) for name in options["files"]]
            given = Given(files=files, nil_changes=options["nil_changes"], nil_deaths=options["nil_deaths"])
            examined = examine(
                given, township=township, month=month, today=months.today(), report_id=report.pk if report else None
            )
        except Unreadable as refused:
            return unreadable(refused.code, refused.message)
        strange = [finding for finding in examined.findings if finding.kind == "no-table"]
        if files and len(strange) == len(files):
            return unreadable("no-table", strange[0].message + strange[0].hint)
        if not people or examined.errors:
            return answer(examined, township.code)
        filed = file_at_once(township.code, month, examined, by=people[0], confirm_by=people[1], files=files)
        code, told = answer(examined, township.code)
        return code, told | {
            "state": str(filed.state),
            "submission": str(filed.pk),
            "receipt": receipt_data(receipt(filed)),
        }


def answer(examined: Examination, township_code: str) -> tuple[int, dict[str, Any]]:
    """Exit code and JSON for a filing that could be read."""
    counts = examined.counts()
    foreseen = preview(examined, township_code)
    told = {
        "state": "invalid" if examined.errors else "valid",
        "counts": counts["kinds"],
        "lines": counts["lines"],
        "households": counts["households"],
        "deaths": counts["deaths"],
        "obligations": counts["obligations"],
        "before": figures_data(foreseen.before),
        "after": figures_data(foreseen.after) if not examined.errors else {},
        "findings": [finding.as_dict() for finding in examined.findings],
        "receipt": None,
    }
    return (REFUSED if examined.errors else DONE), told


def figures_data(figures: dict[str, dict[str, Any]]) -> dict[str, dict[str, dict[str, int]]]:
    """Figures by month and scheme as JSON."""
    return {month: {scheme: vars(each) for scheme, each in schemes.items()} for month, schemes in figures.items()}


def receipt_data(made: Receipt | None) -> dict[str, Any] | None:
    """A receipt as JSON."""
    if made is None:
        return None
    return vars(made) | {"time": made.time.astimezone(months.SHANGHAI).isoformat()}


def unreadable(code: str, message: str) -> tuple[int, dict[str, Any]]:
    """Exit code and JSON for files that could not be read."""
    finding = Finding("MR-00", ERROR, code, "", "", message)
    empty: dict[str, Any] = {"counts": {}, "lines": 0, "deaths": 0, "receipt": None}
    return UNREADABLE, {"state": "unreadable", **empty, "message": message, "findings": [finding.as_dict()]}
