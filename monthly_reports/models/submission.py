from django.db import models

from core.fields import SealedField, SealedText
from core.ids import new_id
from core.models import ScopedModel, ScopedQuerySet


class Submission(ScopedModel):
    """One version of a township's report. A draft may be replaced; once submitted it is never edited, only followed."""

    class State(models.TextChoices):
        STAGED = "staged", "等待核对"
        INVALID = "invalid", "有错误"
        UNREADABLE = "unreadable", "无法读取"
        DRAFT = "draft", "待核查确认"
        CONFIRMED = "confirmed", "待报送"
        SUBMITTED = "submitted", "待接收"
        RETURNED = "returned", "已退回"
        TAKEN_IN = "taken_in", "已接收"
        REPLACED = "replaced", "已被替换"

    class Source(models.TextChoices):
        FILE = "file", "上传表格"
        GRID = "grid", "在线填写"
        BUTTON = "button", "无变动按钮"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    report = models.ForeignKey("monthly_reports.Report", models.PROTECT, related_name="submissions")
    number = models.PositiveSmallIntegerField("版本")
    is_correction = models.BooleanField("更正件", default=False)
    source = models.CharField(max_length=8, choices=Source.choices)
    state = models.CharField("状态", max_length=12, choices=State.choices, default=State.STAGED)
    content_sealed = SealedField()
    content = SealedText("content_sealed")
    findings_sealed = SealedField()
    findings_json = SealedText("findings_sealed")
    counts = models.JSONField(default=dict)
    warning_reason = models.CharField("警告说明", max_length=200, blank=True)
    message = models.CharField(max_length=300, blank=True)
    sha256 = models.CharField("内容摘要", max_length=64, blank=True)
    filled_by = models.ForeignKey("core.User", models.PROTECT, related_name="+")
    filled_at = models.DateTimeField()
    handed_at = models.DateTimeField("交核查时间", null=True)
    confirmed_by = models.ForeignKey("core.User", models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    submitted_by = models.ForeignKey("core.User", models.PROTECT, null=True, related_name="+")
    submitted_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey("core.User", models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    return_reason = models.TextField("退回理由", blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "报送件"
        constraints = [
            models.UniqueConstraint(fields=["report", "number"], name="submission_number_once"),
            models.CheckConstraint(
                name="submission_four_eyes", condition=~models.Q(confirmed_by=models.F("filled_by"))
            ),
        ]


class SubmissionFile(models.Model):
    """One of the workbooks a submission was made from."""

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="files")
    upload = models.ForeignKey("core.Upload", models.PROTECT)
    filename = models.CharField(max_length=200)
