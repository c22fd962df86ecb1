"""Pictures people hand in: taken only where they decode as JPEG or PNG, written anew without anything hidden in them, and
recognised again after recompression, resizing and small crops.

`likeness` is 256 bits: the 64-bit DCT hash (pHash) of the whole picture and of three slightly smaller middles of it. Two
pictures are `alike` where any two of these differ in few bits; that is quick and finds candidates. `same` then looks at the
pictures themselves, laid over each other with their edges cut by up to five percent.
"""

import heapq
import io
import math
import re
import warnings
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from operator import mul
from typing import TypeVar

from PIL import Image

from .refusal import Refused

MOST_BYTES = 12 * 1024 * 1024
FORMATS = ("JPEG", "PNG")
MOST_PIXELS = {"PNG": 20_000_000}  # of others MOST_JPEG: one with more pictures in it calls itself MPO
MOST_JPEG = 60_000_000
LONGEST_SIDE = 1600
QUALITY = 85

PNG = b"\x89PNG\r\n\x1a\n"
EOI, TEM = 0xD9, 0x01
MARKER = re.compile(rb"\xff+[^\x00\xd0-\xd7\xff]", re.DOTALL)  # no stuffed byte, no restart of a scan
ACTIVE = re.compile(rb"[\s\x00]*(?:PK\x03\x04|PK\x05\x06|Rar!|7z\xbc\xaf|\x1f\x8b|MZ|\x7fELF|%PDF|<[!?a-zA-Z]|#!)")

ORIENTATION = 0x0112
TURN = Image.Transpose
TURNS = {
    2: TURN.FLIP_LEFT_RIGHT, 3: TURN.ROTATE_180, 4: TURN.FLIP_TOP_BOTTOM, 5: TURN.TRANSPOSE, 6: TURN.ROTATE_270,
    7: TURN.TRANSVERSE, 8: TURN.ROTATE_90,
}  # fmt: skip

SIDE, LOW = 32, 8
CUTS = (0.0, 0.0125, 0.025, 0.05)
NEAR = 12  # bits of 64
FLAT = 6.0  # a picture whose brightness hardly varies says nothing
EDGES = (0.0, 0.025, 0.05)
MATCH = 0.965  # correlation
PART = (1 << 64) - 1
REPEATED = 1 | 1 << 64 | 1 << 128 | 1 << 192

Pixels = tuple[list[float], int]
Key = TypeVar("Key")


class NotAPicture(Refused):
    """The bytes are no picture of a kind that is taken."""

    code = "not-a-picture"


@dataclass(frozen=True)
class Picture:
    """A picture as it is kept: JPEG bytes without metadata, its size in pixels, and its likeness ("" where it is flat)."""

    data: bytes
    width: int
    height: int
    likeness: str


def clean(data: bytes) -> Picture:
    """The picture in `data`, turned upright, at most 1600 pixels wide or high, as a fresh JPEG. Raises NotAPicture."""
    if not data or len(data) > MOST_BYTES:
        raise NotAPicture(f"照片不能超过 {MOST_BYTES // 1024 // 1024} MB。请用手机相机的普通画质再拍。")
    image = _decoded(data)
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    file = io.BytesIO()
    image.save(file, "JPEG", quality=QUALITY, optimize=True)
    return Picture(file.getvalue(), image.width, image.height, likeness(image))


def trimmed(data: bytes) -> bytes:
    """A JPEG or PNG up to its own end: what follows is left out (phones append films, depths and second pictures). Raises
    NotAPicture where it has no end, or where an archive, a program or a page of code follows."""
    end = _png_end(data) if data.startswith(PNG) else _jpeg_end(data)
    if not end:
        raise NotAPicture("照片不完整或已损坏，请重新拍照上传。")
    if ACTIVE.match(data, end) or zipfile.is_zipfile(io.BytesIO(data)):
        raise NotAPicture("照片后面还接着别的文件（压缩包、程序或网页代码），不能收。请用手机直接拍照，或截图后再传。")
    return data[:end]


def _png_end(data: bytes) -> int:
    at = len(PNG)
    while at + 12 <= len(data):
        name, at = data[at + 4 : at + 8], at + 12 + int.from_bytes(data[at : at + 4], "big")
        if name == b"IEND":
            return at if at <= len(data) else 0
    return 0


def _jpeg_end(data: bytes) -> int:
    """Behind the end marker of the first picture: pictures inside of segments (thumbnails) end none."""
    at = 2
    while found := MARKER.search(data, at) if data[:2] == b"\xff\xd8" else None:
        code, at = found[0][-1], found.end()
        if code == EOI:
            return at
        if code != TEM:
            at += int.from_bytes(data[at : at + 2], "big")
    return 0


def _decoded(data: bytes, longest: int = 2 * LONGEST_SIDE) -> Image.Image:
    """The picture, upright and in RGB, where its kind allows it not much larger than `longest`. Its size is looked at before
    anything is unpacked."""
    wrong = NotAPicture("只收 JPG 或 PNG 照片，这个文件不是照片或已损坏。请直接用手机相机拍照上传。")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            image = Image.open(io.BytesIO(data), formats=FORMATS)
            if image.width * image.height > MOST_PIXELS.get(image.format or "", MOST_JPEG) or min(image.size) < SIDE:
                raise NotAPicture("照片的尺寸过大或过小，请用手机相机的普通画质再拍。")
            image.draft("RGB", (longest, longest))
            upright = _upright(image)
            flat = Image.new("RGB", upright.size, "white")
            flat.paste(upright.convert("RGBA"), mask=upright.convert("RGBA").getchannel("A"))
            return flat
    except NotAPicture:
        raise
    except Exception:  # decoders fail in many ways over what strangers hand in
        raise wrong from None


def _upright(image: Image.Image) -> Image.Image:
    """Turned as the camera was held; as it is where what the camera says cannot be read."""
    try:
        turn = TURNS.get(image.getexif().get(ORIENTATION, 1))
    except Exception:  # a broken word of the camera says nothing against the picture
        turn = None
    return image if turn is None else image.transpose(turn)


def likeness(image: Image.Image) -> str:
    """The perceptual hash of a picture: 64 hex digits; "" for one so flat that it would resemble every other."""
    grey = image.convert("L")
    grey.thumbnail((256, 256), Image.Resampling.BOX)
    values = grey.tobytes()
    mean = sum(values) / len(values)
    if sum((value - mean) ** 2 for value in values) < FLAT**2 * len(values):
        return ""
    return "".join(f"{_phash(_cut(grey, cut, cut, cut, cut)):016x}" for cut in CUTS)


def distance(one: str, other: str) -> int:
    """In how many of 64 bits the two likenesses differ at least; 64 where either is empty."""
    if not one or not other:
        return 64
    return min((a ^ b).bit_count() for a in _parts(one) for b in _parts(other))


def alike(one: str, other: str) -> bool:
    """Whether the two likenesses may be of one picture: all that are, and few that are not."""
    return distance(one, other) <= NEAR


def nearest(likeness: str, others: Iterable[tuple[Key, str]], most: int) -> list[Key]:
    """The keys of those `others` (key, likeness) that are `alike`, the nearest first, at most so many. A likeness is one
    number of 256 bits, compared with each of the four parts at once: 50,000 photos take less than a tenth of a second."""
    if not likeness:
        return []
    four = [part * REPEATED for part in _parts(likeness)]
    near = [(key, theirs) for key, theirs in others if theirs and _is_near(four, int(theirs, 16))]
    return [key for key, _ in heapq.nsmallest(most, near, key=lambda pair: distance(likeness, pair[1]))]


def _is_near(four: list[int], theirs: int) -> bool:
    for mine in four:
        bits = mine ^ theirs
        if (
            (bits & PART).bit_count() <= NEAR
            or (bits >> 64 & PART).bit_count() <= NEAR
            or (bits >> 128 & PART).bit_count() <= NEAR
            or (bits >> 192).bit_count() <= NEAR
        ):
            return True
    return False


def same(one: Image.Image, other: Image.Image) -> bool:
    """Whether the two are one picture, possibly recompressed, resized, made brighter, or with up to five percent cut off
    the edges of either."""
    first, second = _small(one), _small(other)
    return any(_correlation(a, b) >= MATCH for a, b in _overlays(first, second))


def opened(data: bytes) -> Image.Image:
    """A picture that was taken in, upright and grey, no larger than comparing needs."""
    return _decoded(data, 256).convert("L")


@cache
def _cosines() -> list[list[float]]:
    return [[math.cos(math.pi * (2 * x + 1) * u / (2 * SIDE)) for x in range(SIDE)] for u in range(LOW + 1)]


def _phash(grey: Image.Image) -> int:
    """The signs, against their median, of the 64 lowest frequencies but the mean."""
    values = grey.resize((SIDE, SIDE), Image.Resampling.BOX).tobytes()
    waves = _cosines()
    half = [[sum(map(mul, values[y * SIDE : (y + 1) * SIDE], wave)) for wave in waves] for y in range(SIDE)]
    columns = list(zip(*half, strict=True))
    low = [[sum(map(mul, column, wave)) for column in columns] for wave in waves]
    found = [low[v][u] for v in range(LOW) for u in range(LOW)][1:] + [low[LOW][0]]
    median = sorted(found)[len(found) // 2]
    return sum(1 << place for place, value in enumerate(found) if value > median)


def _parts(text: str) -> list[int]:
    return [int(text[at : at + 16], 16) for at in range(0, len(text), 16)]


def _cut(image: Image.Image, left: float, top: float, right: float, bottom: float) -> Image.Image:
    """The picture with these shares of it cut off its edges."""
    width, height = image.size
    box = (left * width, top * height, (1 - right) * width, (1 - bottom) * height)
    return image.resize(image.size, Image.Resampling.BILINEAR, box=box) if any((left, top, right, bottom)) else image


def _small(image: Image.Image) -> Image.Image:
    return image.convert("L").resize((96, 96), Image.Resampling.BOX)


def _overlays(first: Image.Image, second: Image.Image) -> Iterator[tuple[Pixels, Pixels]]:
    """Each of the two with its edges cut, over the other whole."""
    for cut, whole in ((first, second), (second, first)):
        under = _pixels(whole)
        for left, right in _edges():
            for top, bottom in _edges():
                yield _pixels(_cut(cut, left, top, right, bottom)), under


@cache
def _edges() -> list[tuple[float, float]]:
    return [(a, b) for a in EDGES for b in EDGES if a + b <= EDGES[-1] + EDGES[1]]


def _pixels(image: Image.Image) -> Pixels:
    """24 × 24 brightnesses about their mean, and the sum of their squares."""
    values = image.resize((24, 24), Image.Resampling.BOX).tobytes()
    mean = sum(values) / len(values)
    about = [value - mean for value in values]
    return about, int(sum(map(mul, about, about)))


def _correlation(one: Pixels, other: Pixels) -> float:
    scale = math.sqrt(one[1] * other[1])
    return sum(map(mul, one[0], other[0])) / scale if scale else 0.0
