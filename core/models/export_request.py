from django.db import models

from ..ids import new_id
from .scoped import ScopedModel, ScopedQuerySet


class ExportRequest(ScopedModel):
    """An unmasked export: asked for with a reason, approved by a second person, then downloaded with a watermark."""

    class State(models.TextChoices):
        ASKED = "asked", "待批准"
        APPROVED = "approved", "已批准"
        DECLINED = "declined", "未批准"
        DONE = "done", "已下载"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField("内容", max_length=40)
    parameters = models.JSONField(default=dict)
    reason = models.CharField("用途", max_length=200)
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.ASKED)
    asked_by = models.ForeignKey("core.User", models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    decided_by = models.ForeignKey("core.User", models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "明码导出申请"
        constraints = [
            models.CheckConstraint(
                name="export_decided_paired",
                condition=models.Q(decided_by__isnull=True, decided_at__isnull=True)
                | models.Q(decided_by__isnull=False, decided_at__isnull=False),
            ),
            models.CheckConstraint(name="export_four_eyes", condition=~models.Q(decided_by=models.F("asked_by"))),
        ]
