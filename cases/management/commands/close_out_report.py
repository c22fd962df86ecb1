"""manage.py close_out_report: opened, closed, overdue and rebounded entries of a month, by township."""

from argparse import ArgumentParser
from typing import Any

from core import months
from core.command import DONE, JsonCommand
from core.models import Division
from core.refusal import Refused

from ...ledger.report import close_out_report


class Command(JsonCommand):
    help = "整改销号月报：当月发现、销号、逾期、反弹"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--month", required=True, help="如 2021-08")
        parser.add_argument("--county", default="", help="县代码（6 位）；只有一个县时不必写")
        parser.add_argument("--json", action="store_true", help="输出 JSON（总是如此）")

    def run(self, **options: Any) -> tuple[int, dict[str, Any]]:
        month = options["month"]
        if not months.FORM.fullmatch(month):
            raise Refused("月份应写作 2021-08 的形式。", code="month-form")
        return DONE, close_out_report(_county(options["county"]), month, months.today())


def _county(asked: str) -> str:
    rows = Division.objects.filter(level=Division.Level.COUNTY, valid_to__isnull=True)
    codes = sorted({code[:6] for code in rows.values_list("code", flat=True)})
    if asked[:6] in codes:
        return asked[:6]
    if asked or len(codes) != 1:
        raise Refused("请用 --county 写明县代码（6 位）。", code="county-unknown")
    return codes[0]
