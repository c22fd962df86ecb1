"""The page that asks for a password in the middle of something and then lets it go on.

It stands at the address the person was posting to and carries the posted fields; its own answers are _username, _password
and _code. It is only ever shown after the CSRF check of the original POST.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from ..authentication import enter
from ..carry import carried, without_answers
from ..operations import logins
from ..operations.throttle import TooSoon
from ..refusal import Refused

WHY = {
    "locked": "您已超过 30 分钟没有操作，页面已锁定。输入密码后接着办理，刚才填写的内容不会丢。",
    "reauth": "这一步需要再次确认是您本人。请输入密码，15 分钟内不再询问。",
    "signed_out": "登录已到期。请重新登录，刚才填写的内容会接着提交。",
}


def wants_json(request: HttpRequest) -> bool:
    """True for requests made by scripts, which cannot show a page."""
    return "application/json" in request.headers.get("Accept", "")


def now() -> int:
    """Seconds since the epoch."""
    return int(timezone.now().timestamp())


def ask(request: HttpRequest, why: str, *, error: str = "", status: int = 401) -> HttpResponse:
    """The password page over a POST, with everything that was posted; files must be chosen again and it says so."""
    context = {
        "why": WHY[why],
        "error": error,
        "needs_name": why == "signed_out",
        "needs_code": why == "signed_out",
        "carried": carried(request),
        "lost_files": [file.name for files in request.FILES.lists() for file in files[1]],
        "action": request.get_full_path(),
    }
    return render(request, "core/unlock.html", context, status=status)


def proved(request: HttpRequest, why: str) -> HttpResponse | None:
    """None when the POST brought the right answers, which are then taken out of it; else the page that asks (again)."""
    if "_password" not in request.POST:
        return ask(request, why)
    try:
        _check(request, why)
    except TooSoon as soon:
        response = ask(request, why, error=soon.message, status=429)
        response.headers["Retry-After"] = str(soon.seconds)
        return response
    except Refused as refusal:
        return ask(request, why, error=refusal.message)
    without_answers(request)
    return None


def _check(request: HttpRequest, why: str) -> None:
    answer, password = request.POST.get, request.POST["_password"]
    signed_in = request.user.is_authenticated
    name = request.user.get_username() if signed_in else answer("_username", "").strip()
    user = logins.check_password(request, name, password)
    if signed_in:
        request.session.update({"seen_at": now(), "proved_at": now()})
        logins.note(user, by=user, action="unlock" if why == "locked" else "prove")
        return
    logins.check_code(request, user, answer("_code", ""))
    enter(request, user)
    logins.note(user, by=user, action="login")
