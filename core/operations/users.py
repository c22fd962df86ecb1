"""People and what they may do. No password chosen by an administrator exists: they are handed out once, for one use."""

import secrets

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils import timezone

from .. import audit
from ..models import Division, PastPassword, User
from ..operation import locked, operation, require
from ..passwords import REMEMBERED
from ..permissions import TOWNSHIP_ROLES, Permission, Role
from ..refusal import NotPermitted, Refused

ALPHABET = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"


def one_time_password() -> str:
    """Sixteen characters nobody mistakes for one another, in groups of four to be read out."""
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(4)) for _ in range(4))


def place_problem(role: str, division: Division) -> str:
    """Why a person of this role cannot belong to this division; empty when they can."""
    township = division.level == Division.Level.TOWNSHIP
    if role in TOWNSHIP_ROLES and not township:
        return "乡镇岗位的所属区划应选到乡镇。"
    if role not in TOWNSHIP_ROLES and division.level in {Division.Level.TOWNSHIP, Division.Level.VILLAGE}:
        return "县级岗位的所属区划应选县（区）或以上。"
    return ""


def _check_place(role: str, division: Division) -> None:
    if problem := place_problem(role, division):
        raise Refused(problem, code="user-place")


@operation
def create(
    *, by: User | None, username: str, display_name: str, role: str, division: Division, password: str = ""
) -> tuple[User, str]:
    """The account exists; its password is a one-time one, returned and kept nowhere else. Only the command line (by None)
    may bring a password along; either way it is changed at the first sign-in."""
    require(by, Permission.USERS_MANAGE)
    if by is not None and password:
        raise NotPermitted("管理员不能替用户设定密码，请使用系统生成的一次性密码。")
    if role not in Role.values:
        raise Refused("没有这个角色。", code="user-role")
    _check_place(role, division)
    if User.objects.filter(username__iexact=username).exists():
        raise Refused("这个用户名已有人使用，请换一个。", code="user-name")
    user = User(username=username, display_name=display_name, role=role, division=division)
    if password:
        check_password_rules(password, user)
    handed_out = password or one_time_password()
    user.set_password(handed_out)
    user.save()
    audit.record(
        "user.create",
        user,
        by=by,
        division_code=division.code,
        summary={"role": role},
        values={"username": username, "display_name": display_name},
    )
    return user, handed_out


def check_password_rules(password: str, user: User) -> None:
    """Raise Refused with every rule the password breaks."""
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise Refused("".join(error.messages), code="password-rules") from error


@operation
def reset_password(user: User, *, by: User | None) -> str:
    """The account has a new one-time password (returned), no second factor, and no open session."""
    require(by, Permission.USERS_MANAGE)
    user = locked(user)
    if by is not None and by.pk == user.pk:
        raise NotPermitted("不能重置自己的密码，请用“修改密码”或请另一位管理员办理。")
    handed_out = one_time_password()
    _remember(user)
    user.set_password(handed_out)
    user.must_change_password, user.totp, user.totp_last_step = True, "", 0
    user.session_epoch += 1
    user.version += 1
    user.save()
    audit.record("user.reset", user, by=by, division_code=user.division_id)
    return handed_out


@operation
def change_password(user: User, *, by: User, old: str, new: str) -> User:
    """The person has a new password of their own; every other session of theirs is over."""
    user = locked(user)
    if by.pk != user.pk:
        raise NotPermitted("只能修改自己的密码。")
    if not user.check_password(old):
        raise Refused("原密码不对，请重新输入。", code="password-old")
    check_password_rules(new, user)
    _remember(user)
    user.set_password(new)
    user.must_change_password, user.password_changed_at = False, timezone.now()
    user.session_epoch += 1
    user.version += 1
    user.save()
    audit.record("user.password", user, by=by, division_code=user.division_id)
    return user


def _remember(user: User) -> None:
    PastPassword.objects.create(user=user, password=user.password)
    old = user.past_passwords.order_by("-at").values_list("pk", flat=True)[REMEMBERED:]
    PastPassword.objects.filter(pk__in=list(old)).delete()


@operation
def change(user: User, *, by: User, version: int, display_name: str, role: str, division: Division) -> User:
    """Name, role and division are as given; with a new role or division every session of the person is over."""
    require(by, Permission.USERS_MANAGE)
    user = locked(user, version=version)
    if role != user.role and by.pk == user.pk:
        raise NotPermitted("不能更改自己的角色，请另一位管理员办理。")
    _check_place(role, division)
    if (user.role, user.division_id) != (role, division.pk):
        user.session_epoch += 1
    was = {"role": user.role, "division": user.division_id}
    user.display_name, user.role, user.division = display_name, role, division
    user.version += 1
    user.save(update_fields=["display_name", "role", "division", "session_epoch", "version"])
    summary = {"was": was, "role": role, "division": division.pk}
    audit.record("user.change", user, by=by, division_code=division.pk, summary=summary)
    return user


@operation
def set_active(user: User, *, by: User | None, active: bool) -> User:
    """The account is in use, or nobody can sign in with it and its sessions are over. Accounts are never deleted."""
    require(by, Permission.USERS_MANAGE)
    user = locked(user)
    if by is not None and by.pk == user.pk and not active:
        raise NotPermitted("不能停用自己的账号，请另一位管理员办理。")
    user.is_active = active
    user.session_epoch += 1
    user.version += 1
    user.save(update_fields=["is_active", "session_epoch", "version"])
    audit.record("user.activate" if active else "user.deactivate", user, by=by, division_code=user.division_id)
    return user
