"""People. Their passwords are made by the program, shown once, and changed at the first sign-in."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ..models import User
from ..operations import users
from .base import PlainAdmin, VersionedForm


class UserForm(VersionedForm):
    """Name, role and division; role and place must fit."""

    class Meta:
        model = User
        fields = ("username", "display_name", "role", "division")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        role, division = cleaned.get("role"), cleaned.get("division")
        if role and division and (problem := users.place_problem(role, division)):
            self.add_error("division", problem)
        name = cleaned.get("username", "")
        if name and User.objects.filter(username__iexact=name).exclude(pk=self.instance.pk).exists():
            self.add_error("username", "这个用户名已有人使用，请换一个。")
        return cleaned


@admin.register(User)
class UserAdmin(PlainAdmin):
    """New accounts, changes of post, and the way to reset and to deactivate; no account is ever deleted."""

    form = UserForm
    change_form_template = "core/admin/user_change_form.html"
    list_display = ("username", "display_name", "role", "division", "is_active", "must_change_password")
    list_filter = ("role", "is_active", "must_change_password")
    search_fields = ("username", "display_name")
    raw_id_fields = ("division",)
    list_select_related = ("division",)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("username",) if obj else ()

    def save_model(self, request: Any, obj: Any, form: forms.ModelForm, change: bool) -> None:
        given: dict[str, Any] = {"display_name": obj.display_name, "role": obj.role, "division": obj.division}
        if change:
            stored = User.objects.get(pk=obj.pk)
            users.change(stored, by=request.user, version=stored.version, **given)
            return
        made, request.one_time_password = users.create(by=request.user, username=obj.username, **given)
        obj.__dict__.update(made.__dict__)

    def response_add(self, request: Any, obj: User, post_url_continue: str | None = None) -> HttpResponse:
        context = {"person": obj, "password": request.one_time_password}
        return render(request, "core/one_time_password.html", context)
