"""The sealed paper, scanned and put beside its filing."""

from collections.abc import Callable

from django.contrib import messages
from django.db.models import Model
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from core.access import Request, page
from core.idempotency import once
from core.models import Attachment
from core.permissions import Permission
from core.refusal import Refused
from core.responses import refused, stored_file

from .. import operations
from ..forms import ScanForm
from ..models import Submission
from .lookup import submission_or_404


def scans_of(thing: Model) -> list[Attachment]:
    """The scans put beside a filing, or beside whatever else is signed on paper; the newest first."""
    rows = Attachment.objects.filter(subject_type=thing._meta.label_lower, subject_id=str(thing.pk))
    return list(rows.select_related("by", "upload").order_by("-at"))


@page(Permission.REPORT_VIEW)
@require_POST
@once
def scan_attach(request: Request, pk: str) -> HttpResponse:
    """Keep a scan of the signed and sealed form."""
    submission = submission_or_404(request, pk)
    back = reverse("submission_receipt", args=[submission.pk])
    return keep_scan(request, submission, operations.attach_scan, back, done="盖章扫描件已保存。")


def keep_scan(
    request: Request, thing: Model, attach: Callable[..., Attachment], back: str, *, done: str
) -> HttpResponse:
    """The posted scan, whose bytes must be what its name says, is attached to `thing` by the operation; back with `done`,
    or with what is wrong."""
    form = ScanForm(request.POST, request.FILES)
    if not form.is_valid():
        messages.error(request, " ".join(str(text) for texts in form.errors.values() for text in texts))
        return redirect(back)
    name, data = form.cleaned_data["scan"]
    try:
        attach(thing, by=request.user, filename=name, data=data)
    except Refused as refusal:
        return refused(request, refusal, back)
    messages.success(request, done)
    return redirect(back)


@page(Permission.REPORT_VIEW)
@require_POST
def scan_download(request: Request, pk: str) -> HttpResponse:
    """Hand a scan out as a file to keep, never as a page; who took it is logged."""
    rows = Attachment.objects.visible_to(request.user).filter(subject_type=Submission._meta.label_lower)
    scan = get_object_or_404(rows.select_related("upload"), pk=pk)
    operations.read_scan(scan, by=request.user)
    return stored_file(scan)
