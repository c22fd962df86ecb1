"""The frame with its secrets: what the public lines commit to. It is kept sealed and read when items are drawn.

One JSON list a line, in the order of the public frame; losing it would leave the commitments unopenable.
"""

import json
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from . import frames, mzdraw
from .rules import bands


class SealedRow(NamedTuple):
    """A public line (stratum, item), the nonce of its commitment and what it commits to."""

    stratum: str
    item: str
    nonce: str
    id_text: str
    name: str
    label: str
    category: str
    fen: int
    kind: str
    division_code: str
    household: str
    subject_type: str
    subject_id: str
    reasons: list[str]

    @property
    def content(self) -> tuple[str, str, str, str, int]:
        """ID, name, household, category, fen: the text under the commitment (MZDRAW1 §5.1)."""
        return self.id_text, self.name, self.label, self.category, self.fen


def row_of(stratum: str, item: str, nonce: str, each: frames.Candidate) -> SealedRow:
    """A candidate under its public identifier."""
    return SealedRow(
        stratum, item, nonce, each.id_text, each.name, each.label, each.category, each.fen, each.kind,
        each.division_code, str(each.household or ""), each.subject_type, each.subject_id, bands.words(each.facts),
    )  # fmt: skip


def dump(rows: Iterable[SealedRow]) -> bytes:
    """The rows as bytes."""
    encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
    return "".join(f"{encode(list(row))}\n" for row in rows).encode()


def load(data: bytes) -> Iterator[SealedRow]:
    """The rows of `dump`."""
    for line in data.decode().splitlines():
        yield SealedRow(*json.loads(line))


def public(rows: Iterable[SealedRow]) -> mzdraw.Frame:
    """The public frame: each row as stratum, identifier and commitment."""
    return mzdraw.make_frame(
        (row.stratum, row.item, mzdraw.item_commitment(bytes.fromhex(row.nonce), *row.content)) for row in rows
    )
