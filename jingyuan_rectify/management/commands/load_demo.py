"""manage.py load_demo: a fictitious county of any size."""

import time
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from jingyuan_rectify.demo import load
from recipients.models import Household


class Command(BaseCommand):
    """Fills an empty roster with made-up households and a year of reports."""

    help = "载入虚构的演示县（仅限空的花名册）。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--households", type=int, default=1200, help="户数，约 2.3 人一户")
        parser.add_argument("--seed", type=int, default=2021)
        parser.add_argument("--months", type=int, default=12, help="已接收的历史月报月数")
        parser.add_argument("--if-empty", action="store_true", help="花名册里已有数据时什么也不做")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEBUG:
            raise CommandError("演示数据只在 DEBUG=1 时载入。load_demo needs DEBUG=1.")
        if Household.objects.exists():
            if options["if_empty"]:
                return
            raise CommandError("花名册里已有数据，演示数据只能载入空库。")
        started = time.monotonic()
        households = load.county(
            options["households"],
            seed=options["seed"],
            past=options["months"],
            say=lambda text: print(text, flush=True),
        )
        print(f"演示县已就绪：{households} 户，用时 {time.monotonic() - started:.0f} 秒")
