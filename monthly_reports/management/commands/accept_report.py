"""manage.py accept_report: take in what a township has submitted for a month."""

from argparse import ArgumentParser
from typing import Any

from core import months
from core.command import DONE, JsonCommand, user_named
from core.refusal import Refused
from recipients.operations import township_of

from ...models import Report
from ...operations import take_in_all
from ...operations.taking import NOTHING_WAITS
from ...preview import scheme_figures


class Command(JsonCommand):
    help = "接收汇总乡镇已报送的月报"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--township", required=True, help="乡镇代码（12 位）")
        parser.add_argument("--month", required=True, help="如 2021-07")
        parser.add_argument("--by", required=True, help="接收人用户名（社会救助股）")
        parser.add_argument("--json", action="store_true", help="输出 JSON（总是如此）")

    def run(self, **options: Any) -> tuple[int, dict[str, Any]]:
        township, by = township_of(options["township"]), user_named(options["by"])
        report = Report.objects.filter(division_code=township.code, period__month=options["month"]).first()
        if report is None:
            raise Refused(NOTHING_WAITS, code="nothing-submitted")
        taken = take_in_all(report, by=by)
        report.refresh_from_db()
        after = months.add(options["month"], 1)
        return DONE, {
            "state": str(report.state),
            "submissions": [each.number for each in taken],
            "lines": sum(each.counts.get("lines", 0) for each in taken),
            "events": len({line.event_id for each in taken for line in each.lines.all() if line.event_id}),
            "month": after,
            "figures": {scheme: vars(each) for scheme, each in scheme_figures(township.code, after).items()},
        }
