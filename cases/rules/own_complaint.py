"""Nobody handles a complaint about themselves: a township whose staff is complained of does not handle it, and does not see
it. A demand (申诉求决) against a decision of the township is for the township to explain and to put right (DESIGN.md §4.3)."""

from collections.abc import Iterable
from typing import Any

DEMAND = "demand"
STAFF = (
    "民政助理员",
    "民政所",
    "核查员",
    "镇政府",
    "乡政府",
    "镇干部",
    "乡干部",
    "镇领导",
    "乡领导",
    "镇长",
    "乡长",
    "镇书记",
    "乡书记",
)


def is_about_township(township: str, accused_unit: str, accused: Iterable[str]) -> bool:
    """The township (its name) or its staff stands accused. Village officials are not the township's staff."""
    bare = township.rstrip("乡镇")
    if accused_unit and township and (township in accused_unit or (len(bare) > 1 and accused_unit.startswith(bare))):
        return "村" not in accused_unit and "社区" not in accused_unit
    return any(word in each for each in accused for word in STAFF)


def is_about_township_of(person: Any, petition: Any) -> bool:
    """The person works in the township that stands accused in the petition."""
    return person.is_township and is_about_township(person.division.name, petition.accused_unit, petition.accused)


def keeps_from_township(kind: str, township: str, accused_unit: str, accused: Iterable[str]) -> bool:
    """The petition goes to the county, and the township does not see it."""
    return kind != DEMAND and is_about_township(township, accused_unit, accused)


def is_own(display_name: str, accused: Iterable[str]) -> bool:
    """The person stands among the accused."""
    return bool(display_name) and any(display_name in each for each in accused)
