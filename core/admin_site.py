"""Django's admin behind our own door, for the system administrator only."""

from typing import Any

from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse

FOREIGN = {"auth"}


class Site(AdminSite):
    """Open to those who manage users (core.middleware.gate asks); holds no case data and no second log."""

    site_header = site_title = "系统管理"
    index_title = "用户与参数"
    site_url = "/"
    enable_nav_sidebar = False

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        """Groups and permissions of Django's own do not exist here: one role per person is the only grant."""
        models = model_or_iterable if isinstance(model_or_iterable, (list, tuple)) else [model_or_iterable]
        ours = [model for model in models if model._meta.app_label not in FOREIGN]
        if ours:
            super().register(ours, admin_class, **options)

    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        return redirect("login")

    def logout(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:  # type: ignore[override]
        """The POST goes on to our own way out."""
        response = HttpResponseRedirect(reverse("logout"))
        response.status_code = 307
        return response

    def password_change(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:  # type: ignore[override]
        return redirect("password_change")
