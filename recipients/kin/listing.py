"""The register of declared kin as a list: search, filters, keyset paging; and in full for its filed form."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from core.models import Division

from ..models import KinDeclaration
from ..search import LAST, keyset

PAGE = 50
BY_OFFICIAL = ("official_name", "id")
FILED = ("township_code", "official_name", "id")


@dataclass(frozen=True)
class Asked:
    """What somebody looks for: the beginning of a name or a blind index, of official or recipient; `town` has 9 digits."""

    name: str = ""
    id_index: str = ""
    town: str = ""
    match: str = ""
    listed: str = "active"  # active, ended or all


@dataclass
class Page:
    """One page, with cursors to its neighbours ("" where there is none)."""

    rows: list[KinDeclaration]
    previous: str = ""
    next: str = ""


def page_of(user: Any, asked: Asked, cursor: str = "") -> Page:
    """The declarations `user` may see that meet what is asked, by the official's name, from `cursor` on. Two queries."""
    return Page(*keyset(_wanted(user, asked), BY_OFFICIAL, cursor, PAGE))


def filed(user: Any, asked: Asked) -> QuerySet[KinDeclaration]:
    """All that are asked for, township by township, as the register is filed."""
    return _wanted(user, asked).order_by(*FILED)


def town_names(county_code: str) -> dict[str, str]:
    """Townships by their 9 digits."""
    towns = Division.objects.townships().filter(code__startswith=county_code)
    return {code[:9]: name for code, name in towns.values_list("code", "name")}


def _wanted(user: Any, asked: Asked) -> QuerySet[KinDeclaration]:
    rows = KinDeclaration.objects.visible_to(user)
    if asked.town:
        rows = rows.filter(township_code=asked.town)
    if asked.match:
        rows = rows.filter(match=asked.match)
    if asked.listed != "all":
        rows = rows.filter(active=asked.listed != "ended")
    if asked.id_index:
        return rows.filter(Q(recipient_index=asked.id_index) | Q(official_index=asked.id_index))
    if asked.name:
        span = {"gte": asked.name, "lt": asked.name + LAST}
        official = Q(**{f"official_name__{test}": value for test, value in span.items()})
        rows = rows.filter(official | Q(**{f"recipient_name__{test}": value for test, value in span.items()}))
    return rows
