"""How fast a draw is, as a ratio measured in one run (DESIGN.md §7: at most 2)."""

import gc
import hashlib
import secrets
from collections.abc import Callable
from time import perf_counter

from . import mzdraw

TOWNSHIPS = 7
DRAWN = 100  # one item in so many, and no less than all strata can give
RUNS = 3


def draw_ratio(n: int = 1_000_000) -> float:
    """Time of drawing from a frame of `n` items (n ≥ 2,100), result.tsv included, over hashing its tickets alone.

    Both are the best of a few runs that take turns. Each ticket is one SHA-256 of 112 bytes; the hashing it is
    measured against already spares the part all tickets have in common.
    """
    frame = _frame(n)
    total = max(n // DRAWN, mzdraw.smallest_total(frame.sizes, _weights(), 2))
    counts = mzdraw.allocate(frame.sizes, _weights(), 2, total)
    seed = secrets.token_hex(32)
    items = [item for stratum in frame.strata.values() for item in stratum]
    drawing, hashing = [], []
    for _ in range(RUNS):
        hashing.append(_seconds(lambda: _hash_alone(seed, items)))
        drawing.append(_seconds(lambda: mzdraw.result_tsv(mzdraw.select(frame, counts, 2, seed))))
    return min(drawing) / min(hashing)


def _weights() -> dict[str, int]:
    return {"A": 0, "B": 3, "C": 1}


def _frame(n: int) -> mzdraw.Frame:
    """A county's frame: few in the take-all band, a quarter in the raised one."""
    sealed = "0" * 64
    bands = ["C" if at % 4 else "B" if at % 100 else "A" for at in range(n)]
    return mzdraw.make_frame(
        (f"{640424100 + at % TOWNSHIPS}-{band}", mzdraw.new_item(), sealed) for at, band in enumerate(bands)
    )


def _hash_alone(seed: str, items: list[bytes]) -> list[bytes]:
    copy = hashlib.sha256(f"MZDRAW1:ticket:{seed}:".encode("ascii")).copy
    found = []
    for item in items:
        state = copy()
        state.update(item)
        found.append(state.digest())
    return found


def _seconds(work: Callable[[], object]) -> float:
    gc.collect()
    begin = perf_counter()
    work()
    return perf_counter() - begin
