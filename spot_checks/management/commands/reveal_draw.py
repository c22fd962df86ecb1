"""manage.py reveal_draw: the seed values, seen by a second person, become the result."""

from argparse import ArgumentParser
from typing import Any

from core.command import DONE, JsonCommand, user_named

from ...find import draw_named
from ...models import Selected
from ...operations import reveal_draw


class Command(JsonCommand):
    help = "录入摇号结果，生成抽中名单"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("id", help="plan_draw 给出的 id，或抽签编号")
        parser.add_argument("--value", action="append", required=True, help="种子值；有几个来源就按次序写几次")
        parser.add_argument("--by", required=True, help="县局经办人用户名")
        parser.add_argument("--witness", required=True, help="见证人（派驻纪检监察组）用户名，不能与经办人相同")
        parser.add_argument("--json", action="store_true", help="以 JSON 输出（总是如此）")

    def run(self, **options: Any) -> tuple[int, dict[str, Any]]:
        draw = reveal_draw(
            draw_named(options["id"]),
            values=options["value"],
            by=user_named(options["by"]),
            witness=user_named(options["witness"]),
        )
        main = draw.items.filter(selected=Selected.MAIN).count()
        return DONE, {
            "id": str(draw.pk),
            "state": draw.state,
            "draw": draw.code,
            "seed": draw.seed,
            "result_sha256": draw.result_sha256,
            "items": main,
            "reserve": draw.items.count() - main,
            "inspectors": draw.inspectors.count(),
        }
