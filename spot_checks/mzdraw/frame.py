"""The frame: every item that can be drawn, in public form and without personal data (MZDRAW1 §5.1)."""

import hashlib
import re
import secrets
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from .refusals import FrameMalformed

LINE = re.compile(rb"([0-9]{9}-[A-Z])\t([0-9a-f]{32})\t([0-9a-f]{64})")
SEPARATOR = "\x1f"


class Entry(NamedTuple):
    """One line of the frame: stratum `[0-9]{9}-[A-Z]` (township and band), item (32 hex), commitment (64 hex)."""

    stratum: str
    item: str
    commitment: str


@dataclass(frozen=True, eq=False)
class Frame:
    """A valid frame. `data` is frame.tsv, `strata` maps each stratum to its items (hex as bytes), both ascending."""

    data: bytes
    strata: dict[str, list[bytes]]

    @property
    def sha256(self) -> str:
        """Plain SHA-256 of frame.tsv, as the commit states it."""
        return hashlib.sha256(self.data).hexdigest()

    @property
    def sizes(self) -> dict[str, int]:
        """stratum → number of items (N_h), in the order of the codes."""
        return {stratum: len(items) for stratum, items in self.strata.items()}

    @property
    def townships(self) -> list[str]:
        """The township codes (9 digits) that stand in the frame, ascending."""
        return sorted({stratum[:9] for stratum in self.strata})

    def __len__(self) -> int:
        return sum(map(len, self.strata.values()))

    def entries(self) -> Iterator[Entry]:
        """The lines, in the order of the file."""
        for line in self.data.decode("ascii").splitlines():
            yield Entry(*line.split("\t"))


def new_item() -> str:
    """A fresh public identifier: 16 random bytes as hex, unlinkable between draws."""
    return secrets.token_hex(16)


def new_nonce() -> bytes:
    """A fresh secret of 32 random bytes; it opens one commitment and is kept sealed until the item is inspected."""
    return secrets.token_bytes(32)


def item_commitment(nonce: bytes, id_number: str, name: str, household: str, category: str, fen: int) -> str:
    """SHA-256 of `MZDRAW1:item:`, the nonce's 32 bytes and the five texts in NFC joined by 0x1F; 64 hex digits.

    `fen` is written as a plain whole number. Raises ValueError for another nonce length or a text that holds 0x1F.
    """
    texts = (id_number, name, household, category, str(int(fen)))
    if len(nonce) != 32:
        raise ValueError("the nonce has 32 bytes")
    if any(SEPARATOR in text for text in texts):
        raise ValueError("a text holds the separator 0x1F")
    content = unicodedata.normalize("NFC", SEPARATOR.join(texts)).encode()
    return hashlib.sha256(b"MZDRAW1:item:" + nonce + content).hexdigest()


def make_frame(entries: Iterable[Entry | tuple[str, str, str]]) -> Frame:
    """The frame of these lines, whatever their order. Raises FrameMalformed."""
    lines = sorted(f"{stratum}\t{item}\t{sealed}\n" for stratum, item, sealed in entries)
    try:
        return parse_frame("".join(lines).encode("ascii"))
    except UnicodeEncodeError:
        raise FrameMalformed("抽样框只能有 ASCII 字符。") from None


def parse_frame(data: bytes) -> Frame:
    """The frame that frame.tsv holds. Raises FrameMalformed, naming the line, for every other spelling of it."""
    lines = data.split(b"\n")
    if lines.pop() or not lines:
        raise FrameMalformed("抽样框为空，或最后一行没有换行符。")
    strata: dict[str, list[bytes]] = {}
    here = b""
    items: list[bytes] = []
    match = LINE.fullmatch
    for number, line in enumerate(lines, 1):
        found = match(line)
        if found is None:
            raise FrameMalformed(f"抽样框第 {number} 行不是“层、编号、承诺值”三栏的规定写法。")
        stratum, item, _ = found.groups()
        if stratum != here:
            here, items = stratum, []
            strata[stratum.decode("ascii")] = items
        items.append(item)
    if sorted(lines) != lines:
        raise FrameMalformed("抽样框各行没有按字节顺序排列。")
    if len({item for items in strata.values() for item in items}) != len(lines):
        raise FrameMalformed("抽样框里有重复的编号。")
    return Frame(data, strata)
