"""manage.py commit_draw: the frame is frozen, the commitment stands in the audit chain."""

from argparse import ArgumentParser
from typing import Any

from core.command import DONE, JsonCommand, user_named

from ...find import draw_named
from ...operations import commit_draw

SHORTAGE = "命令行封存：核查人员名册不足，由县局另行派员"


class Command(JsonCommand):
    help = "封存抽样框：按现状冻结，承诺值写入审计链"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("id", help="plan_draw 给出的 id，或抽签编号")
        parser.add_argument("--by", required=True, help="县局经办人用户名")
        parser.add_argument("--json", action="store_true", help="以 JSON 输出（总是如此）")

    def run(self, **options: Any) -> tuple[int, dict[str, Any]]:
        draw = commit_draw(draw_named(options["id"]), by=user_named(options["by"]), by_order=True, shortage=SHORTAGE)
        return DONE, {
            "id": str(draw.pk),
            "state": draw.state,
            "draw": draw.code,
            "commit": draw.commitment,
            "frame_sha256": draw.frame_sha256,
            "strata": draw.strata,
            "unfiled": draw.unfiled,
        }
