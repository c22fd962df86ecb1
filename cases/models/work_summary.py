from django.db import models

from core.ids import new_id
from core.models import ScopedModel, ScopedQuerySet


class WorkSummary(ScopedModel):
    """The second monthly filing (四（四）): a township's work summary and typical-problem ledger of a month, drafted from
    the facts, edited, confirmed by a second person, sent to the bureau's office, combined there."""

    class State(models.TextChoices):
        DRAFT = "draft", "填写中"
        SUBMITTED = "submitted", "已报送"
        RETURNED = "returned", "已退回"
        COMBINED = "combined", "已汇总"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    month = models.CharField("月份", max_length=7)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    facts = models.JSONField("当月数据", default=dict)
    text = models.TextField("工作情况")  # numbers stand in `facts`; the text refers to them as 【收到信访】
    annex = models.JSONField("典型问题办理台账", default=list)  # its rows as filed
    handed_at = models.DateTimeField("送核时间", null=True)
    filled_by = models.ForeignKey("core.User", models.PROTECT, null=True, related_name="+")
    submitted_by = models.ForeignKey("core.User", models.PROTECT, null=True, related_name="+")
    first_submitted_at = models.DateTimeField(null=True)
    submitted_at = models.DateTimeField(null=True)
    is_late = models.BooleanField("迟报", default=False)
    sha256 = models.CharField("内容摘要", max_length=64, blank=True)
    return_reason = models.CharField(max_length=200, blank=True)
    combined_by = models.ForeignKey("core.User", models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "工作情况月报"
        ordering = ["-month", "division_code"]
        constraints = [
            models.UniqueConstraint(fields=["division_code", "month"], name="summary_once"),
            models.CheckConstraint(name="summary_two_people", condition=~models.Q(submitted_by=models.F("filled_by"))),
        ]


class CombinedSummary(ScopedModel):
    """The county's summary of a month, with its 抄报 list; `division_code` is the county's."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    month = models.CharField("月份", max_length=7)
    number = models.CharField("文号", max_length=40, blank=True)
    facts = models.JSONField("当月数据", default=dict)
    text = models.TextField("正文")
    missing = models.JSONField("未报乡镇", default=list)
    copied_to = models.CharField("抄报", max_length=200)
    made_by = models.ForeignKey("core.User", models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["county_code", "month"], name="combined_once")]
