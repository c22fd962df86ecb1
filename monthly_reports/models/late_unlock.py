from django.db import models

from core.ids import new_id
from core.models import ScopedModel, ScopedQuerySet


class LateUnlock(ScopedModel):
    """Leave to file after the bureau has closed the period: named, reasoned, approved by a leader, for a few days."""

    class State(models.TextChoices):
        ASKED = "asked", "待批准"
        APPROVED = "approved", "已批准"
        DECLINED = "declined", "未批准"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    report = models.ForeignKey("monthly_reports.Report", models.PROTECT, related_name="late_unlocks")
    state = models.CharField(max_length=10, choices=State.choices, default=State.ASKED)
    reason = models.CharField("逾期原因", max_length=200)
    asked_by = models.ForeignKey("core.User", models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    decided_by = models.ForeignKey("core.User", models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decision_note = models.CharField("批示", max_length=200, blank=True)
    valid_until = models.DateTimeField(null=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "逾期补报批准"
        constraints = [
            models.CheckConstraint(
                name="unlock_decided_paired",
                condition=models.Q(decided_by__isnull=True, decided_at__isnull=True)
                | models.Q(decided_by__isnull=False, decided_at__isnull=False),
            ),
            models.CheckConstraint(name="unlock_four_eyes", condition=~models.Q(decided_by=models.F("asked_by"))),
        ]
