"""抽签记录 on one sheet, its QR code, and the scan of it once it is signed."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from core.access import Request, page
from core.idempotency import once
from core.models import Attachment
from core.permissions import Permission
from core.responses import qr_code, stored_file
from monthly_reports.views.scans import keep_scan

from ... import operations, plan
from ...models import Draw, SeedKind
from .facts import anchor, as_drawn, doubt
from .lookup import committed_or_404, draw_or_404, table, turns
from .revealing import values


@page(Permission.DRAW_VIEW)
@require_GET
def draw_record(request: Request, pk: str) -> HttpResponse:
    """What was fixed, for signature; after the reveal with the values and the result. A voided draw's sheet says so."""
    draw = committed_or_404(request, pk)
    context = {
        "draw": draw,
        "table": table(draw.strata, draw.unfiled),
        "unfiled": plan.names_of(draw.unfiled),
        "left_out": sorted(draw.excluded.items()),
        "anchor": anchor(draw),
        "source": SeedKind(draw.seed_kind).label,
        "values": [grouped(each) for each in values(draw)],
        "inspectors": list(as_drawn(draw)) if draw.is_out else [],
        "doubt": doubt(draw),
        "turn": turns([draw]).get(draw.pk, 1),
        "fingerprint": draw.commitment[:16],
    }
    return render(request, "spot_checks/draw_record.html", context)


def grouped(value: str) -> str:
    """Digits in fives, to be compared by eye; anything else as it is."""
    return " ".join(value[at : at + 5] for at in range(0, len(value), 5)) if value.isdecimal() else value


@page(Permission.DRAW_VIEW)
@require_GET
def draw_qr(request: Request, pk: str) -> HttpResponse:
    """The draw's number, its commitment and, once there is one, the hash of the result; nothing personal."""
    draw = committed_or_404(request, pk)
    text = ";".join(filter(None, ("MZDRAW1", draw.code, draw.commitment, draw.result_sha256)))
    return qr_code(text)


@page(Permission.DRAW_PLAN)
@require_POST
@once
def draw_scan_attach(request: Request, pk: str) -> HttpResponse:
    """Keep the scan of the signed record; its bytes must be what its name says."""
    draw = draw_or_404(request, pk)
    back = reverse("draw_detail", args=[draw.pk])
    return keep_scan(request, draw, operations.attach_witness_scan, back, done="抽签记录扫描件已保存。")


@page(Permission.DRAW_VIEW)
@require_POST
def draw_scan_download(request: Request, pk: str) -> HttpResponse:
    """Hand a scan out as a file to keep; who took it is logged. The county's own people only."""
    rows = Attachment.objects.visible_to(request.user).filter(subject_type=Draw._meta.label_lower)
    scan = get_object_or_404(rows.select_related("upload"), pk=pk)
    operations.read_witness_scan(scan, by=request.user)
    return stored_file(scan)
