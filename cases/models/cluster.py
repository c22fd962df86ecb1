from django.db import models

from core.ids import new_id
from core.models import ScopedModel, ScopedQuerySet


class ClusterQuerySet(ScopedQuerySet):
    def visible_to(self, user) -> "ClusterQuerySet":
        """Inside the user's scope, where they see at least two of its petitions: a sealed case neither shows a cluster to
        others nor takes away one that stands without it."""
        from .petition import Petition

        if not user.sees_case_data:
            return self.none()
        seen = Petition.objects.visible_to(user).filter(cluster__isnull=False).order_by().values("cluster_id")
        return self.within(user.scope).filter(
            pk__in=seen.annotate(n=models.Count("pk")).filter(n__gt=1).values("cluster")
        )


class PetitionCluster(ScopedModel):
    """A line of the repeat-petition ledger (重复信访专门台账): the same people on the same matter. It is struck off when
    settled, by 复查复核终结, or answered by law; one person asks, another confirms.

    `first` is the petition it began with. A cluster left without petitions stays as a row, to be taken up again with its
    number and text when its first petition is a repeat once more."""

    class Disposal(models.TextChoices):
        SETTLED = "settled", "化解"
        TERMINATED = "terminated", "复查复核终结"
        BY_LAW = "by_law", "依法答复"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.CharField("台账编号", max_length=20)
    first = models.ForeignKey("cases.Petition", models.PROTECT, null=True, related_name="+")
    matter = models.CharField("信访事项", max_length=200)
    why_unsettled = models.CharField("未化解原因", max_length=200, blank=True)
    leader = models.CharField("包案领导", max_length=50, blank=True)
    measures = models.CharField("化解措施", max_length=300, blank=True)
    due_on = models.DateField("化解时限", null=True)
    disposal = models.CharField("销号方式", max_length=12, choices=Disposal.choices, blank=True)
    disposal_note = models.CharField("销号依据", max_length=300, blank=True)
    strike_asked_by = models.ForeignKey("core.User", models.PROTECT, null=True, related_name="+")
    strike_asked_at = models.DateTimeField("申请销号时间", null=True)
    struck_off_at = models.DateTimeField("销号时间", null=True)
    struck_off_by = models.ForeignKey("core.User", models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects = ClusterQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "重复信访事项"
        constraints = [
            models.UniqueConstraint(fields=["county_code", "number"], name="cluster_number_once"),
            models.CheckConstraint(
                name="cluster_struck_off_by_two", condition=~models.Q(struck_off_by=models.F("strike_asked_by"))
            ),
        ]


class ProposalQuerySet(ScopedQuerySet):
    def visible_to(self, user) -> "ProposalQuerySet":
        """Where the user sees both petitions."""
        from .petition import Petition

        seen = Petition.objects.visible_to(user).order_by().values("pk")
        return self.filter(first__in=seen, second__in=seen)


class RepeatProposal(ScopedModel):
    """Two petitions the program thinks are one matter, why, and what a person decided. Deciding can be undone."""

    class State(models.TextChoices):
        PROPOSED = "proposed", "待确认"
        CONFIRMED = "confirmed", "已确认重复"
        DECLINED = "declined", "不是重复"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    first = models.ForeignKey("cases.Petition", models.PROTECT, related_name="+")
    second = models.ForeignKey("cases.Petition", models.PROTECT, related_name="+")
    score = models.FloatField()
    why = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PROPOSED)
    decided_by = models.ForeignKey("core.User", models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "疑似重复"
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="proposal_once"),
            models.CheckConstraint(name="not_itself", condition=~models.Q(first=models.F("second"))),
        ]
