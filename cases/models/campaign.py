from django.db import models

from core.ids import new_id
from core.models import ScopedModel, ScopedQuerySet

from .choices import StageKind, TaskArea


class Campaign(ScopedModel):
    """A campaign of the bureau (专项整治): its plan's number, and its stages. `division_code` is the county's."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    title = models.CharField("名称", max_length=120)
    document_number = models.CharField("文号", max_length=40)
    first_day = models.DateField("开始")
    last_day = models.DateField("结束")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "专项整治"
        ordering = ["-first_day"]
        constraints = [models.UniqueConstraint(fields=["county_code", "document_number"], name="campaign_once")]


class Stage(models.Model):
    """A stage of a campaign: 自查自纠, 集中整治, 总结提高."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="stages")
    kind = models.CharField("阶段", max_length=14, choices=StageKind.choices)
    first_day = models.DateField("开始")
    last_day = models.DateField("结束")

    class Meta:
        ordering = ["first_day"]
        constraints = [models.UniqueConstraint(fields=["campaign", "kind"], name="stage_once")]


class Responsibility(ScopedModel):
    """A line of the responsibility matrix: task × unit × person × date. Duties come from it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="responsibilities")
    task = models.CharField("任务", max_length=10, choices=TaskArea.choices)
    work = models.CharField("具体工作", max_length=200)
    unit = models.CharField("责任单位", max_length=60)
    leader = models.CharField("责任领导", max_length=50, blank=True)
    person = models.ForeignKey("core.User", models.PROTECT, null=True, related_name="+", verbose_name="责任人")
    due_on = models.DateField("时限")
    done_at = models.DateTimeField("完成时间", null=True)
    done_by = models.ForeignKey("core.User", models.PROTECT, null=True, related_name="+")
    outcome = models.CharField("完成情况", max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "责任分工"
        ordering = ["task", "due_on"]
        constraints = [
            models.CheckConstraint(
                name="responsibility_done_paired",
                condition=models.Q(done_at__isnull=True, done_by__isnull=True)
                | models.Q(done_at__isnull=False, done_by__isnull=False),
            )
        ]
