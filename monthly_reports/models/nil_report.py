from django.db import models

from core.ids import new_id
from core.models import ScopedModel, ScopedQuerySet

from .choices import Obligation


class NilReport(ScopedModel):
    """A signed statement that there was nothing to report: not the absence of a report but one of its own."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    submission = models.ForeignKey("monthly_reports.Submission", models.CASCADE, related_name="nil_reports")
    obligation = models.CharField(max_length=8, choices=Obligation.choices)
    statement = models.CharField("声明", max_length=200)
    signed_by = models.ForeignKey("core.User", models.PROTECT, related_name="+")
    signed_at = models.DateTimeField()

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "零报告"
        constraints = [models.UniqueConstraint(fields=["submission", "obligation"], name="nil_once")]
