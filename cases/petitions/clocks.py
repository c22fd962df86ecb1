"""The clocks of petitions, for pages, lists, duties and reminders; and when the next one ends."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from core import months

from ..models import Petition, PetitionEvent
from ..rules.clocks import (
    ACCEPT,
    ASK_RE_REVIEW,
    ASK_REVIEW,
    CALL_BACK,
    CONCLUDE,
    RE_REVIEW,
    REVIEW,
    Calendar,
    Clock,
    Happened,
    Term,
)
from ..rules.clocks import clocks as all_clocks
from ..terms import known, pick

SOON = 7
# In which states a clock that has not ended still asks for something.
RUNS_IN: dict[str, set[str]] = {
    ACCEPT: {Petition.State.REGISTERED},
    CONCLUDE: {Petition.State.ACCEPTED, Petition.State.HANDLING},
    REVIEW: {Petition.State.REVIEW},
    RE_REVIEW: {Petition.State.RE_REVIEW},
    CALL_BACK: {Petition.State.ANSWERED, Petition.State.CONCLUDED, Petition.State.TERMINATED},
    ASK_REVIEW: {Petition.State.ANSWERED, Petition.State.CONCLUDED},
    ASK_RE_REVIEW: {Petition.State.ANSWERED, Petition.State.CONCLUDED},
}
Told = tuple[str, dt.date, int | None]


@dataclass
class Standing:
    """All clocks of one petition, and the one that presses: a duty of the office that is not done, the earliest first."""

    petition: Petition
    clocks: list[Clock]
    today: dt.date
    next: Clock | None = field(init=False)

    def __post_init__(self) -> None:
        running = [clock for clock in self.clocks if self.is_running(clock) and not clock.is_right]
        self.next = min(running, key=lambda each: each.due_on, default=None)

    def is_running(self, clock: Clock) -> bool:
        """Not done, in a state in which it can be done; a right of the petitioner until its last day."""
        if clock.done_on is not None or self.petition.state not in RUNS_IN[clock.step]:
            return False
        return not clock.is_right or clock.due_on >= self.today

    @property
    def days(self) -> int | None:
        """Calendar days left of the pressing clock; negative when late; None where nothing presses."""
        return self.next.days_left(self.today) if self.next else None

    @property
    def is_late(self) -> bool:
        return self.days is not None and self.days < 0

    @property
    def is_soon(self) -> bool:
        return self.days is not None and 0 <= self.days <= SOON


def clock_of(petition: Petition, today: dt.date | None = None) -> list[Clock]:
    """Every clock of one petition; two queries."""
    return clocks_of([petition], today)[petition.pk]


def clocks_of(petitions: Sequence[Petition], today: dt.date | None = None) -> dict[Any, list[Clock]]:
    """petition id → its clocks. Two queries whatever the number: events; terms and working days."""
    return {pk: standing.clocks for pk, standing in standing_of(petitions, today).items()}


def standing_of(petitions: Iterable[Petition], today: dt.date | None = None) -> dict[Any, Standing]:
    """petition id → where it stands."""
    petitions = list(petitions)
    return stand(petitions, stories_of(petitions), *known(), today or months.today())


def standing_from(petition: Petition, events: Iterable[PetitionEvent]) -> Standing:
    """Where one petition stands today, its events told already."""
    story = [(event.kind, event.on, event.days) for event in events]
    return stand([petition], {petition.pk: story}, *known(), months.today())[petition.pk]


def stand(
    petitions: Iterable[Any], stories: dict[Any, list[Told]], held: list[Any], days: Calendar, day: dt.date
) -> dict[Any, Standing]:
    """As `standing_of`, from what was asked already: a petition's pk, state, channel, kind, received_at and source_upload_id."""

    def terms(each: Any) -> dict[str, Term]:
        found = pick(held, each.channel, each.kind, received_on(each))
        # Whoever was answered before there was this program is not called back years later.
        return {step: term for step, term in found.items() if step != CALL_BACK or not each.source_upload_id}

    return {
        each.pk: Standing(
            each,
            all_clocks(happened(stories[each.pk]), terms(each), days),
            day,
        )
        for each in petitions
    }


def stories_of(petitions: Sequence[Petition]) -> dict[Any, list[Told]]:
    """petition id → (kind, day, days) of its events in the order they were entered; one query."""
    found: dict[Any, list[Told]] = {each.pk: [] for each in petitions}
    told = PetitionEvent.objects.filter(petition__in=list(found)).order_by("at", "id")
    for pk, kind, on, days in told.values_list("petition_id", "kind", "on", "days"):
        found[pk].append((kind, on, days))
    return found


def happened(story: Iterable[Told]) -> list[Happened]:
    """Events as the rules read them."""
    return [Happened(kind, on, days or 0) for kind, on, days in story]


def received_on(petition: Petition) -> dt.date:
    """The day a petition came in, in Shanghai."""
    return petition.received_at.astimezone(months.SHANGHAI).date()
