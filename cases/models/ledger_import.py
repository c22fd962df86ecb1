from django.db import models

from core.models import ScopedQuerySet
from recipients.models import StagedFile


class LedgerImport(StagedFile):
    """A rectification ledger (整改台账) as a workbook on its way in; `division_code` is that of whoever handed it in."""

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "整改台账导入"
        indexes = [models.Index(fields=["county_code", "-staged_at"], name="ledger_import_recent")]
