"""Make an account from the command line; the way the first administrator comes in."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from ...models import Division
from ...operations import users
from ...permissions import Role
from ...refusal import Refused


class Command(BaseCommand):
    """Prints the one-time password, unless one is given on standard input."""

    help = "Create a user; prints a one-time password that must be changed at the first sign-in."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")
        parser.add_argument("--name", required=True, help="Display name, e.g. 马小明")
        parser.add_argument("--role", required=True, choices=Role.values)
        parser.add_argument("--division", required=True, help="Division code, e.g. 640424100000")
        parser.add_argument("--password-stdin", action="store_true", help="Read the first password from standard input")

    def handle(self, *args: Any, **options: Any) -> None:
        division = Division.objects.filter(code=options["division"].ljust(12, "0")).first()
        if division is None:
            raise CommandError("没有这个区划代码；请先运行 manage.py load_divisions。No such division.")
        given = sys.stdin.readline().rstrip("\r\n") if options["password_stdin"] else ""
        try:
            user, password = users.create(
                by=None,
                username=options["username"],
                display_name=options["name"],
                role=options["role"],
                division=division,
                password=given,
            )
        except Refused as refusal:
            raise CommandError(refusal.message) from refusal
        self.stdout.write(f"已创建 {user}，首次登录须修改密码。")
        if not given:
            self.stdout.write(f"一次性密码（只显示这一次）：{password}")
