"""Rows that lie in a place: every big table carries its division code, and every query is scoped by it."""

from typing import Any, Self

from django.db import models


class ScopedQuerySet(models.QuerySet):
    """Queries over rows that carry county_code, township_code and division_code."""

    def within(self, prefix: str) -> Self:
        """Rows of the division whose code starts with `prefix`; an empty prefix holds nothing."""
        if len(prefix) < 2:
            return self.none()
        if len(prefix) <= 6:
            if len(prefix) == 6:
                return self.filter(county_code=prefix)
            return self.filter(county_code__gte=prefix, county_code__lt=prefix + ":")
        rows = self.filter(township_code=prefix[:9])
        return rows.filter(division_code=prefix) if len(prefix) > 9 else rows

    def visible_to(self, user: Any) -> Self:
        """Rows inside the user's scope; nothing for those whose role sees no case data."""
        return self.within(user.scope) if user.sees_case_data else self.none()


class ScopedModel(models.Model):
    """Base of scoped tables. `division_code` (12 digits) is set; county (6) and township (9) follow from it."""

    county_code = models.CharField("县代码", max_length=6, editable=False)
    township_code = models.CharField("乡镇代码", max_length=9, editable=False)
    division_code = models.CharField("行政区划代码", max_length=12)

    class Meta:
        abstract = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        if not args and "division_code" in kwargs:
            kwargs.setdefault("county_code", kwargs["division_code"][:6])
            kwargs.setdefault("township_code", kwargs["division_code"][:9])
        super().__init__(*args, **kwargs)

    def move_to(self, division_code: str) -> None:
        """Set all three codes from one 12-digit code (not saved)."""
        self.division_code = division_code
        self.county_code, self.township_code = division_code[:6], division_code[:9]
