"""Petitions as pages find them."""

from typing import Any

from django.shortcuts import get_object_or_404

from core.access import Request
from core.models import User
from core.permissions import Permission
from core.templatetags.formats import date_cn

from ...models import Petition
from ...operations.petitions.apart import may_touch
from ...petitions.clocks import Standing

TONES: dict[str, str] = {
    Petition.State.REGISTERED: "warning",
    Petition.State.ACCEPTED: "info",
    Petition.State.HANDLING: "info",
    Petition.State.ANSWERED: "success",
    Petition.State.REVIEW: "warning",
    Petition.State.RE_REVIEW: "warning",
    Petition.State.CONCLUDED: "neutral",
    Petition.State.TERMINATED: "neutral",
    Petition.State.REFUSED: "neutral",
    Petition.State.FORWARDED: "neutral",
    Petition.State.MERGED: "neutral",
}


def petition_or_404(request: Request, pk: Any) -> Petition:
    """The petition if the person may see it, without what is sealed in it."""
    rows = Petition.objects.visible_to(request.user).select_related(
        "responsible", "registered_by", "household", "cluster"
    )
    return get_object_or_404(rows.defer("sealed_blob", "sketch"), pk=pk)


def days_told(standing: Standing | None) -> dict[str, str]:
    """The pressing clock as tone and words: 超期 3 天, 今天到期, 还剩 10 天."""
    if standing is None or standing.next is None or standing.days is None:
        return {}
    days, name = standing.days, standing.next.name
    if days < 0:
        return {"tone": "danger", "label": f"{name}超期 {-days} 天", "due": date_cn(standing.next.due_on)}
    if days == 0:
        return {"tone": "warning", "label": f"{name}今天到期", "due": date_cn(standing.next.due_on)}
    tone = "warning" if standing.is_soon else "neutral"
    return {"tone": tone, "label": f"{name}还剩 {days} 天", "due": date_cn(standing.next.due_on)}


def handlers_for(petition: Petition, user: User) -> list[User]:
    """Whom a petition may be given to: those who handle petitions in the county or the township it lies in."""
    roles = ["petition_officer", "bureau_officer", "township_assistant"]
    rows = User.objects.visible_to(user).filter(is_active=True, role__in=roles).select_related("division")
    found = [
        row for row in rows.order_by("division_id", "display_name") if petition.division_code.startswith(row.scope)
    ]
    return [row for row in found if row.may(Permission.PETITION_HANDLE) and may_touch(petition, row)]
