"""Visits and drawn items a person may see: what lies elsewhere is not found."""

from django.db.models import F, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from core import months
from core.access import Request
from core.models import Division, User

from ...models import DrawItem, Visit, VisitPhoto
from ...standing import OUT

WITH = ("item__draw", "household", "first_inspector", "second_inspector")


def visit_or_404(request: Request, pk: object) -> Visit:
    """The visit with its item, draw, household and inspectors."""
    return get_object_or_404(Visit.objects.visible_to(request.user).select_related(*WITH), pk=pk)


def my_visit_or_404(request: Request, pk: object) -> Visit:
    """A visit of which the person is one of the two inspectors."""
    visit = visit_or_404(request, pk)
    if not is_inspector(visit, request.user):
        raise Http404
    return visit


def is_inspector(visit: Visit, user: User) -> bool:
    """Whether the person is one of the visit's two."""
    return user.pk in {visit.first_inspector_id, visit.second_inspector_id}


def may_read(visit: Visit, user: User) -> bool:
    """Whether the person may read what was found: its inspectors and the bureau at once, the township once it is signed."""
    return is_inspector(visit, user) or visit.state == Visit.State.SIGNED or not user.is_township


def photo_or_404(request: Request, pk: object) -> VisitPhoto:
    """A photo of a visit that the person may read."""
    photo = get_object_or_404(VisitPhoto.objects.select_related("visit", "upload"), pk=pk)
    seen = Visit.objects.visible_to(request.user).filter(pk=photo.visit_id).exists()
    if not seen or not may_read(photo.visit, request.user):
        raise Http404
    return photo


def items_of(user: User) -> QuerySet[DrawItem]:
    """Items of draws that are out which the person is to visit as one of the two inspectors."""
    mine = Q(draw__inspectors__user=user, draw__inspectors__township_code=F("township_code"))
    return DrawItem.objects.to_visit().filter(mine, draw__state__in=OUT, county_code=user.scope[:6])


def my_item_or_404(request: Request, pk: object) -> DrawItem:
    """A drawn item that the person is to visit."""
    return get_object_or_404(items_of(request.user).select_related("draw", "household", "visit"), pk=pk)


def names_of(codes: set[str]) -> dict[str, str]:
    """Names of divisions by their 12-digit code."""
    return dict(Division.objects.filter(code__in=codes).values_list("code", "name"))


def place_words(division_code: str, names: dict[str, str]) -> str:
    """Township and village by name."""
    return "".join(dict.fromkeys(names.get(code, "") for code in (f"{division_code[:9]}000", division_code)))


def days_left(item: DrawItem) -> int | None:
    """Calendar days until the draw's visits are due; negative when past, None without a deadline."""
    due = item.draw.visits_due
    return (due - months.today()).days if due else None
