"""manage.py check_roster: prove that the roster agrees with its events."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings

from core.command import DONE, REFUSED, JsonCommand

from ...models import Award, RosterEvent
from ...proof import CHECKS, verify

SHOWN = 20


class Command(JsonCommand):
    help = "核对花名册各表与变动记录是否一致"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--scope", default=settings.COUNTY_CODE, help="区划代码前缀（6 或 9 位），默认全县")
        parser.add_argument("--json", action="store_true", help="输出 JSON（总是如此）")

    def run(self, **options: Any) -> tuple[int, dict[str, Any]]:
        scope = options["scope"]
        found = verify(scope)
        told = {
            "state": "differs" if found else "agrees",
            "checks": len(CHECKS),
            "events": RosterEvent.objects.all().within(scope).count(),
            "awards": Award.objects.all().within(scope).count(),
            "differences": {name: len(lines) for name, lines in found.items()},
            "examples": {name: lines[:SHOWN] for name, lines in found.items()},
        }
        return (REFUSED if found else DONE), told
