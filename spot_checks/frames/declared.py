"""Households of declared kin (备案): the bureau visits all of them."""

from recipients import kin

from .registry import Candidate, Scope
from .roster import households


def declared(wanted: Scope) -> tuple[list[Candidate], dict[str, int]]:
    """The roster's households in which a declared relative lives."""
    marked = kin.declared_households(wanted.county, wanted.month)
    found, left_out = households(wanted)
    return [each for each in found if each.household in marked], left_out
