from typing import Any, Self

from django.db import models

from core.ids import new_id
from core.models import ScopedModel, ScopedQuerySet


class FigureQuerySet(ScopedQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Numbers without names, for everybody who may open the board: a township's users see their township's."""
        return self.within(user.scope) if user.may("dashboard.view") else self.none()


class Figure(ScopedModel):
    """One number of the board: how many, of what, in which township (or at the county itself), in which month.

    `month` is empty for what stands as it is today. `what` is the thing counted, `a` and `b` say by what it is divided
    (docs/glossary.md lists them); money is fen, rates are parts per million. Zero has no row. Written by
    operations.figures alone, from full counts.
    """

    class Kind(models.TextChoices):
        REPORT = "report", "月报报送"
        NIL = "nil", "零报告"
        CHANGE = "change", "增减变动"
        RELIEF = "relief", "在册保障"
        ENTRY = "entry", "整改事项"
        ENTRY_FLOW = "entry_flow", "整改进出"
        WORK = "work", "责任分工"
        PETITION = "petition", "信访件"
        LETTERS = "letters", "信访来件"
        CLUSTER = "cluster", "重复信访"
        CHECK = "check", "抽查推断"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    month = models.CharField("月份", max_length=7, blank=True)
    kind = models.CharField("类别", max_length=12, choices=Kind.choices)
    what = models.CharField("项目", max_length=16)
    a = models.CharField("分项一", max_length=36, blank=True)
    b = models.CharField("分项二", max_length=36, blank=True)
    value = models.BigIntegerField("数值")

    objects = FigureQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "看板数字"
        constraints = [
            models.UniqueConstraint(
                fields=["county_code", "division_code", "month", "kind", "what", "a", "b"], name="figure_once"
            )
        ]
        indexes = [models.Index(fields=["county_code", "month"], name="figure_by_month")]


class FigureStand(models.Model):
    """When a county's figures were last counted: the moment the count began."""

    county_code = models.CharField(max_length=6, primary_key=True)
    counted_at = models.DateTimeField("数据更新于")

    class Meta:
        verbose_name = verbose_name_plural = "看板更新时间"
