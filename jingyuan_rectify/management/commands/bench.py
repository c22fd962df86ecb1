"""manage.py bench: how fast import, lists, export and draw are, as ratios of one run."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import connection

from cases import bench as cases
from jingyuan_rectify.bench import bench_pages
from recipients import bench as roster
from recipients.operations.reference import load_divisions, load_rates, load_synonyms
from spot_checks import bench as checks

BARS = {
    "import": "times_faster_than_resource ≥ 20, times_floor ≤ 5",
    "pages": "times_faster_than_admin ≥ 10, large_to_small ≤ 1.5",
    "export": "times_xlsxwriter ≤ 2",
    "draw": "times_hashing ≤ 2",
    "repeats": "seconds, not minutes, for 60,000 petitions",
}


class Command(BaseCommand):
    """Runs every app's bench; what is measured is rolled back or never written."""

    help = "测量导入、列表、导出、抽签速度（比值；数据不保留）"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--rows", type=int, default=20_000)
        parser.add_argument("--persons", type=int, default=1_000_000)
        parser.add_argument("--few-persons", type=int, default=10_000)
        parser.add_argument("--export-rows", type=int, default=100_000)
        parser.add_argument("--petitions", type=int, default=60_000)
        parser.add_argument("--frame", type=int, default=1_000_000)

    def handle(self, *args: Any, **options: Any) -> None:
        load_divisions()
        load_rates()
        load_synonyms()
        told = {
            "database": connection.vendor,
            "import": roster.bench_import(options["rows"]),
            "pages": bench_pages(options["persons"], options["few_persons"]),
            "export": roster.bench_export(options["export_rows"]),
            "draw": {"frame": options["frame"], "times_hashing": round(checks.draw_ratio(options["frame"]), 2)},
            "repeats": cases.repeats_seconds(options["petitions"]),
            "bars": BARS,
        }
        self.stdout.write(json.dumps(told, ensure_ascii=False, indent=2))
