"""manage.py sample_size: how many to visit to find at least one, if a share is wrong."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from ...sampling import sample_size


class Command(BaseCommand):
    help = "要有多大把握至少查到一户：给出最少抽查户数（精确超几何）"
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--frame", type=int, required=True, help="框内户数")
        parser.add_argument("--rate", required=True, help="假定的不符率，如 0.01")
        parser.add_argument("--confidence", default="0.95", help="把握，如 0.95")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            found = sample_size(options["frame"], str(options["rate"]), str(options["confidence"]))
        except ValueError as error:
            raise CommandError(f"框内户数应为正整数，不符率和把握应在 0 到 1 之间：{error}") from error
        self.stdout.write(str(found))
