"""The published telephones, who answers them, and which calls came."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from core import months
from core.access import Request, page
from core.idempotency import once
from core.permissions import Permission
from core.refusal import EditConflict, Refused
from core.responses import refused

from ...exports.voice import call_book
from ...forms.voice import CallForm, TelephoneForm
from ...models import CallLog, DutyShift, PublicTelephone
from ...operations.voice import Cell, change_telephone, fill_roster, log_call, publish_telephone
from ...petitions.consulting import page_of
from ..supervision.steps import hand_out
from .tabs import tabs

WEEK = 7
WEEKDAYS = "一二三四五六日"
CALL_TONES: dict[str, str] = {
    CallLog.Kind.ANSWERED: "success",
    CallLog.Kind.MISSED: "danger",
    CallLog.Kind.TEST: "info",
}


@page(Permission.VOICE_VIEW)
@require_GET
def telephone_list(request: Request) -> HttpResponse:
    """The published telephones by township."""
    user = request.user
    context = {
        "rows": PublicTelephone.objects.visible_to(user).order_by("division_code", "telephone"),
        "can_edit": _edits(request),
        "tabs": tabs("telephone_list"),
    }
    return render(request, "cases/telephone_list.html", context)


def _edits(request: Request) -> bool:
    return request.user.may(Permission.VOICE_LOG) and not request.user.is_township


@page(Permission.VOICE_LOG)
@require_http_methods(["GET", "POST"])
@once
def telephone_new(request: Request) -> HttpResponse:
    """Publish a telephone."""
    form = TelephoneForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        place = form.places[told.pop("division")]
        try:
            publish_telephone(by=request.user, division=place, **told)
        except Refused as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, "公开电话已登记。")
            return redirect(reverse("telephone_list"))
    return render(request, "cases/telephone_form.html", {"form": form}, status=400 if form.errors else 200)


@page(Permission.VOICE_LOG)
@require_http_methods(["GET", "POST"])
def telephone_edit(request: Request, pk: int) -> HttpResponse:
    """Correct a published telephone, or take it off the public page."""
    row = get_object_or_404(PublicTelephone.objects.visible_to(request.user), pk=pk)
    form = TelephoneForm(request.POST or None, user=request.user, row=row)
    if request.method == "POST" and form.is_valid():
        try:
            change_telephone(row, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, "已保存。")
            return redirect(reverse("telephone_list"))
    return render(request, "cases/telephone_form.html", {"form": form, "item": row}, status=400 if form.errors else 200)


@page(Permission.VOICE_VIEW)
@require_http_methods(["GET", "POST"])
def duty_roster(request: Request) -> HttpResponse:
    """A week of who answers which telephone; days to come are filled in here."""
    monday = _monday(request.GET.get("week", "") or request.POST.get("week", ""))
    phones = list(PublicTelephone.objects.visible_to(request.user).order_by("division_code", "telephone"))
    days = [monday + dt.timedelta(days=n) for n in range(WEEK)]
    back = f"{reverse('duty_roster')}?{urlencode({'week': monday.isoformat()})}"
    may_fill = request.user.may(Permission.VOICE_LOG)
    if request.method == "POST":
        cells = [
            Cell(phone, day, request.POST.get(f"was-{key}", ""), request.POST[f"now-{key}"])
            for phone in phones
            for day in days
            for key in [_key(phone, day)]
            if f"now-{key}" in request.POST
        ]
        try:
            changed = fill_roster(cells, by=request.user)
        except EditConflict as conflict:
            return refused(request, conflict, back)
        except Refused as refusal:
            return refused(request, refusal, back)
        messages.success(request, f"值守安排已保存，改动 {changed} 处。" if changed else "没有改动。")
        return redirect(back)
    held = _held(phones, days)
    today = months.today()
    context = {
        "days": [{"day": day, "word": f"周{WEEKDAYS[day.weekday()]}", "is_today": day == today} for day in days],
        "rows": [
            {
                "phone": phone,
                "cells": [
                    {
                        "key": _key(phone, day),
                        "person": held.get((phone.division_code, phone.telephone, day), ""),
                        "open": may_fill and day >= today,
                        "label": f"{phone.unit} {phone.telephone} {day:%m月%d日} 值班人",
                        "word": f"{day.day}日 周{WEEKDAYS[day.weekday()]}",
                    }
                    for day in days
                ],
            }
            for phone in phones
        ],
        "monday": monday,
        "may_fill": may_fill and days[-1] >= today and bool(phones),
        "previous_url": f"?week={monday - dt.timedelta(days=WEEK)}",
        "next_url": f"?week={monday + dt.timedelta(days=WEEK)}",
        "tabs": tabs("duty_roster"),
    }
    return render(request, "cases/duty_roster.html", context)


def _key(phone: PublicTelephone, day: dt.date) -> str:
    return f"{phone.pk}-{day.isoformat()}"


def _held(phones: list[PublicTelephone], days: list[dt.date]) -> dict[tuple[str, str, dt.date], str]:
    rows = DutyShift.objects.filter(
        division_code__in={phone.division_code for phone in phones}, day__range=(days[0], days[-1])
    )
    return {(row.division_code, row.telephone, row.day): row.person for row in rows}


def _monday(text: str) -> dt.date:
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        day = months.today()
    if not dt.date(2018, 1, 1) <= day <= dt.date(2099, 12, 1):
        day = months.today()
    return day - dt.timedelta(days=day.weekday())


@page(Permission.VOICE_VIEW)
@require_http_methods(["GET", "POST"])
@once
def call_log(request: Request) -> HttpResponse:
    """Which calls came, missed and test calls as well; a new one is written down here."""
    user = request.user
    may_log = user.may(Permission.VOICE_LOG)
    form = CallForm(request.POST if request.method == "POST" else None, user=user)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            log_call(form.telephones[told["telephone"]], by=user, at=told["at"], kind=told["kind"], note=told["note"])
        except Refused as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, "来电已登记。")
            return redirect(reverse("call_log"))
    calls = CallLog.objects.visible_to(user).select_related("by")
    found, previous, following = page_of(calls, request.GET.get("c", ""), "at")
    context: dict[str, Any] = {
        "form": form,
        "rows": [{"item": row, "tone": CALL_TONES[row.kind]} for row in found],
        "previous_url": reverse("call_log") if previous else "",
        "next_url": f"?{urlencode({'c': following})}" if following else "",
        "may_log": may_log and bool(form.telephones),
        "has_telephones": bool(form.telephones),
        "can_register": user.may(Permission.PETITION_REGISTER),
        "tabs": tabs("call_log"),
    }
    return render(request, "cases/call_log.html", context, status=400 if form.errors else 200)


@page(Permission.VOICE_VIEW)
@require_POST
def call_export(request: Request) -> HttpResponse:
    """值守电话来电登记表."""
    rows = list(CallLog.objects.visible_to(request.user).select_related("by").order_by("at", "pk"))
    return hand_out(request, "call", rows, call_book, "来电登记表.xlsx")
