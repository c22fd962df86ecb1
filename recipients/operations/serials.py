"""序号: the number of a household in its township's list of a scheme. The sheet's own where free, else the next."""

from typing import Any

from ..models import Award, TownshipCounter
from . import counters


class Serials:
    """Gives numbers in one township; its counters stay locked until the end of the transaction."""

    def __init__(self, township_code: str) -> None:
        self.township_code = township_code
        self.counters: dict[str, TownshipCounter] = {}
        self.used: dict[str, dict[int, str]] = {}
        self.own: dict[tuple[str, str], int] = {}

    def take(self, scheme: str, wanted: int | None, household: Any, person: Any = "") -> int:
        """The number for a new award: the household's earlier one, the wanted one if nobody has it, else the next."""
        used = self._used(scheme)
        owner = f"{household}/{person}" if person else str(household)
        if not person and (scheme, owner) in self.own:
            return self.own[scheme, owner]
        counter = self.counters[scheme]
        if wanted is None or wanted in used:
            wanted = counter.last + 1
        used[wanted] = owner
        counter.last = max(counter.last, wanted)
        return wanted

    def save(self) -> None:
        """The counters are stored."""
        for counter in self.counters.values():
            counter.save(update_fields=["last"])

    def _used(self, scheme: str) -> dict[int, str]:
        if scheme not in self.used:
            self.counters[scheme] = counters.lock(self.township_code, scheme)
            rows = Award.objects.filter(township_code=self.township_code, scheme=scheme, voided_by__isnull=True)
            pairs = list(rows.order_by("first_month").values_list("serial", "household_id", "person_id"))
            self.used[scheme] = {serial: str(household) for serial, household, _ in pairs}
            self.own |= {(scheme, str(household)): serial for serial, household, person in pairs if person is None}
            highest = max(self.used[scheme], default=0)
            self.counters[scheme].last = highest
        return self.used[scheme]
