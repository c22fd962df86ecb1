"""The desk side of the public page: words back to the sender, and the files that came."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from core import uploads
from core.access import Request, page
from core.idempotency import once
from core.permissions import Permission
from core.refusal import Refused
from core.responses import refused
from recipients.views.answers import attachment

from ...forms.sealed import WordsForm
from ...models import Petition, PetitionFile
from ...operations import public, sealing
from ...operations.sealing.files import neutral_name
from ...petitions.addresses import petition_url
from ..petitions.lookup import petition_or_404


@page(Permission.PETITION_VIEW)
@require_POST
@once
def petition_message(request: Request, pk: Any) -> HttpResponse:
    """Words to whoever holds the receipt."""
    petition = petition_or_404(request, pk)
    back = petition_url(petition)
    form = WordsForm(request.POST)
    if not form.is_valid():
        messages.error(request, "请填写留言，最多 2000 字。")
        return redirect(back)
    try:
        public.write_back(petition, by=request.user, text=form.cleaned_data["text"])
    except Refused as refusal:
        return refused(request, refusal, back)
    messages.success(request, "留言已放到公开网页上，来信人凭回执号能看到。")
    return redirect(back)


@page(Permission.PETITION_VIEW)
@require_POST
def petition_file(request: Request, pk: Any, which: str) -> HttpResponse:
    """A file under its neutral name, to be kept and not shown: the copy to whoever sees the petition; the original, and any
    file of a sealed case, to those who may handle sealed ones, and of a sealed case only while it is open."""
    rows = PetitionFile.objects.filter(petition__in=Petition.objects.visible_to(request.user).values("pk"))
    file = get_object_or_404(rows.select_related("petition", "original", "copy"), pk=pk)
    wanted = {"copy": file.copy, "original": file.original}.get(which)
    user, petition = request.user, file.petition
    if wanted is None or (which == "original" and not user.may(Permission.PETITION_SEALED)):
        raise Http404
    if petition.is_sealed and sealing.read_sealed(petition, by=user) is None:
        messages.error(request, "请先打开密封件，再下载材料。")
        return redirect("sealed_detail", petition.pk)
    sealing.note_file(file, by=user)
    kind = "image/jpeg" if which == "copy" else file.content_type
    name = f"材料{file.number}.jpg" if which == "copy" else neutral_name(file)
    response = attachment(uploads.read(wanted), name, kind)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "sandbox"
    return response
