"""manage.py verify_draw: what the published stand-alone verifier says of a folder."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from ...verifier import verify_draw


class Command(BaseCommand):
    help = "验证一次抽签的公开文件；输出 OK 和三个哈希值，或 FAIL 和原因（退出码 1）"
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", help="publish_draw 写出的文件夹")

    def handle(self, *args: Any, **options: Any) -> None:
        report = verify_draw.verify_folder(Path(options["folder"]))
        if not report.ok:
            self.stdout.write(f"FAIL: {report.why}")
            raise SystemExit(1)
        self.stdout.write(f"OK\nframe_sha256 {report.frame_sha256}\ncommit {report.commit}\nseed {report.seed}")
