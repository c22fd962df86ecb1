"""Whose number is it, where several names share a row: the ledger's own rows with a single name tell."""

from collections import defaultdict
from collections.abc import Iterable

from .ledger_row import LedgerRow
from .petition import AGENT, CO_SIGNER, PETITIONER, Party

Alone = dict[str, set[str]]


def seen_alone(rows: Iterable[LedgerRow]) -> Alone:
    """number → the names that give it in rows with one name."""
    found: Alone = defaultdict(set)
    for row in rows:
        if len(row.names) == 1:
            for number in (*row.ids, *row.phones):
                found[number].add(row.names[0])
    return found


def parties_of(row: LedgerRow, alone: Alone) -> list[Party]:
    """The people of a row, in the order of its cell. One number for each name goes by order; fewer go to whom other rows
    know by them, else to the first; a telephone left over stands with a party of its own, so that he is found by it. An
    anonymous row has one nameless party with what numbers it gives."""
    if not row.names:
        first = Party("", row.ids[0] if row.ids else "", row.phones[0] if row.phones else "")
        return [first, *map(_spare, row.phones[1:])] if row.ids or row.phones else []
    people = [Party(name, role=CO_SIGNER) for name in row.names]
    people[0].role = PETITIONER
    for person in people:
        if person.name in row.agents:
            person.role = AGENT
    _give(people, row.ids, "id_number", alone)
    _give(people, row.phones, "phone", alone)
    given = {person.phone for person in people}
    return people + [_spare(phone) for phone in row.phones if phone not in given]


def _spare(phone: str) -> Party:
    return Party(phone=phone, role=CO_SIGNER)


def _give(people: list[Party], numbers: list[str], name: str, alone: Alone) -> None:
    if len(numbers) == len(people):
        for person, number in zip(people, numbers, strict=True):
            setattr(person, name, number)
        return
    for number in numbers:
        known = [p for p in people if p.name in alone.get(number, ()) and not getattr(p, name)]
        free = [p for p in people if not getattr(p, name)]
        if known or free:
            setattr((known or free)[0], name, number)
