"""manage.py public: the public page in a process of its own, with settings of its own. Off unless PUBLIC_PAGE=1."""

import os
from typing import Any

import waitress
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

LARGEST = 45 * 1024 * 1024


class Command(BaseCommand):
    """Serves until Ctrl-C. It writes no access log."""

    help = "公开网页（公开电话、反映表、回执查询），独立进程，默认不启用。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default=os.environ.get("PUBLIC_HOST", "127.0.0.1"))
        parser.add_argument("--port", type=int, default=os.environ.get("PUBLIC_PORT", "8001"))

    def handle(self, *args: Any, host: str, port: int, **options: Any) -> None:
        if not settings.PUBLIC_PAGE:
            raise CommandError("公开网页没有启用。确认要对外开放后，设置环境变量 PUBLIC_PAGE=1 再运行。")
        if not getattr(settings, "PUBLIC", False):
            raise CommandError("请用 manage.py public 运行，不要另外指定设置。")
        from jingyuan_rectify.public_wsgi import application

        try:
            server = waitress.create_server(
                application, host=host, port=port, threads=4, ident=None, max_request_body_size=LARGEST,
                inbuf_overflow=LARGEST,
            )  # fmt: skip
        except (OSError, ValueError) as error:
            raise CommandError(f"无法在 {host}:{port} 提供服务：{error}") from error
        self.stdout.write(f"公开网页：http://{host}:{port}/  按 Ctrl-C 停止。")
        self.stdout.flush()
        server.run()
