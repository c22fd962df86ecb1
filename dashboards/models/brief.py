from typing import Any, Self

from django.db import models

from core.ids import new_id
from core.models import ScopedModel, ScopedQuerySet


class BriefQuerySet(ScopedQuerySet):
    def visible_to(self, user: Any) -> Self:
        """The county's, for those who work for the whole county and for its leadership."""
        may = user.may("dashboard.view") and not user.is_township
        return self.within(user.scope[:6]) if may else self.none()


class Brief(ScopedModel):
    """The county's brief of a month: text drafted from the figures, and the tables of its charts as they stood then.

    `division_code` is the county's. `charts` holds numbers and kinds of case only. Making it anew replaces both.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    month = models.CharField("月份", max_length=7)
    text = models.TextField("正文")
    charts = models.JSONField(default=list)
    counted_at = models.DateTimeField("数据截至")
    made_by = models.ForeignKey("core.User", models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    objects = BriefQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "工作简报"
        ordering = ["-month"]
        constraints = [models.UniqueConstraint(fields=["county_code", "month"], name="brief_once")]
