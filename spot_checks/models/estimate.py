from django.db import models

from core.models import ScopedModel, ScopedQuerySet


class EstimateQuerySet(ScopedQuerySet):
    def public_to(self, user) -> "EstimateQuerySet":
        """Numbers without names: a township user sees their own township's and the county's, everybody else all of the
        county's."""
        rows = self.within(user.scope[:6])
        if not user.is_township:
            return rows
        return rows.filter(township_code__in=[user.scope[:9], user.scope[:6].ljust(9, "0")])


class Estimate(ScopedModel):
    """What a draw's signed visits say about a township, or (division_code of the county) about the county.

    Rates are parts per million. `final` once every item to visit has a signed visit; before, what is missing counts as
    not found. Kept by operations.estimates.
    """

    draw = models.ForeignKey("spot_checks.Draw", models.PROTECT, related_name="estimates")
    population = models.PositiveIntegerField("框内户数")
    sample = models.PositiveIntegerField("样本户数")
    done = models.PositiveIntegerField("已核查")
    errors = models.PositiveIntegerField("不符")
    unknown = models.PositiveIntegerField("查无、失联")
    video = models.PositiveIntegerField("视频核实")
    rate_ppm = models.PositiveIntegerField()
    lower_ppm = models.PositiveIntegerField()
    upper_ppm = models.PositiveIntegerField()
    overpaid_fen = models.BigIntegerField("推算多发（分）")
    sentence = models.CharField(max_length=300)
    final = models.BooleanField(default=False)
    at = models.DateTimeField()

    objects = EstimateQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "抽查推断"
        constraints = [models.UniqueConstraint(fields=["draw", "division_code"], name="estimate_once")]

    @property
    def matched(self) -> int:
        """Visits at which everything was as it should be, seen with one's own eyes: video checks stand apart."""
        return self.done - self.errors - self.unknown - self.video

    @property
    def is_county(self) -> bool:
        """True for the county's row."""
        return not self.division_code[6:].strip("0")
