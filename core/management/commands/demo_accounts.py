"""One demo account per role, for demonstrations and scripts; only with DEBUG."""

import json
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from ...operations.demo import demo_accounts
from ...refusal import Refused


class Command(BaseCommand):
    """Makes what is missing and prints {role: username}."""

    help = "Make one demo account per role (DEBUG only) and print {role: username} as JSON."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--township", default="", help="Township of the township roles; default the first")
        parser.add_argument("--json", action="store_true", help="JSON on standard output")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEBUG:
            raise CommandError("演示账号只能在 DEBUG=1 时使用。Demo accounts need DEBUG=1.")
        try:
            names = demo_accounts(options["township"])
        except Refused as refusal:
            raise CommandError(refusal.message) from refusal
        if options["json"]:
            self.stdout.write(json.dumps(names, ensure_ascii=False))
        else:
            self.stdout.write("\n".join(f"{role:<20} {name}" for role, name in names.items()))
