"""What a petition's page shows beside it: its repeat matter, what came by the public page, and sealing later."""

from typing import Any

from django.db.models import Q

from core.models import User
from core.permissions import Permission

from ...forms.sealed import WordsForm
from ...models import Petition, PetitionClass, PetitionCluster
from ...petitions.matters import waiting
from ...petitions.public_side import public_side

FEW = 5


def beside(petition: Petition, user: User) -> dict[str, Any]:
    """The context of `cases/_petition_more.html`."""
    seen = PetitionCluster.objects.visible_to(user).filter(pk=petition.cluster_id) if petition.cluster_id else None
    handles = user.may(Permission.PETITION_HANDLE)
    return public_side(petition) | {
        "proposals": _proposals(petition, user) if user.may(Permission.PETITION_LINK) else [],
        "cluster": seen.first() if seen is not None else None,
        "may_original": user.may(Permission.PETITION_SEALED),
        "may_write": handles,
        "may_seal": handles and petition.kind != PetitionClass.ACCUSATION,
        "words_form": WordsForm(),
        "hidden": [("version", petition.version)],
    }


def _proposals(petition: Petition, user: User) -> list[dict[str, Any]]:
    """The petitions this one may repeat, or that may repeat it, as long as nobody decided; with the why."""
    rows = waiting(user).filter(Q(first=petition) | Q(second=petition)).select_related("first", "second")
    left_out = [
        f"{side}__{name}" for side in ("first", "second") for name in ("sealed_blob", "sketch", "text", "answer")
    ]
    return [
        {"other": row.second if row.first_id == petition.pk else row.first, "why": row.why}
        for row in rows.defer(*left_out)[:FEW]
    ]
