"""Photos as pages show them, with a warning where one looks like another's."""

from typing import Any

from core import months
from core.models import User

from ...models import Visit
from . import lookup


def photo_rows(visit: Visit, user: User) -> list[dict[str, Any]]:
    """The photos of the visit, in the order they came. `warning` says when and where the lookalike was taken; `other` is
    that photo where the person may see its visit."""
    rows = list(visit.photos.select_related("resembles__visit").order_by("at", "pk"))
    alike = [row.resembles for row in rows if row.resembles is not None]
    names = lookup.names_of({f"{photo.township_code}000" for photo in alike}) if alike else {}
    seen = set(
        Visit.objects.visible_to(user).filter(pk__in={photo.visit_id for photo in alike}).values_list("pk", flat=True)
    ) if alike else set()  # fmt: skip
    found = []
    for number, row in enumerate(rows, 1):
        warning, other = "", None
        if row.resembles is not None:
            day = row.resembles.visit.visited_on or row.resembles.at.astimezone(months.SHANGHAI).date()
            town = names.get(f"{row.resembles.township_code}000", "")
            warning = f"与{months.chinese_day(day)}{town}另一次核查的照片相似，请核对是否本次现场所拍。"
            may = row.resembles.visit_id in seen and lookup.may_read(row.resembles.visit, user)
            other = row.resembles if may else None
        label = "签字核查表" if row.purpose == "paper" else "入户照片"
        found.append({"photo": row, "label": f"{label} {number}", "warning": warning, "other": other})
    return found
