from django.db import models

from core.ids import new_id
from core.models import ScopedModel, ScopedQuerySet

from .choices import ObligationStatus


class Report(ScopedModel):
    """What one township reports for one month; `division_code` is the township's. It lives through its Submissions.

    `is_late` is decided once, by the server time of the first submission. `arrears` marks a month loaded afterwards (补录):
    it never counts as on time.
    """

    class State(models.TextChoices):
        OPEN = "open", "未报送"
        DRAFT = "draft", "填报中"
        CONFIRMED = "confirmed", "已核查"
        SUBMITTED = "submitted", "已报送"
        RETURNED = "returned", "已退回"
        TAKEN_IN = "taken_in", "已接收"
        LOCKED = "locked", "已锁定"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    period = models.ForeignKey("monthly_reports.Period", models.PROTECT, related_name="reports")
    state = models.CharField("状态", max_length=12, choices=State.choices, default=State.OPEN)
    changes = models.CharField("增减名单", max_length=8, choices=ObligationStatus.choices, default="missing")
    deaths = models.CharField("死亡报告", max_length=8, choices=ObligationStatus.choices, default="missing")
    first_submitted_at = models.DateTimeField(null=True)
    is_late = models.BooleanField("迟报", default=False)
    arrears = models.BooleanField("补录", default=False)
    taken_in_at = models.DateTimeField(null=True)
    taken_in_by = models.ForeignKey("core.User", models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "月报"
        constraints = [
            models.UniqueConstraint(fields=["period", "county_code", "township_code"], name="report_once"),
            models.CheckConstraint(
                name="report_taken_in_paired",
                condition=models.Q(taken_in_at__isnull=True, taken_in_by__isnull=True)
                | models.Q(taken_in_at__isnull=False, taken_in_by__isnull=False),
            ),
        ]
