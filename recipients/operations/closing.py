"""Ending what no longer holds: closed with the month before, or withdrawn where it would have begun only now."""

from typing import Any

from django.db.models import QuerySet

from core import months

from ..models import Award, Membership


class Closing:
    """Memberships and awards to end from `month` on, each with the event that ends it."""

    def __init__(self, month: str) -> None:
        self.month, self.last = month, months.add(month, -1)
        self.ended: dict[type, dict[bool, dict[str, list[Any]]]] = {
            Membership: {True: {}, False: {}},
            Award: {True: {}, False: {}},
        }

    def membership(self, pk: Any, first_month: str, event: str) -> None:
        """This membership ends by `event`."""
        self.ended[Membership][first_month >= self.month].setdefault(event, []).append(pk)

    def award(self, pk: Any, first_month: str, event: str) -> None:
        """This award ends by `event`."""
        self.ended[Award][first_month >= self.month].setdefault(event, []).append(pk)

    def write(self) -> None:
        """All of them are ended."""
        for model, kinds in self.ended.items():
            for void, by_event in kinds.items():
                for event, keys in by_event.items():
                    rows: QuerySet = model._default_manager.filter(pk__in=keys)  # type: ignore[attr-defined]
                    if void:
                        rows.update(voided_by=event)
                    else:
                        rows.update(last_month=self.last, closed_by=event)
