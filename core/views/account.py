"""My own account: password, second factor, sessions."""

from typing import Any

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from .. import totp
from ..access import Request, page
from ..forms import CodeForm, PasswordForm
from ..middleware.prove import now
from ..models import User
from ..operations import logins, users
from ..permissions import Permission
from ..refusal import Refused
from .entry import shown

PENDING = "core.totp"


def _stay(request: Request, user: User) -> None:
    """The session in use survives the change that ended the others, under a new key."""
    update_session_auth_hash(request, user)
    request.session["proved_at"] = now()


@page(Permission.SIGNED_IN)
@require_GET
def account(request: Request) -> HttpResponse:
    """Who I am here, and how safe the account is."""
    user = request.user
    items = [
        {"label": "姓名", "value": user.display_name},
        {"label": "用户名", "value": user.username},
        {"label": "岗位", "value": user.get_role_display()},
        {"label": "所属区划", "value": user.division.name},
    ]
    return render(request, "core/account.html", {"items": items, "has_totp": bool(user.totp_sealed)})


@page(Permission.SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
def password_change(request: Request) -> HttpResponse:
    """A new password of one's own; also the first page after a one-time password."""
    form = PasswordForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return shown(request, "core/password_change.html", form, forced=request.user.must_change_password)
    try:
        answers = form.cleaned_data
        user = users.change_password(request.user, by=request.user, old=answers["old"], new=answers["new"])
    except Refused as refusal:
        return shown(request, "core/password_change.html", form, refusal, forced=request.user.must_change_password)
    _stay(request, user)
    messages.success(request, "密码已修改，其他电脑上的登录都已退出。")
    return redirect("home")


@page(Permission.SIGNED_IN, reauth=True)
@require_http_methods(["GET", "HEAD", "POST"])
def totp_setup(request: Request) -> HttpResponse:
    """The second factor is set up with an authenticator app; taking it off is the administrator's reset."""
    user = request.user
    if user.totp_sealed:
        messages.info(request, "两步验证已启用。更换手机请联系系统管理员重置。")
        return redirect("account")
    form = CodeForm(request.POST or None)
    secret = _pending_secret(request)
    context: dict[str, Any] = {
        "picture": totp.picture(user, secret),
        "secret": " ".join(secret[i : i + 4] for i in range(0, len(secret), 4)),
        "pending": signing.dumps([str(user.pk), secret], salt=PENDING),
        "forced": totp.is_required(user),
    }
    if request.method != "POST" or not form.is_valid():
        return shown(request, "core/totp_setup.html", form, **context)
    try:
        changed = logins.enrol(user, by=user, secret=secret, code=form.cleaned_data["code"])
    except Refused as refusal:
        return shown(request, "core/totp_setup.html", form, refusal, **context)
    _stay(request, changed)
    messages.success(request, "两步验证已启用，下次登录时除密码外还要输入验证码。")
    return redirect("account")


def _pending_secret(request: Request) -> str:
    """The secret the page was opened with, when it is this person's and not older than half an hour; else a new one."""
    try:
        owner, secret = signing.loads(request.POST.get("pending", ""), salt=PENDING, max_age=1800)
    except signing.BadSignature:
        return totp.new_secret()
    return secret if owner == str(request.user.pk) else totp.new_secret()


@page(Permission.SIGNED_IN)
@require_POST
def sessions_end(request: Request) -> HttpResponse:
    """Signed out everywhere but here."""
    _stay(request, logins.end_other_sessions(request.user, by=request.user))
    messages.success(request, "其他电脑和手机上的登录都已退出。")
    return redirect("account")
