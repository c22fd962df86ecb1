from django.db import models

from core.models import ScopedQuerySet

from .staged_file import StagedFile


class RosterImport(StagedFile):
    """A roster workbook of one township and month on its way in."""

    month = models.CharField("所属月份", max_length=7)
    reversed_at = models.DateTimeField(null=True)
    reversed_by = models.ForeignKey("core.User", models.PROTECT, null=True, related_name="+")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "花名册导入"
        indexes = [models.Index(fields=["township_code", "-staged_at"], name="import_recent")]
