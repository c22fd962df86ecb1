"""Forms that can no longer be sent are forgotten."""

import datetime as dt

from django.utils import timezone

from ...models import SpentToken

VALID = dt.timedelta(hours=2)
KEPT = VALID + dt.timedelta(hours=1)


def forget_tokens() -> int:
    """Marks of forms that have expired are gone; says how many."""
    return SpentToken.objects.filter(at__lt=timezone.now() - KEPT).delete()[0]
