"""manage.py send_reminders: what is due on a day goes to the inboxes, of every app; prints what was sent."""

import datetime as dt
from argparse import ArgumentParser
from typing import Any

from core import months, reminders
from core.command import DONE, JsonCommand

MONTHLY = "monthly"


class Command(JsonCommand):
    help = "发送到期的提醒（月报、抽查等）"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--on", type=dt.date.fromisoformat, help="日期，如 2021-07-24；不填为今天")
        parser.add_argument("--json", action="store_true", help="输出 JSON（总是如此）")

    def run(self, **options: Any) -> tuple[int, dict[str, Any]]:
        on = options["on"] or months.today()
        told = reminders.run(on)
        sent = told.pop(MONTHLY)
        answer = {"on": on.isoformat(), "sent": sent, "notices": sum(each["sent"] for each in sent)}
        return DONE, answer | {"others": told}
