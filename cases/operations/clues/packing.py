"""The package of a clue: its papers and evidence in one zip with a manifest, each file's SHA-256 in it; sealed at rest."""

import io
import json
import zipfile
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils import timezone

from core import uploads
from core.crypto import CannotOpen
from core.models import Attachment
from core.refusal import Refused
from core.templatetags.formats import date_cn

from ...models import ClueReferral, Petition
from ...rules.supervision.package_is_whole import LARGEST, MANIFEST, differences, sha256
from . import papers
from .content import content_of

Files = list[tuple[str, bytes]]


@dataclass(frozen=True)
class PackageStands:
    """Whether a package is as it was sent; what differs, in words."""

    whole: bool
    differences: tuple[str, ...] = ()


def pack(clue: ClueReferral) -> tuple[bytes, list[dict[str, Any]]]:
    """The zip and its manifest [{name, size, sha256}]. Raises Refused where it is too large or a file cannot be read."""
    files = _files(clue)
    form = papers.referral_form(
        clue,
        content_of(clue),
        unit=settings.BUREAU_NAME or "民政局",
        files=len(files),
        sent_on=date_cn(timezone.localdate()),
    )
    files.insert(0, ("01 移交单.docx", form))
    if sum(len(data) for _, data in files) > LARGEST:
        raise Refused("材料合计超过 200 MB，请把不必要的佐证移到线下移交。", code="package-large")
    manifest = [{"name": name, "size": len(data), "sha256": sha256(data)} for name, data in files]
    head = {"number": clue.number, "sent_on": timezone.localdate().isoformat(), "files": manifest}
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in files:
            package.writestr(name, data)
        package.writestr(MANIFEST, json.dumps(head, ensure_ascii=False, indent=1))
    return target.getvalue(), manifest


def _files(clue: ClueReferral) -> Files:
    """Of a sealed petition nothing is packed but what its handler wrote into the clue: no name, no phone, no letter."""
    found: Files = []
    if clue.entry is not None:
        found.append((f"02 整改事项 {clue.entry.number}.docx", papers.entry_paper(clue.entry)))
        kept = clue.entry.evidence.select_related("upload").order_by("at")
        found += [(f"佐证材料/{n:02d} {_safe(e.filename)}", _read(e.upload)) for n, e in enumerate(kept, 1)]
    if clue.petition is not None and not clue.petition.is_sealed:
        found.append((f"02 信访件 {clue.petition.number}.docx", papers.petition_paper(clue.petition)))
        rows = Attachment.objects.filter(
            subject_type=Petition._meta.label_lower, subject_id=str(clue.petition.pk)
        ).select_related("upload")
        kept_too = enumerate(rows.order_by("at"), 1)
        found += [(f"信访附件/{n:02d} {_safe(row.filename)}", _read(row.upload)) for n, row in kept_too]
    return found


def _safe(name: str) -> str:
    return "".join("_" if letter in '\\/:*?"<>|' or letter < " " else letter for letter in name)[-80:]


def _read(upload: Any) -> bytes:
    try:
        return uploads.read(upload)
    except (CannotOpen, OSError) as error:
        raise Refused("有一份材料读不出来或被改动过，不能封包。请联系系统管理员。", code="file-damaged") from error


def package_stands(clue: ClueReferral) -> PackageStands:
    """Whether the stored package is what was sent, by its hash and its manifest."""
    if clue.package is None:
        return PackageStands(False, ("还没有封包。",))
    try:
        data = uploads.read(clue.package)
    except (CannotOpen, OSError):
        return PackageStands(False, ("存储的移交包被改动或丢失，打不开。",))
    return check_copy(clue, data)


def check_copy(clue: ClueReferral, data: bytes) -> PackageStands:
    """Whether these bytes, from wherever they came, are the package that was sent."""
    found = differences(data, clue.package_sha256, clue.manifest)
    return PackageStands(not found, tuple(found))
