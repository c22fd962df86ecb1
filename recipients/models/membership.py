from django.db import models

from core.ids import new_id
from core.models import ScopedModel, ScopedQuerySet


class MembershipQuerySet(ScopedQuerySet):
    def in_force(self, month: str) -> "MembershipQuerySet":
        """Memberships that hold in the month, withdrawn ones left out."""
        return self.filter(
            models.Q(last_month__isnull=True) | models.Q(last_month__gte=month),
            first_month__lte=month,
            voided_by__isnull=True,
        )

    def open(self) -> "MembershipQuerySet":
        """Memberships without an end."""
        return self.filter(last_month__isnull=True, voided_by__isnull=True)


class Membership(ScopedModel):
    """A person in a household from `first_month` to `last_month` (inclusive; open when empty), opened and closed by events."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    household = models.ForeignKey("recipients.Household", models.PROTECT, related_name="memberships")
    person = models.ForeignKey("recipients.Person", models.PROTECT, related_name="memberships")
    relation = models.CharField("与户主关系", max_length=30)
    is_head = models.BooleanField("户主", default=False)
    position = models.PositiveSmallIntegerField("顺序", default=0)
    first_month = models.CharField("起", max_length=7)
    last_month = models.CharField("止", max_length=7, null=True)
    opened_by = models.ForeignKey("recipients.RosterEvent", models.PROTECT, related_name="opened_memberships")
    closed_by = models.ForeignKey(
        "recipients.RosterEvent", models.PROTECT, null=True, db_index=False, related_name="closed_memberships"
    )
    voided_by = models.ForeignKey(
        "recipients.RosterEvent", models.PROTECT, null=True, db_index=False, related_name="voided_memberships"
    )

    objects = MembershipQuerySet.as_manager()

    class Meta:
        indexes = [
            # Partial: an index of everything not withdrawn would be taken for the narrowest of all.
            models.Index(fields=["voided_by"], condition=models.Q(voided_by__isnull=False), name="membership_voided"),
            models.Index(fields=["closed_by"], condition=models.Q(closed_by__isnull=False), name="membership_closed"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["county_code", "person"],
                condition=models.Q(last_month__isnull=True, voided_by__isnull=True),
                name="one_open_membership",
            ),
            models.CheckConstraint(
                name="membership_months_in_order",
                condition=models.Q(last_month__isnull=True) | models.Q(last_month__gte=models.F("first_month")),
            ),
            models.CheckConstraint(
                name="membership_closed_paired",
                condition=models.Q(last_month__isnull=True, closed_by__isnull=True)
                | models.Q(last_month__isnull=False, closed_by__isnull=False),
            ),
        ]
