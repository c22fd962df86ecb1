from django.db import models

from ..ids import new_id


class RevealGrant(models.Model):
    """One person's leave to read identifiers in full on one subject's page, for ten minutes, for a stated reason."""

    class Reason(models.TextChoices):
        VERIFY = "verify", "核对身份信息"
        VISIT = "visit", "入户核查准备"
        PAYMENT = "payment", "核对发放账户"
        PETITION = "petition", "信访件办理"
        AUDIT = "audit", "配合审计监督"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey("core.User", models.CASCADE)
    subject_type = models.CharField(max_length=60)
    subject_id = models.CharField(max_length=64)
    reason = models.CharField("理由", max_length=20, choices=Reason.choices)
    at = models.DateTimeField()
    until = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["user", "subject_type", "subject_id", "-until"], name="reveal_open")]
