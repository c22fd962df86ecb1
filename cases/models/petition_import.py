from django.db import models

from core.models import ScopedQuerySet
from recipients.models import StagedFile


class PetitionImport(StagedFile):
    """A ledger of petitions (信访台账) as a workbook on its way in; `division_code` is the county's."""

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "信访台账导入"
        indexes = [models.Index(fields=["county_code", "-staged_at"], name="petition_import_recent")]
