from django.db import models


class AuditEntry(models.Model):
    """One link of a county's audit chain ('000000' is the system's own). Never changed, never deleted.

    hash = SHA256("MZAUD1:" number ":" previous hash ":" canon); canon is sorted-key ASCII JSON of what happened.
    """

    chain = models.CharField("链", max_length=6)
    number = models.BigIntegerField("序号")
    at = models.DateTimeField("时间")
    actor = models.CharField("操作人", max_length=40, blank=True)
    action = models.CharField("动作", max_length=60)
    subject_type = models.CharField(max_length=60, blank=True)
    subject_id = models.CharField(max_length=64, blank=True)
    division_code = models.CharField(max_length=12, blank=True)
    canon = models.TextField()
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = verbose_name_plural = "审计记录"
        constraints = [models.UniqueConstraint(fields=["chain", "number"], name="audit_number_once")]
        indexes = [
            models.Index(fields=["subject_type", "subject_id"]),
            models.Index(fields=["chain", "actor", "number"], name="audit_by_actor"),
            models.Index(fields=["chain", "action", "number"], name="audit_by_action"),
        ]

    def __str__(self) -> str:
        return f"{self.chain}-{self.number}"


class AuditValue(models.Model):
    """The clear value behind a salted digest in the chain; may be erased at the end of its retention, the chain stays valid."""

    entry = models.ForeignKey(AuditEntry, models.PROTECT, related_name="values")
    field = models.CharField(max_length=60)
    salt = models.CharField(max_length=32)
    value = models.TextField()


class AuditHead(models.Model):
    """The newest link of each chain; locked last in every writing transaction."""

    chain = models.CharField(max_length=6, primary_key=True)
    number = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64)
