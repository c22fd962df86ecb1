"""manage.py load_divisions: what every installation starts from."""

import json
from importlib import import_module
from typing import Any

from django.core.management.base import BaseCommand

from ...operations.reference import load_divisions, load_rates, load_synonyms


class Command(BaseCommand):
    help = "载入行政区划、保障标准、表头用词和节假日例外（可重复执行）"

    def handle(self, *args: Any, **options: Any) -> None:
        counts = {"divisions": load_divisions(), "rates": load_rates(), "synonyms": load_synonyms()}
        counts["workdays"] = _workdays()
        self.stdout.write(json.dumps({"state": "loaded", "added": counts}, ensure_ascii=False))


def _workdays() -> int:
    """The regional calendar, once the calendar's own loader is installed."""
    try:
        module = import_module("core.workdays")
    except ModuleNotFoundError:
        return 0
    loader = getattr(module, "load_shipped", None)
    return int(loader() or 0) if loader else 0
