"""Evidence of what was done: kept as it came, told by its bytes, compared with all that was handed in before."""

from typing import Any

from django.utils import timezone

from core import audit, pictures
from core.operation import locked, operation, require
from core.operations.uploads import keep
from core.permissions import Permission
from core.refusal import Refused

from ...models import Evidence, RectificationEntry
from ...rules.entries.cut_out import marks
from ...rules.entries.evidence_kind import ENDINGS, IMAGES, NotEvidence, kind_of
from .likeness import seen_before
from .story import filled, taken, tell

MOST = 20
WITHDRAWN = "cases.rectificationentry/withdrawn"  # what a row hangs on when its entry no longer rests on it


@operation
def attach_evidence(entry: RectificationEntry, *, by: Any, filename: str, data: bytes, what: str = "") -> Evidence:
    """The file lies with the entry, its bytes as they came, of a picture none beyond its end. The same file again changes
    nothing. Where it, or the same picture, was handed in elsewhere before, `reused_from` says so; it is not refused: the
    checker sees it. Raises Refused (`evidence-type`) for anything but jpg, png, pdf, docx, xlsx without active content."""
    mine, _ = taken(entry, "work", by=by)
    content_type, kept, picture = looked_at(data)
    upload = keep(kept, by=by)
    known = Evidence.objects.filter(entry=mine, upload=upload).first()
    if known is not None:
        return known
    if mine.evidence.count() >= MOST:
        raise Refused(f"一条整改事项最多附 {MOST} 份佐证。请合并成一个 pdf 再传。", code="evidence-count")
    likeness = picture.likeness if picture else ""
    cuts = marks(pictures.opened(picture.data)) if picture and likeness else b""
    row = Evidence.objects.create(
        division_code=mine.division_code,
        entry=mine,
        upload=upload,
        filename=_name(filename, content_type),
        content_type=content_type,
        what=what.strip()[:100],
        likeness=likeness,
        marks=cuts,
        reused_from=seen_before(mine, upload, likeness, cuts, picture)[:120],
        at=timezone.now(),
        by=by,
    )
    summary = {"what": "evidence", "sha256": upload.sha256, "reused": bool(row.reused_from)}
    tell(mine, "work", by=by, text=f"佐证：{row.what or row.filename}", summary=summary)
    return row


@operation
def withdraw_evidence(evidence: Evidence, *, by: Any, reason: str) -> Evidence:
    """A wrong file no longer proves the entry: who handed it in, who took it back and why stay in its story, the bytes are
    kept. Only while the entry is worked on."""
    if evidence.entry is None:
        raise Refused("这份材料已经撤回。请刷新页面后再看。", code="withdrawn-already")
    mine, _ = taken(evidence.entry, "work", by=by)
    row = locked(evidence)
    if row.entry_id != mine.pk:
        raise Refused("这份材料已经撤回。请刷新页面后再看。", code="withdrawn-already")
    told = filled(reason, "撤回的理由", 200)
    row.entry, row.subject_type, row.subject_id = None, WITHDRAWN, str(mine.pk)
    row.save(update_fields=["entry", "subject_type", "subject_id"])
    summary = {"what": "evidence-withdrawn", "sha256": row.upload_id, "reused": bool(row.reused_from)}
    tell(mine, "work", by=by, text=f"撤回佐证：{row.what or row.filename}（{told}）", summary=summary)
    return row


def looked_at(data: bytes) -> tuple[str, bytes, pictures.Picture | None]:
    """The content type, the bytes to keep, and the picture where it is one (decoded to the last pixel). Raises Refused."""
    try:
        kind = kind_of(data)
    except NotEvidence as error:
        raise Refused(str(error), code="evidence-type") from error
    try:
        if kind not in IMAGES:
            return kind, data, None
        kept = pictures.trimmed(data)
        return kind, kept, pictures.clean(kept)
    except pictures.NotAPicture as error:
        raise Refused(error.message, code="evidence-type") from error


def _name(filename: str, content_type: str) -> str:
    """The name as given, with the ending its content has: what says .docx is a document."""
    stem = filename.replace("\\", "/").rpartition("/")[2]
    stem, dot, ending = stem.rpartition(".")
    right = ENDINGS[content_type]
    if dot and (ending.lower() == right or (right == "jpg" and ending.lower() == "jpeg")):
        return f"{stem}.{ending}"[-200:]
    return f"{stem if dot else ending}.{right}"[-200:]


@operation
def note_download(evidence: Evidence, *, by: Any) -> None:
    """The chain holds that `by` took the file."""
    require(by, Permission.ENTRY_VIEW, evidence.division_code)
    audit.record("entry.evidence_read", evidence, by=by, summary={"sha256": evidence.upload_id})
