"""What the administrator does to an account besides its name and post."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from ..access import Request, page
from ..models import User
from ..operations import users
from ..permissions import Permission
from ..refusal import Refused
from ..responses import refused


def _page_of(user: User) -> str:
    return reverse("admin:core_user_change", args=[user.pk])


@page(Permission.USERS_MANAGE, reauth=True)
@require_POST
def user_reset(request: Request, pk: uuid.UUID) -> HttpResponse:
    """A new one-time password, shown on this answer only; the second factor is off and every session over."""
    user = get_object_or_404(User.objects.visible_to(request.user), pk=pk)
    try:
        password = users.reset_password(user, by=request.user)
    except Refused as refusal:
        return refused(request, refusal, _page_of(user))
    return render(request, "core/one_time_password.html", {"person": user, "password": password})


@page(Permission.USERS_MANAGE, reauth=True)
@require_POST
def user_set_active(request: Request, pk: uuid.UUID) -> HttpResponse:
    """The account is in use again, or nobody can sign in with it."""
    user = get_object_or_404(User.objects.visible_to(request.user), pk=pk)
    try:
        user = users.set_active(user, by=request.user, active=request.POST.get("active") == "1")
    except Refused as refusal:
        return refused(request, refusal, _page_of(user))
    messages.success(request, f"{user.display_name}的账号已{'启用' if user.is_active else '停用'}。")
    return redirect(_page_of(user))
