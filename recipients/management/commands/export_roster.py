"""manage.py export_roster: who is owed payment for a month, one line per person."""

import csv
import io
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from core import months
from core.command import DONE, JsonCommand, user_named
from core.refusal import Refused

from ...operations import township_of
from ...operations.exporting import export_lines


class Command(JsonCommand):
    help = "导出某月的花名册（该月应发人员）"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--township", required=True, help="乡镇代码（12 位）")
        parser.add_argument("--as-of", required=True, help="如 2021-08：应发该月的人员")
        parser.add_argument("--reveal", action="store_true", help="完整显示证件号和账号")
        parser.add_argument("--by", required=True, help="导出人用户名")
        parser.add_argument("--reason", default="", help="用途说明")
        parser.add_argument("--format", choices=["csv"], default="csv")
        parser.add_argument("--output", help="写入文件；不写则输出到屏幕")

    def run(self, **options: Any) -> tuple[int, dict[str, Any]]:
        month = options["as_of"]
        if not months.FORM.fullmatch(month):
            raise Refused("月份应写作 2021-07 的形式。", code="month-form")
        township, by = township_of(options["township"]), user_named(options["by"])
        columns, rows = export_lines(
            township, month, by=by, reveal=options["reveal"], reason=options["reason"], via="command"
        )
        text = io.StringIO()
        writer = csv.writer(text)
        writer.writerow(columns)
        writer.writerows(rows)
        if options["output"]:
            Path(options["output"]).write_text(text.getvalue(), encoding="utf-8", newline="")
        else:
            self.plain = text.getvalue()
        return DONE, {"state": "exported", "rows": len(rows), "output": options["output"] or ""}
