"""The first steps are put away or called back by the person they are for."""

from django.utils import timezone

from core import audit
from core.models import User
from core.operation import operation

from ..models import TourChoice


@operation
def choose_tour(*, by: User, shown: bool) -> TourChoice:
    """The first steps show on the home page of `by`, done or not, or show no more."""
    choice, _ = TourChoice.objects.update_or_create(user_id=by.pk, defaults={"shown": shown, "at": timezone.now()})
    audit.record("tour.show" if shown else "tour.hide", by=by, division_code=by.division_id)
    return choice
