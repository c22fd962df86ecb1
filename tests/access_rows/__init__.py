"""The rows of the access matrix: how to make an object for each URL that takes one. One module per app, found by name."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from core.models import User


@dataclass(frozen=True)
class Row:
    """`make(township, people, canary)` makes an object lying in that township, worked on by `people` ({role: user} of
    that township and its county), with `canary` in its texts, and returns the URL's arguments. `personal` objects belong
    to one person and are a 404 for everybody else, `shared` ones are the county's and open to all its townships; `absent` is
    the same address with nothing there."""

    make: Callable[[str, dict[str, User], str], dict[str, Any]]
    absent: dict[str, Any]
    personal: bool = False
    shared: bool = False


def all_rows() -> dict[str, Row]:
    """Every row of every app, by URL name."""
    found: dict[str, Row] = {}
    for module in iter_modules(__path__):
        found |= import_module(f"{__name__}.{module.name}").ROWS
    return found
