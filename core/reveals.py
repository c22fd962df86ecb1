"""Whether a person may read identifiers in full on one subject's page just now."""

import datetime as dt
from typing import Any

from django.db import models
from django.utils import timezone

from .models import RevealGrant


def is_open(user: Any, subject: models.Model) -> dt.datetime | None:
    """Until when `user` reads `subject` in full; None when it is masked. A changed role or a lost scope closes it at once
    because the page itself asks for both."""
    now = timezone.now()
    return (
        RevealGrant.objects.filter(
            user=user, subject_type=subject._meta.label_lower, subject_id=str(subject.pk), until__gt=now
        )
        .order_by("-until")
        .values_list("until", flat=True)
        .first()
    )
