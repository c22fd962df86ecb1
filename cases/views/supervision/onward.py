"""Where an entry or a petition may lead: to an order, a clue, a circular. Buttons for whoever may."""

from typing import Any

from django.urls import reverse

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
    """What may be begun from the petition, or the entry that it brought up; of a sealed one only its handlers see the page at
    all."""
    found = []
    if user.may(Permission.PETITION_HANDLE) and not (petition.is_sealed or petition.is_restricted):
        found += _entry_of(user, petition)
    if user.may(Permission.CLUE_REFER):
        found.append({"label": "移交线索", "icon": "lock", "url": link("clue_new", petition=petition.pk)})
    return found


def _entry_of(user: Any, petition: Petition) -> list[dict[str, str]]:
    """The entry where there is one and the person may see it; else the button that lists one."""
    rows = RectificationEntry.objects.filter(source_type=Petition._meta.label_lower, source_id=str(petition.pk))
    entry = rows.filter(reopens__isnull=True).first()
    if entry is None:
        url = reverse("entry_from_petition", args=[petition.pk])
        return [{"label": "立账整改", "icon": "file-plus", "url": url}]
    if entry.is_restricted or not entry.division_code.startswith(user.scope):
        return []
    return [
        {"label": f"整改事项 {entry.number}", "icon": "list-check", "url": reverse("entry_detail", args=[entry.pk])}
    ]
