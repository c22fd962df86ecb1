from django.db import models

from core import months
from core.fields import SealedField, SealedText
from core.ids import new_id
from core.models import ScopedModel, ScopedQuerySet

from .choices import ERRORS, UNKNOWN, ItemKind, Outcome, Selected, VisitKind

TO_VISIT = models.Q(selected=Selected.MAIN) | models.Q(released_at__isnull=False)
SIGNED = models.Q(visit__state="signed", visit__kind=VisitKind.DRAWN)
# What an estimate counts apart, by the visit of the item.
FOUND: dict[str, models.Q] = {
    "done": SIGNED,
    "open": ~SIGNED,
    "errors": SIGNED & models.Q(visit__outcome__in=ERRORS),
    "unknown": SIGNED & models.Q(visit__outcome__in=UNKNOWN),
    "video": SIGNED & models.Q(visit__outcome=Outcome.AWAY_VIDEO),
    "matched": SIGNED & ~models.Q(visit__outcome__in=[*ERRORS, *UNKNOWN, Outcome.AWAY_VIDEO]),
}


class DrawItemQuerySet(ScopedQuerySet):
    def visible_to(self, user) -> "DrawItemQuerySet":
        """The bureau sees its county's items. A township user sees the items they inspect themselves, and their own
        township's only from the visit day on: nobody is warned of a visit."""
        if not user.sees_case_data:
            return self.none()
        if not user.is_township:
            return self.within(user.scope)
        own = TO_VISIT & models.Q(township_code=user.scope[:9], visit_on__lte=months.today())
        mine = models.Q(draw__inspectors__user=user, draw__inspectors__township_code=models.F("township_code"))
        ids = DrawItem.objects.filter(own | mine, county_code=user.scope[:6]).values("pk")
        return self.filter(pk__in=ids)

    def to_visit(self) -> "DrawItemQuerySet":
        """Main items, and reserve items released by the rule."""
        return self.filter(TO_VISIT)


class DrawItem(ScopedModel):
    """An item that was drawn (main or reserve). `opening` is the sealed text that opens its public commitment:
    nonce and ID␟name␟household␟category␟fen; it is shown only to its inspectors and the discipline officer."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    draw = models.ForeignKey("spot_checks.Draw", models.PROTECT, related_name="items")
    stratum = models.CharField("层", max_length=11)
    rank = models.PositiveIntegerField("顺位")
    item = models.CharField(max_length=32)
    ticket = models.CharField(max_length=64)
    selected = models.CharField(max_length=1, choices=Selected.choices)
    released_at = models.DateTimeField(null=True)
    kind = models.CharField("对象", max_length=12, choices=ItemKind.choices)
    name = models.CharField("姓名或村名", max_length=60)
    label = models.CharField("户编号", max_length=40, blank=True)
    category = models.CharField("类别", max_length=40)
    fen = models.BigIntegerField("月金额（分）", default=0)
    reasons = models.JSONField("分层依据", default=list)
    household = models.ForeignKey("recipients.Household", models.PROTECT, null=True, related_name="+")
    subject_type = models.CharField(max_length=40, blank=True)
    subject_id = models.CharField(max_length=64, blank=True)
    opening_sealed = SealedField()
    opening = SealedText("opening_sealed")
    visit_on = models.DateField("入户日", null=True)

    objects = DrawItemQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "抽中对象"
        ordering = ["stratum", "rank"]
        constraints = [models.UniqueConstraint(fields=["draw", "item"], name="draw_item_once")]

    @property
    def band(self) -> str:
        """A, B or C."""
        return self.stratum[-1]
