"""Signing in, proving it is still the same person, signing out. Each success and each evaluated failure is in the chain."""

from django.http import HttpRequest

from .. import audit, totp
from ..authentication import address, known_device, person
from ..models import User
from ..operation import locked, operation
from ..refusal import Refused
from . import throttle

WRONG = "用户名或密码不对，请重新输入。忘记密码请联系系统管理员重置。"


class WrongAnswer(Refused):
    """Name, password or code do not fit; which of them is not told."""

    code = "wrong-answer"


def check_password(request: HttpRequest, username: str, password: str) -> User:
    """The person with this name and password; raises TooSoon while the source is closed, WrongAnswer otherwise."""
    found = throttle.sources("password", username, known_device(request, username), address(request))
    throttle.book(found)
    user = person(username, password)
    if user is None:
        _note_failure(username, "password")
        raise WrongAnswer(WRONG)
    throttle.forgive(found)
    return user


def check_code(request: HttpRequest, user: User, code: str) -> None:
    """The code is right for now and was never used; raises TooSoon or WrongAnswer. Without a second factor any code is."""
    if not user.totp_sealed:
        return
    found = throttle.sources("code", user.username, known_device(request, user.username), address(request))
    throttle.book(found)
    try:
        use_code(user, by=user, code=code)
    except Refused:
        _note_failure(user.username, "code")
        raise
    throttle.forgive(found)


@operation
def use_code(user: User, *, by: User, code: str) -> None:
    """The code's time step is spent: the same digits are refused from now on."""
    row = locked(user)
    step = totp.step_of(row.totp, code, after=row.totp_last_step)
    if not step:
        raise WrongAnswer("验证码不对或已用过，请等下一组数字再输入。")
    row.totp_last_step = step
    row.save(update_fields=["totp_last_step"])
    audit.record("login.code", row, by=by, division_code=row.division_id)


@operation
def enrol(user: User, *, by: User, secret: str, code: str) -> User:
    """The person signs in with a second factor from now on; other sessions of theirs are over."""
    row = locked(user)
    step = totp.step_of(secret, code, after=0)
    if by.pk != user.pk or not step:
        raise WrongAnswer("验证码不对。请确认手机时间准确，再输入当前显示的六位数字。")
    row.totp, row.totp_last_step = secret, step
    row.session_epoch += 1
    row.version += 1
    row.save(update_fields=["totp_sealed", "totp_last_step", "session_epoch", "version"])
    audit.record("user.totp", row, by=by, division_code=row.division_id)
    return row


@operation
def end_other_sessions(user: User, *, by: User) -> User:
    """Every session of the person but the one in use (which the caller renews) is over."""
    row = locked(user)
    row.session_epoch += 1
    row.save(update_fields=["session_epoch"])
    audit.record("user.sessions_ended", row, by=by, division_code=row.division_id)
    return row


@operation
def note(user: User, *, by: User, action: str) -> None:
    """`action` (login, unlock, prove, logout) is in the chain of the person's county."""
    audit.record(f"session.{action}", user, by=by, division_code=user.division_id)


def _note_failure(username: str, what: str) -> None:
    """A wrong answer is in the chain; an unknown name is not written down, it may be a password typed into the wrong box."""
    user = User.objects.filter(username=username).first()
    audit.record(
        "session.failed",
        user,
        by=user,
        division_code=user.division_id if user else "",
        summary={"what": what},
    )
