from django.db import models

from core.fields import SealedField, SealedText
from core.ids import new_id
from core.models import ScopedModel, ScopedQuerySet

from .petition import Petition


class ClueQuerySet(ScopedQuerySet):
    def visible_to(self, user) -> "ClueQuerySet":
        """For the county's holders of clue.view alone; never for a township. Where it comes from a sealed petition, for
        that case's handlers alone, and for whoever receives it once it was sent. A draft is not the receiver's yet."""
        if not user.may("clue.view") or user.is_township:
            return self.none()
        rows = self.within(user.scope)
        handles = Petition.objects.filter(is_sealed=True).visible_to(user).values("pk")
        mine = models.Q(petition__isnull=True) | models.Q(petition__is_sealed=False) | models.Q(petition__in=handles)
        if user.may("clue.receive"):
            sent = ~models.Q(state=ClueReferral.State.DRAFTED)
            return rows.filter(sent | (mine & models.Q(handler=user)))
        return rows.filter(mine)


class ClueReferral(ScopedModel):
    """A clue handed to the discipline commission (线索移交): sealed package, 移交单, receipt, disposal, result, money.
    `division_code` is the county's; what it concerns is sealed."""

    class State(models.TextChoices):
        DRAFTED = "drafted", "拟移交"
        SENT = "sent", "已移交待签收"
        RECEIVED = "received", "已签收"
        DISPOSED = "disposed", "已反馈"
        RETURNED = "returned", "退回补充"

    class Disposal(models.TextChoices):
        TALK = "talk", "谈话函询"
        PRELIMINARY = "preliminary", "初步核实"
        SHELVED = "shelved", "暂存待查"
        CLOSED = "closed", "予以了结"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.CharField("移交文号", max_length=40)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFTED)
    source = models.CharField("线索来源", max_length=40)
    content_sealed = SealedField()
    content = SealedText("content_sealed")  # JSON: clue text, accused (name, unit, post), households, how found
    amount_fen = models.BigIntegerField("涉及金额（分）", default=0)
    entry = models.ForeignKey("cases.RectificationEntry", models.PROTECT, null=True, related_name="referrals")
    petition = models.ForeignKey("cases.Petition", models.PROTECT, null=True, related_name="referrals")
    handler = models.ForeignKey("core.User", models.PROTECT, related_name="+", verbose_name="处理人员")
    drafted_at = models.DateTimeField()
    package = models.ForeignKey("core.Upload", models.PROTECT, null=True, related_name="+")
    package_sha256 = models.CharField(max_length=64, blank=True)
    manifest = models.JSONField(default=list)  # [{name, size, sha256}]
    sent_at = models.DateTimeField(null=True)
    sent_by = models.ForeignKey("core.User", models.PROTECT, null=True, related_name="+")
    received_at = models.DateTimeField(null=True)
    received_by = models.ForeignKey("core.User", models.PROTECT, null=True, related_name="+")
    return_reason = models.CharField("退回原因", max_length=200, blank=True)
    disposal = models.CharField("处置方式", max_length=12, choices=Disposal.choices, blank=True)
    disposed_on = models.DateField("反馈日期", null=True)
    result = models.CharField("处理结果", max_length=500, blank=True)
    recovered_fen = models.BigIntegerField("追缴金额（分）", default=0)
    held_accountable = models.PositiveSmallIntegerField("追责人数", default=0)
    version = models.PositiveIntegerField(default=1)

    objects = ClueQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "线索移交"
        constraints = [
            models.UniqueConstraint(fields=["county_code", "number"], name="referral_number_once"),
            models.CheckConstraint(name="referral_two_people", condition=~models.Q(received_by=models.F("sent_by"))),
        ]
