"""Photos: one at a time in, shown inline to those who may read the visit, out again while it is a draft."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from core import pictures, uploads
from core.access import Request, page
from core.middleware.prove import wants_json
from core.permissions import Permission
from core.refusal import Refused
from core.responses import refused

from ...models import Visit
from ...operations.visit_photos import PAPER, SCENE, Photo, add_photo, note_opening, remove_photo
from . import lookup
from .photo_rows import photo_rows


@page(Permission.VISIT_MAKE)
@require_POST
def visit_photo_add(request: Request, pk: Any) -> HttpResponse:
    """Put a photo to the draft. The same photo sent again changes nothing, so a press is safe to repeat; scripts get the
    list of photos anew."""
    visit = lookup.my_visit_or_404(request, pk)
    back = f"{reverse('visit_edit', args=[visit.pk])}#photos"
    try:
        photo = _photo(request)
        add_photo(visit, by=request.user, photo=photo)
    except Refused as refusal:
        if wants_json(request):
            return JsonResponse({"refused": refusal.message, "code": refusal.code})
        return refused(request, refusal, back)
    if wants_json(request):
        return JsonResponse({"html": _html(request, visit), "hashed_here": not photo.original_sha256})
    messages.success(request, "照片已保存。")
    return redirect(back)


def _photo(request: Request) -> Photo:
    file = request.FILES.get("photo")
    if file is None:
        raise Refused("请先拍照或选择照片。", code="photo-missing")
    if (file.size or 0) > pictures.MOST_BYTES:
        raise pictures.NotAPicture("照片不能超过 12 MB。请用手机相机的普通画质再拍。")
    purpose = PAPER if request.POST.get("purpose") == PAPER else SCENE
    return Photo(file.read(), request.POST.get("original_sha256", ""), purpose)


def _html(request: Request, visit: Visit) -> str:
    context = {"photos": photo_rows(visit, request.user), "editable": True}
    return render_to_string("spot_checks/_visit_photos.html", context, request=request)


@page(Permission.VISIT_MAKE)
@require_POST
def visit_photo_remove(request: Request, pk: Any) -> HttpResponse:
    """Take a photo off the draft."""
    photo = lookup.photo_or_404(request, pk)
    visit = lookup.my_visit_or_404(request, photo.visit_id)
    back = f"{reverse('visit_edit', args=[visit.pk])}#photos"
    try:
        remove_photo(photo, by=request.user)
    except Refused as refusal:
        if wants_json(request):
            return JsonResponse({"refused": refusal.message, "code": refusal.code})
        return refused(request, refusal, back)
    if wants_json(request):
        return JsonResponse({"html": _html(request, visit)})
    messages.success(request, "照片已删除。")
    return redirect(back)


@page(Permission.VISIT_VIEW)
@require_GET
def visit_photo(request: Request, pk: Any) -> HttpResponse:
    """The picture itself; that somebody other than its inspectors looked is noted once for the visit."""
    photo = lookup.photo_or_404(request, pk)
    note_opening(photo.visit, by=request.user)
    response = HttpResponse(uploads.read(photo.upload), content_type="image/jpeg")
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "no-store"
    response.headers["Content-Security-Policy"] = "sandbox"
    return response
