"""manage.py plan_draw: a plan over the households on a month's roster."""

from argparse import ArgumentParser
from typing import Any

from django.db import transaction

from core.command import DONE, JsonCommand, user_named
from core.refusal import Refused

from ... import plan
from ...models import SeedKind
from ...operations import Wanted, plan_draw


class Command(JsonCommand):
    help = "拟定抽签方案：某月在册户，只用一种种子来源"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--month", required=True, help="如 2021-07：这个月的花名册")
        parser.add_argument("--total", type=int, required=True, help="抽取总数（含全部核查的 A 层）")
        parser.add_argument("--min", type=int, default=1, help="每层（乡镇×层）至少")
        parser.add_argument("--seed-kind", choices=SeedKind.values, default=SeedKind.D10, help="种子来源")
        parser.add_argument("--by", required=True, help="县局经办人用户名")
        parser.add_argument("--json", action="store_true", help="以 JSON 输出（总是如此）")

    def run(self, **options: Any) -> tuple[int, dict[str, Any]]:
        by = user_named(options["by"])
        wanted = Wanted(
            purpose="roster",
            month=options["month"],
            total=options["total"],
            minimum=options["min"],
            seed_kind=options["seed_kind"],
        )
        with transaction.atomic():
            draw = plan_draw(wanted, by=by)
            sizes = plan.layered(draw).sizes
            if not sizes:
                raise Refused("这个月份没有花名册，不能拟定抽签。请核对月份，或先导入花名册。", code="no-roster")
        return DONE, {
            "id": str(draw.pk),
            "state": draw.state,
            "month": draw.month,
            "total": draw.total,
            "min": draw.minimum,
            "households": sum(sizes.values()),
            "smallest": plan.smallest(draw, sizes),
            "strata": sizes,
        }
