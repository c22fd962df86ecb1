from django.db import models

from core.fields import SealedField, SealedText
from core.ids import new_id
from core.models import ScopedModel, ScopedQuerySet
from recipients.models import AidKind, CareLevel, CareMode, Grade, Scheme

from .choices import ChangeKind


class ChangeLine(ScopedModel):
    """One line of a change list: one person (or for alterations one household) and what happens from which month.

    `old_*` are what the sheet says the roster holds; amounts in fen per household and month. A correction line points at
    the line it corrects; `withdraws` says that line should never have been.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    submission = models.ForeignKey("monthly_reports.Submission", models.CASCADE, related_name="lines")
    position = models.PositiveIntegerField()
    sheet = models.CharField(max_length=60, blank=True)
    row = models.PositiveIntegerField(default=0)
    kind = models.CharField("变动类型", max_length=20, choices=ChangeKind.choices)
    reason = models.CharField("变动原因", max_length=60, blank=True)
    scheme = models.CharField("救助类别", max_length=24, choices=Scheme.choices)
    household = models.ForeignKey("recipients.Household", models.PROTECT, null=True)
    recipient = models.ForeignKey("recipients.Person", models.PROTECT, null=True)
    village = models.CharField("村", max_length=60, blank=True)
    group = models.CharField("组", max_length=30, blank=True)
    head_name = models.CharField("户主姓名", max_length=50)
    head_id_sealed = SealedField()
    head_id = SealedText("head_id_sealed")
    head_id_index = models.CharField(max_length=32)
    person_name = models.CharField("变动人姓名", max_length=50, blank=True)
    person_id_sealed = SealedField()
    person_id = SealedText("person_id_sealed")
    person_id_index = models.CharField(max_length=32, blank=True)
    relation = models.CharField("与户主关系", max_length=30, blank=True)
    grade_before = models.CharField(max_length=2, choices=Grade.choices, blank=True)
    grade_after = models.CharField(max_length=2, choices=Grade.choices, blank=True)
    care_mode = models.CharField(max_length=12, choices=CareMode.choices, blank=True)
    care_level = models.CharField(max_length=8, choices=CareLevel.choices, blank=True)
    aid_kind = models.CharField(max_length=12, choices=AidKind.choices, blank=True)
    covered_before = models.PositiveSmallIntegerField(null=True)
    covered_after = models.PositiveSmallIntegerField(null=True)
    fen_before = models.BigIntegerField(null=True)
    fen_after = models.BigIntegerField(null=True)
    effective_month = models.CharField("执行月份", max_length=7)
    death_date = models.DateField("死亡日期", null=True)
    account_holder = models.CharField(max_length=50, blank=True)
    account_sealed = SealedField()
    account = SealedText("account_sealed")
    note = models.CharField("备注", max_length=200, blank=True)
    corrects = models.ForeignKey("self", models.PROTECT, null=True, related_name="corrections")
    withdraws = models.BooleanField("撤销原行", default=False)
    return_reason = models.CharField("退回理由", max_length=200, blank=True)
    event_id = models.UUIDField(null=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "变动行"
        ordering = ["submission", "position"]
        indexes = [
            models.Index(fields=["person_id_index"], name="line_by_person"),
            models.Index(fields=["head_id_index"], name="line_by_head"),
        ]
