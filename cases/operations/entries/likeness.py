"""Whether a picture or paper was seen before: the same bytes anywhere in the county, the same picture again, or a part of
it."""

from typing import Any

from core import pictures, uploads
from core.models import Division, Upload
from spot_checks.models import VisitPhoto

from ...models import Evidence, RectificationEntry
from ...rules.entries.cut_out import NEAR, distance, is_cut

MOST_COMPARED = 12


def seen_before(
    entry: RectificationEntry, upload: Upload, likeness: str, cuts: bytes, picture: pictures.Picture | None
) -> str:
    """Where else in the county the bytes, the picture or a part of it lie ('' for nowhere): evidence of another entry, or a
    visit's photo. Hashes (`likeness`, `cuts`) name candidates, the nearest first; the pictures themselves decide."""
    elsewhere = (
        Evidence.objects.filter(county_code=entry.county_code).exclude(entry=entry).exclude(subject_id=str(entry.pk))
    )
    photos = VisitPhoto.objects.filter(county_code=entry.county_code)
    same = elsewhere.filter(upload=upload).select_related("entry").order_by("at").first()
    if same is not None:
        return f"与{_named(same)}是同一个文件"
    taken = photos.filter(original_sha256=upload.sha256) | photos.filter(upload=upload)
    photo = taken.select_related("visit").first()
    if photo is not None:
        return f"与{_visit(photo)}是同一张照片"
    if not likeness or picture is None:
        return ""
    mine = pictures.opened(picture.data)
    return _same(mine, likeness, elsewhere, photos) or _cut(mine, cuts, elsewhere)


def _same(mine: Any, likeness: str, elsewhere: Any, photos: Any) -> str:
    for _, kind, pk in _candidates(likeness, elsewhere, photos)[:MOST_COMPARED]:
        if kind == "evidence":
            row = Evidence.objects.select_related("entry", "upload").get(pk=pk)
            if pictures.same(mine, pictures.opened(uploads.read(row.upload))):
                return f"与{_named(row)}是同一张图片（重新压缩或裁剪）"
        else:
            shot = VisitPhoto.objects.select_related("visit", "upload").get(pk=pk)
            if pictures.same(mine, pictures.opened(uploads.read(shot.upload))):
                return f"与{_visit(shot)}是同一张图片（重新压缩或裁剪）"
    return ""


def _cut(mine: Any, cuts: bytes, elsewhere: Any) -> str:
    """Of which evidence the picture is a part, or which is a part of it."""
    known = elsewhere.exclude(likeness="").values_list("pk", "marks").iterator()
    apart = ((min(distance(cuts, bytes(theirs)), distance(bytes(theirs), cuts)), str(pk)) for pk, theirs in known)
    for _, pk in sorted(pair for pair in apart if pair[0] <= NEAR)[:MOST_COMPARED]:
        row = Evidence.objects.select_related("entry", "upload").get(pk=pk)
        if _overlap(mine, pictures.opened(uploads.read(row.upload)), cuts, bytes(row.marks)):
            return f"与{_named(row)}是同一张图片的一部分（裁剪）"
    return ""


def _overlap(mine: Any, theirs: Any, my_marks: bytes, their_marks: bytes) -> bool:
    """Whether one is a part of the other; a direction in which the marks are far apart is not tried."""
    part = distance(my_marks, their_marks) <= NEAR and is_cut(mine, theirs, my_marks, their_marks)
    return part or (distance(their_marks, my_marks) <= NEAR and is_cut(theirs, mine, their_marks, my_marks))


def _candidates(likeness: str, elsewhere: Any, photos: Any) -> list[tuple[int, str, str]]:
    found = []
    for kind, rows in (("evidence", elsewhere), ("photo", photos)):
        for pk, theirs in rows.exclude(likeness="").values_list("pk", "likeness").iterator():
            if pictures.alike(likeness, theirs):
                found.append((pictures.distance(likeness, theirs), kind, str(pk)))
    return sorted(found)


def _named(row: Evidence) -> str:
    return f"整改事项 {row.entry.number} 的佐证" if row.entry is not None else "其他事项的佐证（已撤回或另作他用）"


def _visit(photo: VisitPhoto) -> str:
    town = Division.objects.filter(pk=f"{photo.township_code}000").values_list("name", flat=True).first() or ""
    day = photo.visit.visited_on
    return f"{day.isoformat() if day else ''}{town}入户核查照片"
