from django.db import models

from core.ids import new_id


class Period(models.Model):
    """One month of reporting in one county: when it opened, by when it is due, whether the bureau has closed it.

    `due_date` is T, the last day on which a filing is on time; `deadline` the moment after which it is late (UTC).
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    county_code = models.CharField(max_length=6)
    month = models.CharField("月份", max_length=7)
    due_date = models.DateField("截止日")
    deadline = models.DateTimeField("截止时间")
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey("core.User", models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = verbose_name_plural = "报告期"
        constraints = [
            models.UniqueConstraint(fields=["county_code", "month"], name="period_once"),
            models.CheckConstraint(
                name="period_closed_paired",
                condition=models.Q(closed_at__isnull=True, closed_by__isnull=True)
                | models.Q(closed_at__isnull=False, closed_by__isnull=False),
            ),
        ]
