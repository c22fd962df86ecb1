"""manage.py load_campaign: the bureau's plan, its stages and works."""

import json
from typing import Any

from django.core.management.base import BaseCommand

from ...operations.campaign import load_campaigns


class Command(BaseCommand):
    help = "载入专项整治方案、阶段和任务分工（可重复执行；先运行 load_divisions）"

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(json.dumps({"state": "loaded", "added": load_campaigns()}, ensure_ascii=False))
