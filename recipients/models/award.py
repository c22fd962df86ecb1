from django.db import models

from core.fields import SealedField, SealedText
from core.ids import new_id
from core.models import ScopedModel, ScopedQuerySet

from .choices import AidKind, CareLevel, CareMode, Grade, Scheme


class AwardQuerySet(ScopedQuerySet):
    def in_force(self, month: str) -> "AwardQuerySet":
        """Awards owed for the month, withdrawn ones left out."""
        return self.filter(
            models.Q(last_month__isnull=True) | models.Q(last_month__gte=month),
            first_month__lte=month,
            voided_by__isnull=True,
        )

    def open(self) -> "AwardQuerySet":
        """Awards without an end."""
        return self.filter(last_month__isnull=True, voided_by__isnull=True)


class Award(ScopedModel):
    """What a household (or in person schemes one person) is owed each month from `first_month` to `last_month` inclusive.

    Its terms never change: a change of amount, grade or covered persons closes it and opens its successor. `serial` is the
    序号 of the household in the township's list of the scheme and passes on to successors. Aid per event has
    first_month = last_month from the start.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    household = models.ForeignKey("recipients.Household", models.PROTECT, related_name="awards")
    person = models.ForeignKey("recipients.Person", models.PROTECT, null=True, related_name="own_awards")
    scheme = models.CharField("救助类别", max_length=24, choices=Scheme.choices)
    grade = models.CharField("保障类别", max_length=2, choices=Grade.choices, blank=True)
    care_mode = models.CharField("供养方式", max_length=12, choices=CareMode.choices, blank=True)
    care_level = models.CharField("自理能力", max_length=8, choices=CareLevel.choices, blank=True)
    aid_kind = models.CharField("救助类型", max_length=12, choices=AidKind.choices, blank=True)
    serial = models.PositiveIntegerField("序号")
    persons = models.PositiveSmallIntegerField("家庭人口")
    covered = models.PositiveSmallIntegerField("保障人数")
    monthly_fen = models.BigIntegerField("月保障金额（分）")
    account_holder = models.CharField("开户人", max_length=50, blank=True)
    bank = models.CharField("开户银行", max_length=60, blank=True)
    account_sealed = SealedField()
    account = SealedText("account_sealed")
    account_index = models.CharField(max_length=32, blank=True)
    first_month = models.CharField("起发月", max_length=7)
    last_month = models.CharField("止发月", max_length=7, null=True)
    opened_by = models.ForeignKey("recipients.RosterEvent", models.PROTECT, related_name="opened_awards")
    closed_by = models.ForeignKey(
        "recipients.RosterEvent", models.PROTECT, null=True, db_index=False, related_name="closed_awards"
    )
    voided_by = models.ForeignKey(
        "recipients.RosterEvent", models.PROTECT, null=True, db_index=False, related_name="voided_awards"
    )

    objects = AwardQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "保障"
        indexes = [
            models.Index(fields=["township_code", "scheme", "serial"], name="award_list"),
            models.Index(fields=["county_code", "scheme", "grade", "last_month"], name="award_by_grade"),
            models.Index(fields=["account_index"], name="award_account"),
            # Partial: an index of everything not withdrawn would be taken for the narrowest of all.
            models.Index(fields=["voided_by"], condition=models.Q(voided_by__isnull=False), name="award_voided"),
            models.Index(fields=["closed_by"], condition=models.Q(closed_by__isnull=False), name="award_closed"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["county_code", "household", "scheme"],
                condition=models.Q(last_month__isnull=True, voided_by__isnull=True, person__isnull=True),
                name="one_open_household_award",
            ),
            models.UniqueConstraint(
                fields=["county_code", "person", "scheme"],
                condition=models.Q(last_month__isnull=True, voided_by__isnull=True, person__isnull=False),
                name="one_open_person_award",
            ),
            models.CheckConstraint(
                name="award_months_in_order",
                condition=models.Q(last_month__isnull=True) | models.Q(last_month__gte=models.F("first_month")),
            ),
            models.CheckConstraint(name="award_covers_someone", condition=models.Q(covered__gte=1)),
            models.CheckConstraint(name="award_not_negative", condition=models.Q(monthly_fen__gte=0)),
        ]


class CoveredPerson(ScopedModel):
    """A person paid for by an award, as long as the award holds."""

    award = models.ForeignKey(
        Award, models.PROTECT, related_name="covered_people", db_index=False
    )  # covered_once serves
    person = models.ForeignKey("recipients.Person", models.PROTECT, related_name="coverages")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["award", "person"], name="covered_once")]
