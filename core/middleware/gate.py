"""Who may open which page: nobody, unless the view names a permission and the person holds it."""

from collections.abc import Callable
from typing import Any, cast

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode

from .. import totp
from ..models import User
from ..operations import refusals
from ..permissions import Permission
from ..refusal import EditConflict, NotPermitted, Refused
from ..responses import refused
from ..uploads import StorageFull
from . import prove
from .stamps import Handler

BEFORE_PASSWORD = {"password_change", "logout", "session_alive", "session_unlock", "login"}
BEFORE_CODE = BEFORE_PASSWORD | {"totp_setup"}
NOBODY = "nobody"


def is_admin(request: HttpRequest) -> bool:
    """Whether the page is one of Django's administration, which is guarded as a whole."""
    return request.resolver_match is not None and request.resolver_match.namespaces[:1] == ["admin"]


def needed(request: HttpRequest, view: Callable[..., Any]) -> str | None:
    """The permission the page asks for; None for public pages; a permission nobody holds where none is named."""
    if is_admin(request):
        return Permission.USERS_MANAGE
    return getattr(view, "permission", NOBODY)


class Access:
    """Runs after CSRF and session limits; what it turns away is told to the audit chain."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        permission = needed(request, view)
        if permission is None:
            return None
        if not request.user.is_authenticated:
            answer = self.visitor(request)
            if answer is not None:
                return answer
        name = (request.resolver_match.url_name if request.resolver_match else "") or ""
        user = cast(User, request.user)
        if not user.may(permission):
            refusals.note(user, name, needs=str(permission))
            return self.turned_away(request)
        return self.first_things(request, name) or self.again(request, view, name)

    def visitor(self, request: HttpRequest) -> HttpResponse | None:
        """The login page, or for a POST the same with its fields; nothing when the POST brought name and password."""
        if request.method == "POST" and not prove.wants_json(request):
            answer = prove.proved(request, "signed_out")
            if answer is None:
                return None
            refusals.count_visitor()
            return answer
        refusals.count_visitor()
        if prove.wants_json(request):
            return JsonResponse({"signed_out": True}, status=401)
        return redirect(f"{reverse('login')}?{urlencode({'next': request.get_full_path()})}")

    def turned_away(self, request: HttpRequest) -> HttpResponse:
        if prove.wants_json(request):
            return JsonResponse({"refused": True}, status=403)
        return render(request, "403.html", status=403)

    def first_things(self, request: HttpRequest, name: str) -> HttpResponse | None:
        """A one-time password is changed, and a second factor the role needs is set up, before anything else."""
        user = cast(User, request.user)
        if user.must_change_password and name not in BEFORE_PASSWORD:
            return redirect("password_change")
        if totp.is_required(user) and not user.must_change_password and name not in BEFORE_CODE:
            return redirect("totp_setup")
        return None

    def again(self, request: HttpRequest, view: Callable[..., Any], name: str) -> HttpResponse | None:
        """Exports, reveals and approvals ask for the password when it was last typed over 15 minutes ago."""
        asks = getattr(view, "reauth", False) or (is_admin(request) and name not in BEFORE_PASSWORD)
        if request.method != "POST" or not asks:
            return None
        if prove.now() - request.session.get("proved_at", 0) < settings.REAUTH_SECONDS:
            return None
        return prove.proved(request, "reauth")

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """A refusal no view has answered becomes a sentence on a page, and not a failure."""
        if isinstance(error, Http404):
            return render(request, "404.html", status=404)
        if not isinstance(error, Refused):
            return None
        if prove.wants_json(request):
            return JsonResponse({"refused": error.message, "code": error.code}, status=409)
        if isinstance(error, NotPermitted):
            return render(request, "403.html", {"message": error.message}, status=403)
        if isinstance(error, StorageFull):
            return render(request, "507.html", {"message": error.message}, status=507)
        if isinstance(error, EditConflict):
            return refused(request, error, reverse("home"))
        messages.error(request, error.message)
        return redirect("home")
