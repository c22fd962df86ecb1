from django.db import models

from .choices import AidKind, CareLevel, CareMode, Grade, Scheme


class BenefitRateQuerySet(models.QuerySet["BenefitRate"]):
    def for_month(self, month: str, division_code: str) -> "BenefitRateQuerySet":
        """Rates in force in `month` whose area holds `division_code`, newest and nearest first."""
        prefixes = [division_code[:length] for length in (2, 4, 6, 9)]
        return self.filter(effective_from__lte=month, area_prefix__in=prefixes).order_by(
            "-area_prefix", "-effective_from"
        )


class BenefitRate(models.Model):
    """The monthly amount per covered person, in fen, from `effective_from` (a month) until a later row of the same kind."""

    area_prefix = models.CharField("适用区划", max_length=9)
    scheme = models.CharField("救助类别", max_length=24, choices=Scheme.choices)
    grade = models.CharField("保障类别", max_length=2, choices=Grade.choices, blank=True)
    care_mode = models.CharField("供养方式", max_length=12, choices=CareMode.choices, blank=True)
    care_level = models.CharField("自理能力", max_length=8, choices=CareLevel.choices, blank=True)
    aid_kind = models.CharField("救助类型", max_length=12, choices=AidKind.choices, blank=True)
    amount_fen = models.BigIntegerField("每人每月（分）")
    effective_from = models.CharField("执行月份", max_length=7)
    basis = models.CharField("文号", max_length=100, blank=True)

    objects = BenefitRateQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "保障标准"
        constraints = [
            models.UniqueConstraint(
                fields=["area_prefix", "scheme", "grade", "care_mode", "care_level", "aid_kind", "effective_from"],
                name="rate_once",
            )
        ]
        ordering = ["area_prefix", "scheme", "grade", "-effective_from"]

    def __str__(self) -> str:
        return f"{self.get_scheme_display()}{self.grade} {self.amount_fen / 100:.2f}元 自{self.effective_from}"
