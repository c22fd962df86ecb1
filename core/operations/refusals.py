"""What the doors turned away, told to the audit chain."""

from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from .. import audit
from ..models import RefusalTally, User


def note(user: User, page: str, **summary: Any) -> None:
    """A signed-in person asked for a page their role does not have; one entry each."""
    audit.record("refused", by=user, division_code=user.division_id, summary={"page": page, **summary})


def count_visitor() -> None:
    """A visitor who is not signed in was turned away: counted, and told as one entry a minute."""
    minute = timezone.now().strftime("%Y-%m-%dT%H:%M")
    with transaction.atomic():
        settle(before=minute)
        tally, _ = RefusalTally.objects.get_or_create(minute=minute)
        RefusalTally.objects.filter(pk=tally.pk).update(count=F("count") + 1)


def settle(*, before: str = "") -> int:
    """Every finished minute with visitors turned away stands in the chain as one counted entry; says how many."""
    before = before or timezone.now().strftime("%Y-%m-%dT%H:%M")
    if not RefusalTally.objects.filter(minute__lt=before).exists():
        return 0
    with transaction.atomic():
        finished = list(RefusalTally.objects.select_for_update().filter(minute__lt=before).order_by("minute"))
        for tally in finished:
            audit.record("refused.visitors", summary={"minute": tally.minute, "count": tally.count})
        RefusalTally.objects.filter(pk__in=[tally.pk for tally in finished]).delete()
    return len(finished)
