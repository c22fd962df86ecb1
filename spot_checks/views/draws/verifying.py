"""How anybody checks a draw, and a check of a bundle by this server for those without a computer of their own at hand."""

import io
import zipfile
import zlib

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from core.access import Request, page
from core.permissions import Permission

from ...forms.draws import BundleForm
from ...models import Draw
from ...verifier.verify_draw import NAMES, Report, verify

MOST_ENTRIES = 20
MOST_BYTES = 200 * 1024 * 1024
RATIO = 100


@page(Permission.DRAW_VIEW)
@require_http_methods(["GET", "POST"])
def draw_verify(request: Request) -> HttpResponse:
    """Nothing is kept of what is uploaded here, and nothing is written."""
    posted = request.method == "POST"
    form = BundleForm(request.POST, request.FILES) if posted else BundleForm()
    report, known = None, None
    if posted and form.is_valid():
        report = checked(form.cleaned_data["bundle"])
        known = _known(request, report)
    context = {"form": form, "report": report, "known": known}
    return render(request, "spot_checks/draw_verify.html", context)


def checked(data: bytes) -> Report:
    """What the published verifier says of the four files in a zip."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return verify(_files(archive))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError, zlib.error):
        return Report(False, "这不是完整的 zip 文件，或者加了密码。请用“下载公开文件”得到的原文件。")
    except _TooMuch:
        return Report(False, "文件包里的内容太多或太大，不像是公开文件包。请在自己的电脑上用核验程序核对。")


class _TooMuch(Exception):
    """More than a bundle ever holds."""


def _files(archive: zipfile.ZipFile) -> dict[str, bytes]:
    """The four files by name, wherever in the archive they lie. What the archive says of itself is not believed: no more
    bytes are read than a bundle may hold."""
    entries = archive.infolist()
    total = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    if len(entries) > MOST_ENTRIES or total > MOST_BYTES or total > RATIO * max(packed, 1024):
        raise _TooMuch
    found: dict[str, bytes] = {}
    for entry in entries:
        name = entry.filename.rpartition("/")[2]
        if name in NAMES:
            if name in found:
                raise ValueError(name)
            found[name] = _read(archive, entry)
    return found


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    with archive.open(entry) as file:
        data = file.read(entry.file_size + 1)
    if len(data) > entry.file_size:
        raise _TooMuch
    return data


def _known(request: Request, report: Report) -> Draw | None:
    """The county's own draw with this commitment: a bundle that is sound in itself may still be somebody else's."""
    if not report.ok:
        return None
    return Draw.objects.public_to(request.user).filter(commitment=report.commit, seed=report.seed).first()
