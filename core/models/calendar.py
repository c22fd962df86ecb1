from django.db import models


class Workday(models.Model):
    """A day that differs from the national calendar: a regional holiday, or a day made up (调休)."""

    day = models.DateField("日期", primary_key=True)
    is_working = models.BooleanField("上班", default=False)
    name = models.CharField("说明", max_length=60)

    class Meta:
        verbose_name = verbose_name_plural = "节假日例外"
        ordering = ["day"]

    def __str__(self) -> str:
        return f"{self.day} {self.name}"
