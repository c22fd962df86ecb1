from django.db import models

from core.ids import new_id
from core.models import ScopedModel, ScopedQuerySet


class RosterEvent(ScopedModel):
    """Why a household's lines in the roster are what they are: who changed them, from which month, on what paper.

    The roster changes only through these. `terms` holds the state before and after without personal data; `paper` is the
    sentence a reader sees; `source_id` the import or the change line (its app is above this one, so no foreign key).
    """

    class Kind(models.TextChoices):
        BASELINE = "baseline", "花名册入库"
        CHANGE = "change", "月报变动"
        CORRECTION = "correction", "更正"
        REVERSAL = "reversal", "撤回"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    household = models.ForeignKey("recipients.Household", models.PROTECT, related_name="events")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    change = models.CharField("变动类型", max_length=30, blank=True)
    reason = models.CharField("变动原因", max_length=60, blank=True)
    effective_month = models.CharField("执行月份", max_length=7)
    at = models.DateTimeField()
    by = models.ForeignKey("core.User", models.PROTECT, null=True, db_index=False)
    source_type = models.CharField(max_length=30)
    source_id = models.UUIDField()
    paper = models.CharField("依据", max_length=160)
    terms = models.JSONField(default=dict)
    reverses = models.OneToOneField("self", models.PROTECT, null=True, related_name="reversed_by")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["source_id"], name="event_source")]
