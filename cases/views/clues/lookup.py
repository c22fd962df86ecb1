"""The clues a person may see; a township finds nothing here, not even that there is something."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from core.access import Request

from ...models import ClueReferral

State = ClueReferral.State
TONES = {
    State.DRAFTED: "neutral",
    State.SENT: "warning",
    State.RECEIVED: "info",
    State.DISPOSED: "success",
    State.RETURNED: "danger",
}
PEOPLE = ("handler", "sent_by", "received_by", "entry", "petition", "package")


def clues_of(request: Request) -> QuerySet[ClueReferral]:
    """Those of the person's, with who had a hand in them."""
    return ClueReferral.objects.visible_to(request.user).select_related(*PEOPLE)


def clue_or_404(request: Request, pk: Any) -> ClueReferral:
    """One of them."""
    return get_object_or_404(clues_of(request), pk=pk)
