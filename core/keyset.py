"""Paging that costs the same on the last page as on the first: no COUNT, no OFFSET."""

from collections.abc import Sequence
from typing import Any

PAGE = 50


def first_page(rows: Any, size: int = PAGE) -> tuple[Sequence[Any], bool]:
    """The first `size` rows and whether more follow."""
    found = list(rows[: size + 1])
    return found[:size], len(found) > size
