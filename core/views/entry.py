"""The door: signing in, unlocking, signing out."""

import time
import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth import logout as end_session
from django.forms import Form
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST

from ..access import Request, page, public
from ..authentication import enter, remember_device
from ..forms import CodeForm, LoginForm, UnlockForm
from ..middleware.limits import idle_left
from ..middleware.prove import now
from ..models import User
from ..operations import logins
from ..operations.throttle import TooSoon
from ..permissions import Permission
from ..refusal import Refused

CODE_WITHIN = 300
NOBODY = uuid.UUID(int=0)


def onward(request: HttpRequest) -> str:
    """Where to go afterwards: the `next` of the form when it is one of our own pages, else home."""
    target = request.POST.get("next") or request.GET.get("next") or ""
    allowed = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    return target if allowed else reverse("home")


def shown(request: HttpRequest, template: str, form: Form, refusal: Refused | None = None, **more: Any) -> HttpResponse:
    """The form again; 429 with the seconds to wait where the source is closed."""
    if refusal is not None:
        form.add_error(None, refusal.message)
    soon = refusal if isinstance(refusal, TooSoon) else None
    context = {"form": form, "next": onward(request), **more}
    response = render(request, template, context, status=429 if soon else 200)
    if soon:
        response.headers["Retry-After"] = str(soon.seconds)
    return response


def _welcome(request: HttpRequest, user: User, target: str) -> HttpResponse:
    enter(request, user)
    logins.note(user, by=user, action="login")
    response = redirect(target)
    remember_device(request, response, user)
    return response


@public
@require_http_methods(["GET", "HEAD", "POST"])
def login(request: HttpRequest) -> HttpResponse:
    """Name and password; the second factor is asked on a page of its own."""
    if request.method != "POST":
        if request.user.is_authenticated and idle_left(request) > 0:
            return redirect(onward(request))
        return shown(request, "core/login.html", LoginForm())
    form = LoginForm(request.POST)
    if not form.is_valid():
        return shown(request, "core/login.html", form)
    try:
        user = logins.check_password(request, form.cleaned_data["username"].strip(), form.cleaned_data["password"])
    except Refused as refusal:
        return shown(request, "core/login.html", form, refusal)
    if not user.totp_sealed:
        return _welcome(request, user, onward(request))
    if request.user.is_authenticated:
        end_session(request)
    request.session["code_for"] = {"user": str(user.pk), "at": int(time.time()), "next": onward(request)}
    return redirect("login_code")


@public
@require_http_methods(["GET", "HEAD", "POST"])
def login_code(request: HttpRequest) -> HttpResponse:
    """The second factor, within five minutes of the password."""
    waiting = request.session.get("code_for") or {}
    user = User.objects.select_related("division").filter(pk=waiting.get("user", NOBODY), is_active=True).first()
    if user is None or time.time() - waiting["at"] > CODE_WITHIN:
        return redirect("login")
    form = CodeForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return shown(request, "core/login_code.html", form)
    try:
        logins.check_code(request, user, form.cleaned_data["code"])
    except Refused as refusal:
        return shown(request, "core/login_code.html", form, refusal)
    del request.session["code_for"]
    return _welcome(request, user, waiting["next"])


@page(Permission.SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
def session_unlock(request: Request) -> HttpResponse:
    """A session left idle goes on after its password; what a POST carried is kept by the middleware, not here."""
    form = UnlockForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return shown(request, "core/session_unlock.html", form)
    try:
        logins.check_password(request, request.user.get_username(), form.cleaned_data["password"])
    except Refused as refusal:
        return shown(request, "core/session_unlock.html", form, refusal)
    request.session.update({"seen_at": now(), "proved_at": now()})
    logins.note(request.user, by=request.user, action="unlock")
    return redirect(onward(request))


@page(Permission.SIGNED_IN)
@require_POST
def logout(request: Request) -> HttpResponse:
    """Nothing of the session is left in the browser or on the server."""
    logins.note(request.user, by=request.user, action="logout")
    end_session(request)
    messages.success(request, "已退出登录。")
    response = redirect("login")
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


@page(Permission.SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
def session_alive(request: Request) -> HttpResponse:
    """A POST says that somebody is there, a GET only asks; both answer the seconds left, 401 when it is locked."""
    left = idle_left(request)
    if left <= 0:
        return JsonResponse({"locked": True}, status=401)
    if request.method == "POST":
        request.session["seen_at"] = now()
        left = idle_left(request)
    return JsonResponse({"seconds_left": left, "csrf_token": get_token(request), "user": str(request.user.pk)})
