from django.db import models

from core import months
from core.fields import SealedField, SealedText
from core.ids import new_id
from core.models import ScopedModel, ScopedQuerySet

from .choices import Outcome, ProblemCode, VisitKind, VisitWay


class VisitQuerySet(ScopedQuerySet):
    def visible_to(self, user) -> "VisitQuerySet":
        """The bureau sees its county's visits; a township user those they made, and those in their township that took
        place (routine visits of their own at once)."""
        if not user.sees_case_data:
            return self.none()
        if not user.is_township:
            return self.within(user.scope)
        made = models.Q(first_inspector=user) | models.Q(second_inspector=user)
        here = models.Q(township_code=user.scope[:9], visited_on__lte=months.today())
        return self.filter(made | here, county_code=user.scope[:6])

    def counting(self) -> "VisitQuerySet":
        """Signed visits of drawn items: the only ones an estimate knows."""
        return self.filter(kind=VisitKind.DRAWN, state=Visit.State.SIGNED)


class Visit(ScopedModel):
    """One visit to one household (or nil village) and what was found. `visited_on` is when somebody stood at the door,
    `entered_at` when it was typed in; both are kept. `answers` is the form (JSON, sealed: health and family matters).

    A drawn item has one visit. `absences` lists the days nobody was at home; 失联 needs two of them. The second
    inspector signs within three days; what is signed is never edited.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "填写中"
        AWAITING = "awaiting", "待第二核查人签字"
        SIGNED = "signed", "已签字"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    item = models.OneToOneField("spot_checks.DrawItem", models.PROTECT, null=True, related_name="visit")
    kind = models.CharField("性质", max_length=12, choices=VisitKind.choices)
    way = models.CharField("填报方式", max_length=8, choices=VisitWay.choices, default=VisitWay.ONLINE)
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.DRAFT)
    household = models.ForeignKey("recipients.Household", models.PROTECT, null=True, related_name="visits")
    subject = models.CharField("对象", max_length=60)
    visited_on = models.DateField("入户日期", null=True)
    entered_at = models.DateTimeField("录入时间")
    absences = models.JSONField("未在家日期", default=list)
    outcome = models.CharField("结论", max_length=12, choices=Outcome.choices, blank=True)
    problems = models.JSONField("问题码", default=list)
    overpaid_fen = models.BigIntegerField("多发金额（分）", default=0)
    summary = models.CharField("情况说明", max_length=500, blank=True)
    answers_sealed = SealedField()
    answers = SealedText("answers_sealed")
    first_inspector = models.ForeignKey("core.User", models.PROTECT, related_name="+")
    second_inspector = models.ForeignKey("core.User", models.PROTECT, null=True, related_name="+")
    handed_at = models.DateTimeField(null=True)
    signed_at = models.DateTimeField(null=True)
    sent_back = models.CharField("退回理由", max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = VisitQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "入户核查"
        constraints = [
            models.CheckConstraint(
                name="visit_two_people", condition=~models.Q(second_inspector=models.F("first_inspector"))
            ),
            models.CheckConstraint(
                name="visit_signed_paired",
                condition=models.Q(state="signed", signed_at__isnull=False) | models.Q(signed_at__isnull=True),
            ),
        ]
        indexes = [models.Index(fields=["county_code", "state", "-entered_at"], name="visit_newest")]


class VisitPhoto(ScopedModel):
    """A photo as stored (resized in the browser) with the digest of the original. `likeness` is a perceptual hash;
    `resembles` points at a photo of another visit that looks the same."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    visit = models.ForeignKey(Visit, models.PROTECT, related_name="photos")
    upload = models.ForeignKey("core.Upload", models.PROTECT, related_name="+")
    original_sha256 = models.CharField(max_length=64, db_index=True)
    likeness = models.CharField(max_length=64, blank=True)
    purpose = models.CharField(max_length=12, default="scene")  # scene: at the door · paper: the signed form
    resembles = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    by = models.ForeignKey("core.User", models.PROTECT, related_name="+")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "核查照片"
        constraints = [
            models.UniqueConstraint(fields=["county_code", "original_sha256"], name="visit_photo_original_once"),
            models.UniqueConstraint(fields=["county_code", "upload"], name="visit_photo_bytes_once"),
        ]


class VisitFinding(ScopedModel):
    """A problem a signed visit found. It waits for the app that puts things right; `taken_by` names the entry there."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    visit = models.ForeignKey(Visit, models.PROTECT, related_name="findings")
    problem = models.CharField("问题码", max_length=3, choices=ProblemCode.choices)
    overpaid_fen = models.BigIntegerField(default=0)
    found_on = models.DateField()
    taken_by = models.CharField(max_length=64, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "核查发现的问题"
        constraints = [models.UniqueConstraint(fields=["visit", "problem"], name="finding_once")]
