import datetime as dt

from django.db import models
from django.utils import timezone

from core.fields import SealedField, SealedText
from core.ids import new_id
from core.models import ScopedModel, ScopedQuerySet


class PacketQuerySet(ScopedQuerySet):
    def visible_to(self, user) -> "PacketQuerySet":
        """One's own packets; the bureau's planners see all of the county, to follow them."""
        if not user.sees_case_data:
            return self.none()
        rows = self.filter(county_code=user.scope[:6])
        return rows if user.may("draw.plan") else rows.filter(inspector=user)

    def holding_secrets(self) -> "PacketQuerySet":
        """Packets whose secret has not been erased yet."""
        return self.exclude(key_sealed=b"", lock_sealed=b"", result__isnull=True)

    def over(self, now: dt.datetime) -> "PacketQuerySet":
        """Packets that can never be loaded (again): loaded, cancelled or past their seven days."""
        gone = models.Q(loaded_at__isnull=False) | models.Q(cancelled_at__isnull=False)
        return self.filter(gone | models.Q(expires_at__lte=now))


class Packet(ScopedModel):
    """A 入户包: one HTML file with the visits of one inspector, encrypted under a PIN nobody stores. `key` is the secret
    under which its result file comes back, `lock` the same secret under the PIN as it stands in the file; both are erased
    when the packet was loaded or cancelled, or after seven days. `result` is a result file handed in and not yet recorded.
    Of one inspector and draw at most one packet is neither loaded nor cancelled. `division_code` is the county's."""

    class State(models.TextChoices):
        LIVE = "live", "可以使用"
        STAGED = "staged", "结果待确认录入"
        LOADED = "loaded", "结果已录入"
        CANCELLED = "cancelled", "已作废"
        EXPIRED = "expired", "已过期"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    draw = models.ForeignKey("spot_checks.Draw", models.PROTECT, related_name="packets")
    inspector = models.ForeignKey("core.User", models.PROTECT, related_name="+")
    items = models.JSONField(default=list)  # primary keys of DrawItem
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    key_sealed = SealedField()
    key = SealedText("key_sealed")
    lock_sealed = SealedField()
    lock = SealedText("lock_sealed")
    result = models.ForeignKey("core.Upload", models.PROTECT, null=True, related_name="+")
    loaded_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)

    objects = PacketQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "入户包"
        constraints = [
            models.UniqueConstraint(
                fields=["draw", "inspector"],
                condition=models.Q(loaded_at__isnull=True, cancelled_at__isnull=True),
                name="one_open_packet",
            )
        ]

    @property
    def state(self) -> str:
        """What it is good for at this moment."""
        if self.loaded_at is not None:
            return self.State.LOADED
        if self.cancelled_at is not None and self.cancelled_at < self.expires_at:
            return self.State.CANCELLED
        if timezone.now() >= self.expires_at:
            return self.State.EXPIRED
        return self.State.STAGED if self.result_id else self.State.LIVE

    @property
    def is_open(self) -> bool:
        """True while its result may come back."""
        return self.state in (self.State.LIVE, self.State.STAGED)
