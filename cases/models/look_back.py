from django.db import models

from core.ids import new_id
from core.models import ScopedModel, ScopedQuerySet

from .rectification import RectificationEntry


class FollowUpQuerySet(ScopedQuerySet):
    def visible_to(self, user) -> "FollowUpQuerySet":
        """Of the entries the person may see. A township reads what was found, and is not told what is still to come: nobody
        is warned of a look-back."""
        rows = self.within(user.scope).filter(entry__in=RectificationEntry.objects.visible_to(user))
        return rows.exclude(outcome="") if user.is_township else rows

    def waiting(self) -> "FollowUpQuerySet":
        """Not yet made; those whose entry is no longer closed (a rebound by another way) left out."""
        return self.filter(outcome="", entry__state__in=RectificationEntry.AWAITING_LOOK_BACK)


class FollowUp(ScopedModel):
    """A look-back (回头看) at a closed entry, three to six months after: scheduled, or drawn by the spot-check engine."""

    class Outcome(models.TextChoices):
        HOLDS = "holds", "整改巩固"
        REBOUND = "rebound", "反弹"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    entry = models.ForeignKey(RectificationEntry, models.PROTECT, related_name="follow_ups")
    window_from = models.DateField("最早")
    window_to = models.DateField("最迟")
    drawn_by = models.CharField("抽签编号", max_length=30, blank=True)
    outcome = models.CharField("结论", max_length=8, choices=Outcome.choices, blank=True)
    note = models.CharField("情况", max_length=500, blank=True)
    done_on = models.DateField(null=True)
    by = models.ForeignKey("core.User", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    objects = FollowUpQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "回头看"
        constraints = [
            models.UniqueConstraint(fields=["entry"], condition=models.Q(outcome=""), name="one_open_follow_up"),
            models.CheckConstraint(
                name="follow_up_done_paired",
                condition=models.Q(outcome="", by__isnull=True) | (~models.Q(outcome="") & models.Q(by__isnull=False)),
            ),
        ]


class ReopenQuerySet(ScopedQuerySet):
    def visible_to(self, user) -> "ReopenQuerySet":
        """Of the entries the person may see; never for a township, which would read of others' petitions."""
        if user.is_township:
            return self.none()
        return self.within(user.scope).filter(entry__in=RectificationEntry.objects.visible_to(user))


class ReopenProposal(ScopedModel):
    """Something new on the same household, person or village matter within 180 days of a close-out: the program proposes
    to reopen, a person decides."""

    class State(models.TextChoices):
        PROPOSED = "proposed", "待决定"
        REOPENED = "reopened", "已重办"
        DECLINED = "declined", "不构成反弹"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    entry = models.ForeignKey(RectificationEntry, models.PROTECT, related_name="reopen_proposals")
    cause_type = models.CharField(max_length=40)  # spot_checks.visitfinding, cases.petition, red flag
    cause_id = models.CharField(max_length=64)
    why = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PROPOSED)
    decided_by = models.ForeignKey("core.User", models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decision_note = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()

    objects = ReopenQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "cause_type", "cause_id"], name="reopen_once")]
