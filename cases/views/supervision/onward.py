"""Where an entry or a petition may lead: to an order, a clue, a circular. Buttons for whoever may."""

from typing import Any

from core.permissions import Permission

from ...models import Petition, RectificationEntry
from .steps import link


def of_entry(user: Any, entry: RectificationEntry) -> list[dict[str, str]]:
    """What may be begun from the entry; nothing but a further clue once it was referred."""
    found = []
    county_level = entry.township_code.endswith("000")
    if user.may(Permission.SUPERVISION_DRAFT) and not county_level and not entry.is_restricted:
        found.append({"label": "拟制督办", "icon": "gavel", "url": link("order_new", entry=entry.pk)})
    if user.may(Permission.CIRCULAR_DRAFT) and not entry.is_restricted:
        found.append({"label": "起草通报", "icon": "news", "url": link("circular_new", entries=entry.number)})
    if user.may(Permission.CLUE_REFER):
        found.append({"label": "移交线索", "icon": "lock", "url": link("clue_new", entry=entry.pk)})
    return found


def of_petition(user: Any, petition: Petition) -> list[dict[str, str]]:
    """What may be begun from the petition; of a sealed one only its handlers see the page at all."""
    if not user.may(Permission.CLUE_REFER):
        return []
    return [{"label": "移交线索", "icon": "lock", "url": link("clue_new", petition=petition.pk)}]
