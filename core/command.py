"""Commands that others script: one JSON object on standard output, and an exit code that says how it ended. And those that
write the generated pages of docs/."""

import json
import traceback
from abc import abstractmethod
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from .models import User
from .redact import redact
from .refusal import Refused
from .sheets.errors import Unreadable

DONE, REFUSED, UNREADABLE = 0, 1, 2


class PageCommand(BaseCommand):
    """Writes a page of docs/ from what the program itself says; subclasses name the page and implement `text()`."""

    page: str

    @abstractmethod
    def text(self) -> str:
        """The page as it must be now."""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--print", action="store_true", help="只显示，不写文件")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["print"]:
            self.stdout.write(self.text())
        else:
            Path(settings.BASE_DIR, "docs", self.page).write_text(self.text(), encoding="utf-8")


class JsonCommand(BaseCommand):
    """Subclasses implement `run(**options) -> (exit code, answer)`. Whatever goes wrong is one sentence and exit 2.
    A command that answers with a table sets `plain`; it is printed instead when all went well."""

    requires_system_checks = ()
    plain: str | None = None

    @abstractmethod
    def run(self, **options: Any) -> tuple[int, dict[str, Any]]:
        """Do the work; returns the exit code and the answer."""

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            code, answer = self.run(**options)
        except Refused as refused:
            code, answer = REFUSED, refusal(refused)
        except (SystemExit, KeyboardInterrupt):
            raise
        except Exception as error:
            if options.get("traceback"):
                self.stderr.write(redact(traceback.format_exc()))
            code, answer = UNREADABLE, failure(error)
        if code == DONE and self.plain is not None:
            self.stdout.write(self.plain, ending="")
        else:
            self.stdout.write(json.dumps(answer, ensure_ascii=False))
        if code:
            raise SystemExit(code)


def refusal(refused: Refused) -> dict[str, Any]:
    """What a refused operation answers."""
    found = [item.as_dict() if hasattr(item, "as_dict") else str(item) for item in refused.findings]
    return {"state": "refused", "code": refused.code, "message": refused.message, "findings": found}


def failure(error: Exception) -> dict[str, Any]:
    """What an unforeseen error answers: its kind, never its content."""
    if isinstance(error, (CommandError, FileNotFoundError, IsADirectoryError, PermissionError)):
        return {"state": "failed", "message": f"命令没有完成：{redact(str(error))}"}
    name = type(error).__name__
    return {"state": "failed", "message": f"程序出错（{name}），没有写入任何数据。请把这一行发给系统管理员。"}


def file_bytes(path: str) -> bytes:
    """The bytes of a file named on the command line; raises Unreadable when there is none or it cannot be opened."""
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise Unreadable("no-file") from error


def user_named(username: str | None) -> User:
    """The active user of that name; raises Refused."""
    found = User.objects.select_related("division").filter(username=username or "", is_active=True).first()
    if found is None:
        raise Refused("没有这个用户，或用户已停用。请用 --by 写明经办人的用户名。", code="user-unknown")
    return found
