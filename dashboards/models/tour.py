from django.db import models


class TourChoice(models.Model):
    """Whether somebody put the first steps away, or asked for them again. Without a row they show until the first real task
    is done, which the audit chain tells."""

    user = models.OneToOneField("core.User", models.CASCADE, primary_key=True, related_name="tour")
    shown = models.BooleanField("显示", default=False)
    at = models.DateTimeField()

    class Meta:
        verbose_name = verbose_name_plural = "上手步骤"
