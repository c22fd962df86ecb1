from typing import Any

from django.db import models


class DivisionQuerySet(models.QuerySet["Division"]):
    def townships(self) -> "DivisionQuerySet":
        """Townships and towns, in the order of their codes."""
        return self.filter(level=Division.Level.TOWNSHIP, valid_to__isnull=True).order_by("code")

    def villages_of(self, township_code: str) -> "DivisionQuerySet":
        """The villages and neighbourhoods of one township, those merged away left out."""
        return self.filter(level=Division.Level.VILLAGE, parent_id=township_code, valid_to__isnull=True)

    def named_in(self, prefix: str) -> Any:
        """Code and name of every township within `prefix`, of those merged away too: old rows still lie in them."""
        return self.filter(level=Division.Level.TOWNSHIP, code__startswith=prefix).values("code", "name")

    def visible_to(self, user) -> "DivisionQuerySet":
        """Divisions inside the user's scope."""
        return self.filter(code__startswith=user.scope)


class Division(models.Model):
    """An administrative division under its 12-digit code: province 2, city 4, county 6, township 9, village 12 digits."""

    class Level(models.TextChoices):
        PROVINCE = "province", "省（区）"
        CITY = "city", "市"
        COUNTY = "county", "县（区）"
        TOWNSHIP = "township", "乡镇"
        VILLAGE = "village", "村（社区）"

    PREFIX = {"province": 2, "city": 4, "county": 6, "township": 9, "village": 12}

    code = models.CharField("代码", max_length=12, primary_key=True)
    name = models.CharField("名称", max_length=60)
    level = models.CharField("级别", max_length=10, choices=Level.choices)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="上级"
    )
    provisional = models.BooleanField("暂编代码", default=False)
    valid_from = models.DateField("启用日期", null=True, blank=True)
    valid_to = models.DateField("停用日期", null=True, blank=True)
    successor = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="并入")

    objects = DivisionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "行政区划"
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name

    @property
    def prefix(self) -> str:
        """The leading digits shared by everything inside this division."""
        return self.code[: self.PREFIX[self.level]]
