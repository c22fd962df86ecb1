"""Who is drawn, and who inspects: tickets of the seed, smallest first (MZDRAW1 §5.5–5.7)."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import isqrt
from typing import Any, NamedTuple

from .commit import Commit
from .frame import Frame
from .hashing import digest
from .refusals import CommitMalformed
from .sources import check_values, seed, seed_json

MAIN, RESERVE, INSPECTOR = "M", "R", "I"
PER_TOWNSHIP = 2


class Pick(NamedTuple):
    """One line of the result. For an item: its stratum, rank within it (from 1), item, ticket, `M` (main) or `R`
    (reserve); for an inspector: township, rank, inspector, ticket, `I`."""

    place: str
    rank: int
    who: str
    ticket: str
    part: str


@dataclass(frozen=True)
class Drawn:
    """A draw carried out: the seed S, seed.json and result.tsv to the byte, and the lines of the latter."""

    seed: str
    seed_json: bytes
    result_tsv: bytes
    items: list[Pick]
    inspectors: list[Pick]


def draw(frame: Frame, commit: Commit, values: Sequence[str]) -> Drawn:
    """Carry the draw out. Raises SeedValueRefused for a bad value, CommitMalformed for a commit over another frame."""
    if commit.frame_sha256 != frame.sha256 or {each: size for each, (size, _) in commit.strata.items()} != frame.sizes:
        raise CommitMalformed("抽样框不是承诺时的那一份。")
    check_values(commit.sources, values)
    sealed = commit.commitment
    found = seed(sealed, values)
    items = select(frame, commit.counts, commit.reserve, found)
    people = pick_inspectors(frame.townships, commit.inspectors, commit.recuse, found)
    return Drawn(found, seed_json(sealed, values), result_tsv([*items, *people]), items, people)


def ticket(seed_hex: str, item: str) -> str:
    """T = H(ticket, S, item)."""
    return digest("ticket", seed_hex, item)


def select(frame: Frame, counts: Mapping[str, int], reserve: int, seed_hex: str) -> list[Pick]:
    """The n_h main items of each stratum and the `reserve` that follow them (fewer where it is exhausted), by rank."""
    prefix = hashlib.sha256(f"MZDRAW1:ticket:{seed_hex}:".encode("ascii"))
    picks = []
    for stratum, items in frame.strata.items():
        main = counts[stratum]
        for rank, both in enumerate(_smallest(prefix.copy, items, main + reserve), 1):
            part = MAIN if rank <= main else RESERVE
            picks.append(Pick(stratum, rank, both[32:].decode("ascii"), both[:32].hex(), part))
    return picks


def _smallest(copy: Callable[[], Any], items: list[bytes], wanted: int) -> list[bytes]:
    """Ticket (32 bytes) and item (hex) in one, ascending, of the `wanted` smallest.

    Tickets are uniform, so those below a limit somewhat above wanted/N are gathered and sorted; should they not be
    enough, all are.
    """
    size = len(items)
    limit = _limit(wanted, size)
    gathered: list[bytes] = []
    for item in items:
        state = copy()
        state.update(item)
        found = state.digest()
        if not limit or found < limit:
            gathered.append(found + item)
    if len(gathered) < min(wanted, size):
        return sorted(_tickets(copy, items))[:wanted]
    gathered.sort()
    return gathered[:wanted]


def _limit(wanted: int, size: int) -> bytes:
    """What the `wanted` smallest of `size` tickets stay below, all but surely; empty where every ticket is wanted."""
    likely = wanted + 8 * isqrt(wanted) + 64
    return ((likely << 256) // size).to_bytes(32, "big") if likely < size else b""


def _tickets(copy: Callable[[], Any], items: list[bytes]) -> Iterator[bytes]:
    for item in items:
        state = copy()
        state.update(item)
        yield state.digest() + item


def pick_inspectors(
    townships: Iterable[str], inspectors: Sequence[str], recuse: Mapping[str, Sequence[str]], seed_hex: str
) -> list[Pick]:
    """For each township the first two of the inspectors not recused from it, by H(insp, S, township, inspector)."""
    picks = []
    for township in sorted(townships):
        recused = recuse.get(township, ())
        free = [each for each in inspectors if each not in recused]
        picks += inspector_order(township, free, seed_hex)[:PER_TOWNSHIP]
    return picks


def inspector_order(township: str, inspectors: Iterable[str], seed_hex: str) -> list[Pick]:
    """These inspectors in the public order of their tickets for the township, ranked from 1 (MZDRAW1 §5.6)."""
    order = sorted((digest("insp", seed_hex, township, each), each) for each in inspectors)
    return [Pick(township, rank, each, drawn, INSPECTOR) for rank, (drawn, each) in enumerate(order, 1)]


def result_tsv(picks: Iterable[Pick]) -> bytes:
    """result.tsv: one line for each pick, in the order given (§5.7: strata, then townships)."""
    return "".join(f"{place}\t{rank}\t{who}\t{drawn}\t{part}\n" for place, rank, who, drawn, part in picks).encode(
        "ascii"
    )
