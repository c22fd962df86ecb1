"""Divisions and people to test with: two counties' worth of townships, one person per role and place."""

import factory
from django.utils import timezone

from core.models import Division, User
from core.permissions import TOWNSHIP_ROLES, Role
from tests import flushing  # noqa: F401  lets the runner empty the append-only tables

COUNTY = "640424000000"
TOWNSHIPS = ("640424100000", "640424101000", "640424102000")
NAMES = {COUNTY: "泾源县", TOWNSHIPS[0]: "香水镇", TOWNSHIPS[1]: "泾河源镇", TOWNSHIPS[2]: "六盘山镇"}
PASSWORD = "Wutong-Shu-Xia-2021"


def _level(code: str) -> str:
    for level, length in Division.PREFIX.items():
        if code[length:].strip("0") == "":
            return level
    return Division.Level.VILLAGE


def _parent(code: str) -> str:
    lengths = [n for n in Division.PREFIX.values() if n < Division.PREFIX[_level(code)]]
    return code[: lengths[-1]].ljust(12, "0") if lengths else ""


def place(code: str) -> Division:
    """The division with this code, made where missing."""
    return Division.objects.filter(code=code).first() or DivisionFactory(code=code)


class DivisionFactory(factory.django.DjangoModelFactory):
    """A division and everything above it; `DivisionFactory(code="640424100000")` finds it when it exists."""

    class Meta:
        model = Division
        django_get_or_create = ("code",)

    code = TOWNSHIPS[0]
    name = factory.LazyAttribute(lambda o: NAMES.get(o.code, f"区划{o.code}"))
    level = factory.LazyAttribute(lambda o: _level(o.code))
    parent = factory.LazyAttribute(lambda o: place(_parent(o.code)) if _parent(o.code) else None)


class UserFactory(factory.django.DjangoModelFactory):
    """A person who may sign in with PASSWORD: `UserFactory(role=…, township="640424101000")`; county roles ignore it."""

    class Meta:
        model = User

    class Params:
        township = TOWNSHIPS[0]
        county = COUNTY

    role = Role.TOWNSHIP_ASSISTANT
    username = factory.Sequence(lambda n: f"person{n}")
    display_name = factory.Sequence(lambda n: f"马小明{n}")
    must_change_password = False
    password_changed_at = factory.LazyFunction(timezone.now)
    password = factory.django.Password(PASSWORD)
    division = factory.LazyAttribute(
        lambda o: place(o.township.ljust(12, "0") if o.role in TOWNSHIP_ROLES else o.county)
    )
