"""Photos of a visit: real pictures only, seen in one visit only, sealed at rest."""

from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from core import audit, months, pictures, uploads
from core.models import AuditEntry, Division, User
from core.operation import locked, operation, require
from core.operations.uploads import keep
from core.permissions import Permission
from core.refusal import Refused, TransitionRefused

from ..models import Visit, VisitPhoto
from .visitors import require_visitor

SCENE, PAPER = "scene", "paper"
MOST_PHOTOS = 12
MOST_COMPARED = 40
OPENED = "visit.photos_open"


@dataclass(frozen=True)
class Photo:
    """A photo as it arrives: its bytes, and the SHA-256 (64 hex digits) of the file the camera wrote where the browser
    could tell it; without it the bytes that arrived count as the original. `purpose`: scene · paper (the signed form)."""

    data: bytes
    original_sha256: str = ""
    purpose: str = SCENE


@operation
def add_photo(visit: Visit, *, by: User, photo: Photo) -> VisitPhoto:
    """The photo lies with the draft, stripped of everything but the picture. A photo of this visit handed in again changes
    nothing; one of another visit is refused; one that looks like another's is kept and points at it."""
    mine = locked(visit)
    require_visitor(mine, by)
    if mine.state != Visit.State.DRAFT:
        raise TransitionRefused("核查已交签，不能再加照片。")
    if photo.purpose not in (SCENE, PAPER):
        raise Refused("照片的用途只能是入户照片或签字核查表。", code="photo-purpose")
    picture = pictures.clean(photo.data)
    arrived = uploads.sha256(photo.data)
    original = photo.original_sha256.lower() or arrived
    if len(original) != 64 or set(original) - set("0123456789abcdef"):
        raise Refused("照片的指纹读不出来，请重新选择照片。", code="photo-digest")
    stored = uploads.sha256(picture.data)
    if known := _known(mine, {original, arrived}, stored):
        return known
    if mine.photos.count() >= MOST_PHOTOS:
        raise Refused(f"一次核查最多 {MOST_PHOTOS} 张照片，请先删去不用的。", code="photo-count")
    likeness = picture.likeness if photo.purpose == SCENE else ""  # printed forms all look alike
    try:
        with transaction.atomic():
            row = VisitPhoto.objects.create(
                division_code=mine.division_code,
                visit=mine,
                upload=keep(picture.data, by=by),
                original_sha256=original,
                likeness=likeness,
                purpose=photo.purpose,
                resembles=_lookalike(mine, picture, likeness),
                at=timezone.now(),
                by=by,
            )
    except IntegrityError:  # handed in for another visit in the same moment
        raise Refused("这张照片刚被另一次核查使用，不能重复使用。", code="photo-reused") from None
    summary = {"sha256": stored, "purpose": row.purpose, "resembles": row.resembles_id is not None}
    audit.record("visit.photo_add", mine, by=by, summary=summary)
    return row


@operation
def remove_photo(photo: VisitPhoto, *, by: User) -> None:
    """The draft is without the photo; its bytes stay in the store. A photo that another visit's resembles stays."""
    mine = locked(photo.visit)
    require_visitor(mine, by)
    if mine.state != Visit.State.DRAFT:
        raise TransitionRefused("核查已交签，不能再删照片。")
    if VisitPhoto.objects.filter(resembles=photo).exists():
        raise Refused("另一份核查的照片与这张相似，须留着备查，不能删除。", code="photo-resembled")
    audit.record("visit.photo_remove", mine, by=by, summary={"sha256": photo.upload_id})
    photo.delete()


@operation
def note_opening(visit: Visit, *, by: User) -> bool:
    """The chain holds that `by` looked at the photos of this visit; its own inspectors are not noted. True the first time."""
    require(by, Permission.VISIT_VIEW)
    if by.pk in {visit.first_inspector_id, visit.second_inspector_id}:
        return False
    subject = {"subject_type": visit._meta.label_lower, "subject_id": str(visit.pk)}
    if AuditEntry.objects.filter(action=OPENED, actor=by.username, **subject).exists():
        return False
    audit.record(OPENED, visit, by=by)
    return True


def _known(visit: Visit, originals: set[str], stored: str) -> VisitPhoto | None:
    """The same photo in this visit; raises Refused where it lies in another."""
    rows = VisitPhoto.objects.filter(county_code=visit.county_code)
    same = rows.filter(Q(original_sha256__in=originals) | Q(upload_id=stored)).select_related("visit").first()
    if same is None or same.visit_id == visit.pk:
        return same
    day = (same.visit.visited_on or same.at.astimezone(months.SHANGHAI).date()).isoformat()
    town = Division.objects.filter(pk=f"{same.township_code}000").values_list("name", flat=True).first() or ""
    raise Refused(
        f"这张照片已用于{day}{town}的另一次核查，不能重复使用。请上传本次入户现场拍的照片。", code="photo-reused"
    )


def _lookalike(visit: Visit, picture: pictures.Picture, likeness: str) -> VisitPhoto | None:
    """The photo of another visit in the county that shows the same picture. Hashes name candidates, the nearest first; the
    pictures themselves decide."""
    if not likeness:
        return None
    others = VisitPhoto.objects.filter(county_code=visit.county_code).exclude(visit=visit).exclude(likeness="")
    marks = others.order_by("-at").values_list("pk", "likeness")
    mine = pictures.opened(picture.data)
    for pk in pictures.nearest(likeness, marks.iterator(), MOST_COMPARED):
        theirs = VisitPhoto.objects.select_related("upload").get(pk=pk)
        if pictures.same(mine, pictures.opened(uploads.read(theirs.upload))):
            return theirs
    return None
