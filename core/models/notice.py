from django.db import models

from ..ids import new_id


class NoticeQuerySet(models.QuerySet["Notice"]):
    def visible_to(self, user) -> "NoticeQuerySet":
        """The person's own inbox."""
        return self.filter(recipient=user)

    def unread(self) -> "NoticeQuerySet":
        return self.filter(read_at__isnull=True)


class Notice(models.Model):
    """A row in someone's inbox that says what, why and where. `key` makes it exist once however often a job runs.

    Reading it clears nothing: duties are derived from the state of the work itself.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    recipient = models.ForeignKey("core.User", models.CASCADE, related_name="notices")
    key = models.CharField(max_length=150)
    kind = models.CharField("类别", max_length=30)
    title = models.CharField("标题", max_length=120)
    body = models.TextField("内容", blank=True)
    url = models.CharField(max_length=200, blank=True)
    division_code = models.CharField(max_length=12, blank=True)
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "通知"
        ordering = ["-created_at"]
        constraints = [models.UniqueConstraint(fields=["recipient", "key"], name="notice_once")]
        indexes = [models.Index(fields=["recipient", "-created_at"], name="notice_inbox")]
