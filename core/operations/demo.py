"""Accounts for demonstrations, one per role; only with DEBUG."""

from typing import Any

from django.conf import settings
from django.utils import timezone

from ..models import Division, User
from ..operation import operation
from ..permissions import TOWNSHIP_ROLES, Role
from ..refusal import Refused
from . import users

DEMO_PASSWORD = "Yangjuan-2021-Liuhe"  # noqa: S105 - fictitious demo accounts, refused unless DEBUG (README)


def demo_accounts(township_code: str = "") -> dict[str, str]:
    """One account per role, made where missing: {role: username}. Township roles belong to the given township (default the
    first). With DEBUG all have DEMO_PASSWORD and need not change it; without, nobody knows their passwords."""
    township = _demo_township(township_code)
    county = Division.objects.get(code=township.code[:6] + "000000")
    suffix = (
        ""
        if township == Division.objects.townships().filter(code__startswith=county.code[:6]).first()
        else ("_" + township.code[6:9])
    )
    return {
        role: _demo_account(
            role,
            role + suffix if role in TOWNSHIP_ROLES else role,
            township if role in TOWNSHIP_ROLES else county,
        ).username
        for role in Role.values
    }


def _demo_township(code: str) -> Division:
    townships = Division.objects.townships()
    found = townships.filter(code=code.ljust(12, "0")).first() if code else townships.first()
    if found is None:
        raise Refused("没有这个乡镇；请先运行 manage.py load_divisions。", code="no-township")
    return found


@operation
def _demo_account(role: str, username: str, division: Division, *, by: Any = None) -> User:
    same = User.objects.filter(role=role, division=division, is_active=True)
    user = same.filter(username=username).first() or same.filter(username=f"{username}_demo").first()
    if user is None:
        if User.objects.filter(
            username=username
        ).exists():  # a real person bears the name, elsewhere or in another role
            username = f"{username}_demo"
        name = f"演示{Role(role).label}"
        user, _ = users.create(by=by, username=username, display_name=name, role=role, division=division)
        if settings.DEBUG or settings.TESTING:
            user.set_password(DEMO_PASSWORD)
            user.must_change_password, user.password_changed_at = False, timezone.now()
            user.save()
    return user
