from django.db import models

from core.ids import new_id
from core.models import ScopedModel, ScopedQuerySet


class Household(ScopedModel):
    """A household as the village knows it. Who belongs to it and what it receives stand in Membership and Award, by month."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.PositiveIntegerField("户编号")
    group = models.CharField("组", max_length=30, blank=True)
    address = models.CharField("地址", max_length=120, blank=True)
    hardship = models.CharField("致贫原因", max_length=60, blank=True)
    note = models.CharField("备注", max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "户"
        constraints = [
            models.UniqueConstraint(fields=["county_code", "township_code", "number"], name="household_number_once")
        ]
        indexes = [models.Index(fields=["division_code", "id"], name="household_by_village")]

    @property
    def label(self) -> str:
        """The household number as people write it: township and running number."""
        return f"{self.township_code}-{self.number:06d}"


class TownshipCounter(models.Model):
    """The last household number given in a township, and the last 序号 in each of its scheme lists (`scheme` empty for the
    former). Locked while a roster is committed."""

    township_code = models.CharField(max_length=9)
    scheme = models.CharField(max_length=24, blank=True)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["township_code", "scheme"], name="counter_once")]
