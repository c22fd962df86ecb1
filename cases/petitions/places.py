"""The county's places by name, and which of them a petition speaks of."""

from dataclasses import dataclass

from core.models import Division

from ..intake.places import division_in


@dataclass(frozen=True)
class Places:
    """Townships and villages of one county, code → name. Load once for many petitions."""

    county_code: str
    townships: dict[str, str]
    villages: dict[str, str]

    @classmethod
    def of(cls, county_code: str) -> "Places":
        """The places in force; one query."""
        rows = Division.objects.filter(
            code__startswith=county_code, valid_to__isnull=True, level__in=["township", "village"]
        ).values_list("code", "name", "level")
        names: dict[str, dict[str, str]] = {"township": {}, "village": {}}
        for code, name, level in rows:
            names[level][code] = name
        return cls(county_code, names["township"], names["village"])

    def division_of(self, *texts: str) -> str:
        """The code of the place the first telling text names; the county's where none does."""
        found = (division_in(text, self.townships, self.villages) for text in texts if text)
        return next(filter(None, found), self.county_code.ljust(12, "0"))

    def township_name(self, code: str) -> str:
        """The name of the township a code lies in; empty for the county."""
        return self.townships.get(code[:9].ljust(12, "0"), "")

    def name(self, code: str) -> str:
        """The place in words: 香水镇沙南村, 香水镇, or 全县."""
        return (self.township_name(code) + self.villages.get(code, "")) or "县级"
