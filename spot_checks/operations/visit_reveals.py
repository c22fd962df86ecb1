"""Whom the inspectors are to ask for at the door, in full."""

from core.models import RevealGrant, User
from core.operation import operation
from core.operations import reveals
from core.refusal import Refused

from ..models import DrawItem, Visit
from .visitors import require_inspector


@operation
def reveal_item(item: DrawItem, *, by: User, reason: str) -> RevealGrant:
    """One of the item's two inspectors reads its numbers in full for ten minutes, for a stated reason, until the visit is
    signed."""
    require_inspector(item, by)
    if Visit.objects.filter(item=item, state=Visit.State.SIGNED).exists():
        raise Refused("核查已签字，不再显示完整号码。", code="visit-signed")
    return reveals.grant(item, by=by, reason=reason)
