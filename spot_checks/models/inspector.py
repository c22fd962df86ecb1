from django.db import models

from core.ids import new_id
from core.models import ScopedModel, ScopedQuerySet


class Inspector(ScopedModel):
    """Somebody who may be drawn as inspector. `home_code` is the township or village they come from; `id_index` finds
    their declared kin. `division_code` is the county's."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.OneToOneField("core.User", models.PROTECT, related_name="inspector")
    home_code = models.CharField("籍贯乡镇（村）", max_length=12, blank=True)
    id_index = models.CharField(max_length=32, blank=True)
    note = models.CharField("备注", max_length=100, blank=True)
    active = models.BooleanField("在册", default=True)
    version = models.PositiveIntegerField(default=1)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "核查人员"


class DrawInspector(ScopedModel):
    """One of the two inspectors who serve a township in a draw: as drawn, or come in since (InspectorStandIn). `code` is
    how the public files call them, `rank` their place in the township's public order of tickets."""

    draw = models.ForeignKey("spot_checks.Draw", models.PROTECT, related_name="inspectors")
    user = models.ForeignKey("core.User", models.PROTECT, related_name="+")
    code = models.CharField(max_length=8)
    rank = models.PositiveSmallIntegerField()

    objects = ScopedQuerySet.as_manager()

    class Meta:
        ordering = ["township_code", "rank"]
        constraints = [
            models.UniqueConstraint(fields=["draw", "township_code", "user"], name="draw_inspector_once"),
        ]


class InspectorStandIn(ScopedModel):
    """An inspector of a township could not go on (`left`; empty where the draw had found only one), and the next in the
    public order of tickets came in. Public with its reason; never edited. Those who are visited are never replaced."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    draw = models.ForeignKey("spot_checks.Draw", models.PROTECT, related_name="stand_ins")
    left = models.ForeignKey("core.User", models.PROTECT, null=True, related_name="+")
    left_code = models.CharField(max_length=8, blank=True)
    came = models.ForeignKey("core.User", models.PROTECT, related_name="+")
    came_code = models.CharField(max_length=8)
    ticket = models.CharField(max_length=64)
    reason = models.CharField("理由（公开）", max_length=200)
    by = models.ForeignKey("core.User", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "核查人员递补"
        ordering = ["at"]
