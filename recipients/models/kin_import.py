from django.db import models

from core.models import ScopedQuerySet

from .staged_file import StagedFile


class KinImport(StagedFile):
    """A register of declared kin (备案登记表) of one county on its way in."""

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "备案登记表导入"
        indexes = [models.Index(fields=["county_code", "-staged_at"], name="kin_import_recent")]
