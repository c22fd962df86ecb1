"""manage.py publish_draw: the public files of a draw in a folder."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from core.command import DONE, JsonCommand
from core.models import User

from ...exports.bundle import files
from ...find import draw_named
from ...operations import publish_draw


class Command(JsonCommand):
    help = "公布抽签：把四份公开文件和两个验证程序写入文件夹"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("id", help="plan_draw 给出的 id，或抽签编号")
        parser.add_argument("folder", help="写到哪个文件夹（没有就建）")
        parser.add_argument("--by", help="县局经办人用户名；不写则记在录入结果的人名下")
        parser.add_argument("--json", action="store_true", help="以 JSON 输出（总是如此）")

    def run(self, **options: Any) -> tuple[int, dict[str, Any]]:
        draw = draw_named(options["id"])
        named = User.objects.select_related("division").filter(username=options["by"] or "").first()
        made = files(draw)
        draw = publish_draw(draw, by=named or draw.revealed_by)
        folder = Path(options["folder"])
        folder.mkdir(parents=True, exist_ok=True)
        for name, data in made.items():
            (folder / name).write_bytes(data)
        return DONE, {"id": str(draw.pk), "state": draw.state, "draw": draw.code, "files": sorted(made)}
