"""The whole program in one process: web server, background work and clock. Production runs them apart (docs/production.md)."""

import contextlib
import errno
import io
import os
import signal
import threading
import unicodedata
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

import waitress
from celery import Celery, current_app
from celery.beat import EmbeddedService
from celery.platforms import SecurityWarning
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.wsgi import get_wsgi_application

from ...operations.demo import DEMO_PASSWORD, demo_accounts
from ...permissions import Role
from ...refusal import Refused

WEB_THREADS = 8
JOB_THREADS = 2
GRACE = 3.0  # seconds for a running job; what it has not committed is taken up again at the next start


class Command(BaseCommand):
    """Serves until Ctrl-C or SIGTERM, then ends with status 0 within seconds."""

    help = "网页、后台任务和定时提醒在一个进程里运行（单机试用；正式运行见 docs/production.md）。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default=os.environ.get("HOST", "127.0.0.1"))
        parser.add_argument("--port", type=int, default=os.environ.get("PORT", "8000"))
        parser.add_argument(
            "--prepare", action="store_true", help="先迁移数据库、载入区划，空库再载入演示县（make run 用）"
        )

    def handle(self, *args: Any, host: str, port: int, prepare: bool, **options: Any) -> None:
        on_signals(leave)
        server = listen(host, port)
        if prepare:
            make_ready()
        accounts = account_table() if settings.DEBUG else ""
        on_signals(interrupt)
        with jobs(current_app._get_current_object()) as worker:
            self.say(f"\n网址：http://{host}:{port}/\n{accounts}按 Ctrl-C 停止。")
            with contextlib.suppress(KeyboardInterrupt):
                server.run()
            on_signals(leave)
        self.say("已停止。")
        if worker.is_alive():
            leave()  # Python would wait for the running job's thread

    def say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()


def make_ready() -> None:
    """The database is migrated, divisions and the bureau's plan are loaded, and an empty one holds the demo county. In this
    process, since each command of its own would cost another start."""
    call_command("migrate", interactive=False, verbosity=0)
    call_command("load_divisions", stdout=io.StringIO())
    call_command("load_campaign", stdout=io.StringIO())
    if settings.DEBUG:
        call_command("load_demo", if_empty=True)


def listen(host: str, port: int) -> Any:
    """The web server, already holding its port; CommandError says in one line why it cannot."""
    try:
        return waitress.create_server(get_wsgi_application(), host=host, port=port, threads=WEB_THREADS, ident=None)
    except (OSError, ValueError) as error:
        if isinstance(error, OSError) and error.errno == errno.EADDRINUSE:
            raise CommandError(f"端口 {port} 已被占用，请换一个：PORT={port + 1} make run") from error
        raise CommandError(f"无法在 {host}:{port} 提供服务：{error}") from error


@contextlib.contextmanager
def jobs(app: Celery) -> Iterator[threading.Thread]:
    """Worker and clock run inside, as threads of this process; afterwards both have been asked to end, and the worker's
    thread has had GRACE to do so."""
    warnings.simplefilter("ignore", SecurityWarning)  # Celery's advice against root is for servers
    worker = app.Worker(
        pool="threads",
        concurrency=JOB_THREADS,
        without_heartbeat=True,
        without_mingle=True,
        without_gossip=True,
        quiet=True,
    )
    thread = threading.Thread(target=worker.start, name="jobs", daemon=True)
    # EmbeddedService does not look at the configured scheduler by itself.
    beat = EmbeddedService(app, thread=True, scheduler_cls=app.conf.beat_scheduler, schedule_filename=str(beat_file()))
    beat.daemon = True
    thread.start()
    beat.start()
    try:
        yield thread
    finally:
        beat.stop()
        threading.Thread(target=worker.stop, daemon=True).start()
        thread.join(GRACE)


def beat_file() -> Path:
    """Where beat notes what ran when, so that a restart does not run everything at once."""
    return settings.DATA_DIR / "beat"


def account_table() -> str:
    """One demo account per role with their password, as a table; one line where no township is loaded yet."""
    try:
        names = demo_accounts()
    except Refused as refusal:
        return f"{refusal.message}\n"
    rows = [(Role(role).label, name) for role, name in names.items()]
    wide = max(width(label) for label, _ in rows)
    lines = [f"  {label}{' ' * (wide - width(label))}  {name}" for label, name in rows]
    return "\n".join(["演示账号（仅限 DEBUG，全部虚构）：", *lines, f"密码都是：{DEMO_PASSWORD}", ""])


def width(text: str) -> int:
    """Columns the text takes on a terminal."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def on_signals(handler: Any) -> None:
    signal.signal(signal.SIGTERM, handler)
    signal.signal(signal.SIGINT, handler)


def interrupt(*_: Any) -> NoReturn:
    raise KeyboardInterrupt


def leave(*_: Any) -> NoReturn:
    """End at once; also what a second Ctrl-C does."""
    os._exit(0)
