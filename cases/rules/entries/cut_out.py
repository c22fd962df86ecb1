"""Which picture was cut out of which: known again with up to half of its width and of its height cut away, wherever the cut
lies, recompressed or resized after it.

`marks` are 64-bit DCT hashes of a picture whole (the first of them) and of 440 windows in it, stored beside it. A cut is near
one of the windows of what it was cut from; that finds candidates, and where in them to look. `is_cut` then lays the cut over the whole picture and
moves it until they fit best.
"""

import math
import struct
from collections.abc import Iterable, Iterator
from functools import cache
from operator import mul

from PIL import Image

SIDE, LOW = 16, 8
STEP = 0.1
KEPT = (1.0, 0.9, 0.8, 0.7, 0.6, 0.5)  # shares of a side that a window keeps
NEAR = 16  # bits of 64
TRIED = 3  # windows from which a cut is moved
LEAST = 0.4  # of a side
MATCH = 0.98  # correlation; a cut fits by 0.99, doors that look alike by 0.92
HOPE = 0.9  # what fits worse while looked at coarsely will not fit
FINE = 192
CLIMBS = ((12, (0.05, 0.025)), (24, (0.0125,)), (40, (0.006,)))  # pixels a side, by how much the edges move
PATIENCE = 8

Box = tuple[float, float, float, float]  # left, top, right, bottom, as shares
Pixels = tuple[list[float], float]


def marks(image: Image.Image) -> bytes:
    """The marks of a picture, eight bytes each, the whole picture's first."""
    small = image.convert("L").resize((128, 128), Image.Resampling.BOX)
    found = [_mark(small, tuple(128 * edge for edge in box)) for box in _windows()]
    return struct.pack(f">{len(found)}Q", *found)


def distance(cut: bytes, whole: bytes) -> int:
    """In how many of 64 bits the picture marked `cut` differs at least from a window of `whole`; 64 where either is empty."""
    if not cut or not whole:
        return 64
    mine = struct.unpack_from(">Q", cut)[0]
    return min((mine ^ mark).bit_count() for mark in _numbers(whole))


def is_cut(cut: Image.Image, whole: Image.Image, cut_marks: bytes, whole_marks: bytes) -> bool:
    """Whether `cut` is a part of `whole`, given the marks of both."""
    small = whole.convert("L").resize((FINE, FINE), Image.Resampling.BOX)
    return any(_climbed(cut.convert("L"), small, box) >= MATCH for box in _likely(cut_marks, whole_marks))


def _likely(cut: bytes, whole: bytes) -> Iterable[Box]:
    mine = struct.unpack_from(">Q", cut)[0]
    near = sorted((mine ^ mark).bit_count() * 1000 + place for place, mark in enumerate(_numbers(whole)))
    return [_windows()[each % 1000] for each in near[:TRIED]]


def _numbers(stored: bytes) -> tuple[int, ...]:
    return struct.unpack(f">{len(stored) // 8}Q", stored)


@cache
def _windows() -> list[Box]:
    spans = [(STEP * n, STEP * n + kept) for kept in KEPT for n in range(round((1 - kept) / STEP) + 1)]
    spans = [(start, min(end, 1.0)) for start, end in spans]
    return [(left, top, right, bottom) for left, right in spans for top, bottom in spans]


@cache
def _waves() -> list[list[float]]:
    return [[math.cos(math.pi * (2 * x + 1) * u / (2 * SIDE)) for x in range(SIDE)] for u in range(LOW)]


def _mark(image: Image.Image, box: tuple[float, ...]) -> int:
    """The signs, against their median, of the 64 lowest frequencies."""
    values = image.resize((SIDE, SIDE), Image.Resampling.BOX, box=box).tobytes()  # type: ignore[arg-type]
    rows = [values[at : at + SIDE] for at in range(0, SIDE * SIDE, SIDE)]
    columns = list(zip(*[[sum(map(mul, row, wave)) for wave in _waves()] for row in rows], strict=True))
    low = [sum(map(mul, column, wave)) for wave in _waves() for column in columns]
    median = sorted(low[1:])[len(low) // 2]
    return sum(1 << place for place, value in enumerate(low[1:]) if value > median)


def _climbed(cut: Image.Image, whole: Image.Image, box: Box) -> float:
    """How well the cut fits, moved from `box` to where it fits best."""
    best = 0.0
    for side, steps in CLIMBS:
        mine = _pixels(cut, (0.0, 0.0, 1.0, 1.0), side)
        best = _correlation(mine, _pixels(whole, box, side))
        for step in steps:
            for _ in range(PATIENCE):
                fits = max((_correlation(mine, _pixels(whole, each, side)), each) for each in _moves(box, step))
                if fits[0] <= best:
                    break
                best, box = fits
        if best < HOPE:
            break
    return best


def _moves(box: Box, step: float) -> Iterator[Box]:
    """The box itself, one edge moved, or the whole of it."""
    left, top, right, bottom = box
    yield box
    for by in (-step, step):
        for each in (
            (left + by, top, right, bottom),
            (left, top + by, right, bottom),
            (left, top, right + by, bottom),
            (left, top, right, bottom + by),
            (left + by, top, right + by, bottom),
            (left, top + by, right, bottom + by),
        ):
            inside = min(each) >= 0 and max(each) <= 1
            if inside and each[2] - each[0] >= LEAST and each[3] - each[1] >= LEAST:
                yield each


def _pixels(image: Image.Image, box: Box, side: int) -> Pixels:
    """Brightnesses about their mean, and the sum of their squares."""
    width, height = image.size
    edges = (box[0] * width, box[1] * height, box[2] * width, box[3] * height)
    values = image.resize((side, side), Image.Resampling.BOX, box=edges).tobytes()
    mean = sum(values) / len(values)
    about = [value - mean for value in values]
    return about, sum(map(mul, about, about))


def _correlation(one: Pixels, other: Pixels) -> float:
    scale = math.sqrt(one[1] * other[1])
    return sum(map(mul, one[0], other[0])) / scale if scale else 0.0
