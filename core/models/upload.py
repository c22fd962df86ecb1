from django.db import models

from ..ids import new_id
from .scoped import ScopedModel, ScopedQuerySet


class Upload(models.Model):
    """Bytes kept once under their SHA-256; `operations.uploads.keep` writes them. Without a path they were erased."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    size = models.PositiveIntegerField()
    path = models.CharField(max_length=120)
    created_at = models.DateTimeField(auto_now_add=True)


class Attachment(ScopedModel):
    """A file as somebody handed it in: its name, its bytes, and to what it belongs."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    upload = models.ForeignKey(Upload, models.PROTECT)
    filename = models.CharField("文件名", max_length=200)
    content_type = models.CharField(max_length=100, blank=True)
    subject_type = models.CharField(max_length=60)
    subject_id = models.CharField(max_length=64)
    purpose = models.CharField("用途", max_length=30, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey("core.User", models.PROTECT)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["subject_type", "subject_id"])]
