from django.db import models

from core.fields import SealedField, SealedText
from core.ids import new_id
from core.models import ScopedModel


class StagedFile(ScopedModel):
    """A workbook on its way in: kept, checked, previewed, then committed as a whole or not at all.

    `staged` is the neutral content of the sheet, sealed; `findings` are shown in full to those who filed it and so are
    sealed too. `counts` holds the preview in numbers.
    """

    class State(models.TextChoices):
        STAGED = "staged", "等待核对"
        INVALID = "invalid", "有错误"
        VALID = "valid", "可以入库"
        UNREADABLE = "unreadable", "无法读取"
        COMMITTED = "committed", "已入库"
        REVERSED = "reversed", "已撤回"
        DISCARDED = "discarded", "已放弃"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    upload = models.ForeignKey("core.Upload", models.PROTECT)
    filename = models.CharField("文件名", max_length=200)
    state = models.CharField("状态", max_length=12, choices=State.choices, default=State.STAGED)
    staged_sealed = SealedField()
    staged = SealedText("staged_sealed")
    findings_sealed = SealedField()
    findings_json = SealedText("findings_sealed")
    counts = models.JSONField(default=dict)
    warning_reason = models.CharField("警告说明", max_length=200, blank=True)
    message = models.CharField(max_length=300, blank=True)
    staged_at = models.DateTimeField()
    staged_by = models.ForeignKey("core.User", models.PROTECT, null=True, related_name="+")
    checked_at = models.DateTimeField(null=True)
    committed_at = models.DateTimeField(null=True)
    committed_by = models.ForeignKey("core.User", models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True
