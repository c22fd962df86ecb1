from django.db import models

from core.fields import SealedField, SealedText
from core.ids import new_id
from core.models import ScopedModel, ScopedQuerySet


class Consultation(ScopedModel):
    """A question about policy (政策咨询): asked, answered, and how long that took."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    asked_at = models.DateTimeField("咨询时间")
    channel = models.CharField("渠道", max_length=10)
    subject = models.CharField("咨询内容", max_length=300)
    caller_sealed = SealedField()
    caller = SealedText("caller_sealed")
    answer = models.CharField("答复", max_length=500, blank=True)
    answered_at = models.DateTimeField("答复时间", null=True)
    answered_by = models.ForeignKey("core.User", models.PROTECT, null=True, related_name="+")
    registered_by = models.ForeignKey("core.User", models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "政策咨询"
        ordering = ["-asked_at"]


class DutyShift(ScopedModel):
    """Who answers the published telephone on a day (值守)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    day = models.DateField("日期")
    telephone = models.CharField("电话", max_length=20)
    person = models.CharField("值班人", max_length=50)
    user = models.ForeignKey("core.User", models.PROTECT, null=True, related_name="+")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "电话值守"
        ordering = ["-day"]
        constraints = [models.UniqueConstraint(fields=["division_code", "day", "telephone"], name="shift_once")]


class CallLog(ScopedModel):
    """A call to a published telephone; missed and test calls as well."""

    class Kind(models.TextChoices):
        ANSWERED = "answered", "已接听"
        MISSED = "missed", "未接"
        TEST = "test", "测试拨打"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    at = models.DateTimeField("来电时间")
    telephone = models.CharField("电话", max_length=20)
    kind = models.CharField("情况", max_length=10, choices=Kind.choices)
    note = models.CharField("内容", max_length=300, blank=True)
    petition = models.ForeignKey("cases.Petition", models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey("core.User", models.PROTECT, related_name="+")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "来电记录"
        ordering = ["-at"]


class PublicTelephone(ScopedModel):
    """A complaint telephone as published, by township (division_code)."""

    telephone = models.CharField("电话", max_length=20)
    unit = models.CharField("单位", max_length=60)
    hours = models.CharField("受理时间", max_length=60, blank=True)
    published = models.BooleanField("公开", default=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "公开电话"
        constraints = [models.UniqueConstraint(fields=["division_code", "telephone"], name="telephone_once")]


class PublicReceipt(models.Model):
    """The door key of somebody who wrote on the public page: a 16-digit receipt, kept only as a hash. Nothing of who they
    are or where they came from is kept here."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    petition = models.OneToOneField("cases.Petition", models.PROTECT, related_name="receipt")
    receipt_hash = models.CharField(max_length=128, unique=True)
    day = models.DateField()


class PublicMessage(models.Model):
    """A further message under a receipt, from outside or from the handlers to the outside."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    receipt = models.ForeignKey(PublicReceipt, models.PROTECT, related_name="messages")
    from_outside = models.BooleanField(default=True)
    text_sealed = SealedField()
    text = SealedText("text_sealed")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at"]


class SpentToken(models.Model):
    """A form of the public page that was sent, for as long as it could be sent again: neither says anything of the sender."""

    mark = models.CharField(max_length=64, primary_key=True)
    content = models.CharField(max_length=64)
    at = models.DateTimeField(db_index=True)
