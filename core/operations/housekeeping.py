"""Bookkeeping that has served its purpose."""

from django.contrib.sessions.models import Session
from django.utils import timezone

from ..idempotency import KEPT
from ..models import IdempotencyKey
from . import refusals, throttle


def tidy() -> dict[str, int]:
    """Finished minutes of turned-away visitors become entries; what is past its time goes. Says how many of each."""
    now = timezone.now()
    return {
        "refusals": refusals.settle(),
        "throttles": throttle.tidy(),
        "sessions": Session.objects.filter(expire_date__lt=now).delete()[0],
        "keys": IdempotencyKey.objects.filter(at__lt=now - KEPT).delete()[0],
    }
