"""Running numbers of a township; taking one also queues every other writer of that township's roster."""

from ..models import TownshipCounter

HOUSEHOLDS = ""


def lock(township_code: str, scheme: str = HOUSEHOLDS) -> TownshipCounter:
    """The counter, locked until the end of the transaction."""
    TownshipCounter.objects.get_or_create(township_code=township_code, scheme=scheme)
    return TownshipCounter.objects.select_for_update().get(township_code=township_code, scheme=scheme)


def take(counter: TownshipCounter, count: int = 1) -> range:
    """The next `count` numbers of a locked counter."""
    first = counter.last + 1
    counter.last += count
    counter.save(update_fields=["last"])
    return range(first, first + count)
