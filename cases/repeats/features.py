"""What two petitions are compared by: fingerprints only, so that a sealed case is compared after its text is gone.

With a key every fingerprint is a keyed hash; what is proposed is the same with any key and without one, since only
equality counts. `packed` never holds words: the topics that `why` names stay behind in the open copy.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields, replace
from datetime import date
from functools import lru_cache
from typing import Any

from pypinyin import lazy_pinyin

from .petition import Petition, clean_name
from .wording import (
    CONCEPTS,
    FOR_KIN,
    KIN,
    LENT,
    OF_KIN,
    SOMEONE,
    TITLES,
    accused_name,
    fold,
    full_names,
    mentioned,
    place,
    wording,
)

Marks = frozenset[int]
Marker = Callable[[str, str], int]
NONE: Marks = frozenset()
# Benefits under which a clerk puts whatever he is told: as the kind of a petition they say nothing.
COMMON = frozenset({"dibao", "tekun", "temporary"})


@dataclass(frozen=True, slots=True)
class Features:
    """One petition as fingerprints: its people, its place and its matter."""

    number: int | str
    received: date
    anonymous: bool
    refers_back: int
    parties: int
    village: int
    township: int
    kind: int
    ids: Marks = NONE
    phones: Marks = NONE
    names: Marks = NONE
    near: Marks = NONE
    kin: Marks = NONE
    accused: Marks = NONE
    spoken_of: Marks = NONE
    benefits: Marks = NONE
    cues: Marks = NONE
    families: Marks = NONE
    weak: Marks = NONE
    grams: Marks = NONE
    letters: Marks = NONE
    topics: tuple[str, ...] = ()
    named: Marks = NONE
    someone: Marks = NONE
    sounds: Marks = NONE
    relatives: Marks = NONE
    for_kin: int = 0  # 1: speaks for one of his own, or of one who might; -1: says that the telephone is another's

    def sealed(self) -> Features:
        """The same fingerprints with nothing that can be read."""
        return replace(self, topics=())


def features(petition: Petition, sketch_key: bytes | None = None) -> Features:
    """The fingerprints of a petition, keyed where a key is given; all that are compared with each other take the same key."""
    mark = _marker(sketch_key or b"")
    names = [name for each in petition.names if (name := clean_name(each))]
    accused = [name for each in petition.accused if (name := accused_name(each))]
    village, township = place(petition.village), place(petition.township)
    places = [petition.village, village, petition.township, township]
    text = fold(petition.text)
    said = wording(text, without=[*places, *names, *accused])
    benefits = said.benefits or wording(fold(petition.kind)).benefits - COMMON
    kin = mentioned(text, KIN, OF_KIN)
    families = {CONCEPTS[cue].family for cue in said.cues} - {""}

    def marks(label: str, values: Iterable[str]) -> Marks:
        return frozenset([mark(label, value) for value in values if value])

    return Features(
        number=petition.number,
        received=petition.received,
        anonymous=petition.anonymous or not names,
        refers_back=said.refers_back,
        parties=len(names),
        village=mark("place", village) if village else 0,
        township=mark("place", township) if township else 0,
        kind=mark("kind", petition.kind) if petition.kind else 0,
        ids=marks("id", petition.id_keys),
        phones=marks("phone", petition.phone_keys),
        names=marks("name", names),
        near=marks("near", (form for name in names for form in near_forms(name))),
        kin=marks("name", kin),
        relatives=marks("name", full_names(kin)),
        for_kin=-1 if LENT.search(text) else int(bool(FOR_KIN.search(text))),
        accused=marks("name", accused),
        spoken_of=marks("name", (name for name in mentioned(text, TITLES) if len(name) > 2)),
        benefits=marks("concept", benefits),
        cues=marks("concept", said.cues),
        families=marks("family", families),
        weak=marks("concept", said.weak),
        grams=marks("gram", said.grams),
        letters=marks("letter", said.letters),
        named=marks("letter", said.named),
        sounds=marks("sound", map(sound, names)),
        someone=marks("someone", SOMEONE.findall(text)),
        topics=tuple(CONCEPTS[each].label for kind in (benefits, said.cues) for each in sorted(kind)),
    )


@lru_cache(maxsize=50_000)
def near_forms(name: str) -> tuple[str, ...]:
    """What a name shares with a misspelt one: its sound (玉莲, 玉连) and, from three characters on, all but one of them."""
    if len(name) < 3:
        return (sound(name),)
    return (sound(name), *(f"{name[:i]}*{name[i + 1 :]}" for i in range(1, len(name))))


@lru_cache(maxsize=50_000)
def sound(name: str) -> str:
    """A name as it sounds, tones left out."""
    return " ".join(map(_sound, name))


@lru_cache(maxsize=20_000)
def _sound(character: str) -> str:
    return "".join(lazy_pinyin(character))


@lru_cache(maxsize=4)
def _marker(key: bytes) -> Marker:
    """A function from (label, value) to 64 bits, the same for the same key in every process."""
    key = hashlib.blake2b(key).digest() if len(key) > hashlib.blake2b.MAX_KEY_SIZE else key

    @lru_cache(maxsize=400_000)
    def mark(label: str, value: str) -> int:
        digest = hashlib.blake2b(f"{label}\0{value}".encode(), digest_size=8, key=key, person=b"repeats")
        return int.from_bytes(digest.digest(), "big") or 1

    return mark


def packed(one: Features) -> bytes:
    """The sketch as it is kept beside a sealed case: fingerprints in the order of their size, so no word order is left."""
    row: list[Any] = []
    for each in fields(Features):
        value = getattr(one, each.name)
        if isinstance(value, date):
            row.append(value.isoformat())
        elif each.name != "topics":
            row.append(sorted(value) if isinstance(value, frozenset) else value)
    return zlib.compress(json.dumps(row, separators=(",", ":")).encode())


def unpacked(sketch: bytes) -> Features:
    """The fingerprints that `packed` kept; those of an older version lack what was added since."""
    row = json.loads(zlib.decompress(sketch))
    names = [each.name for each in fields(Features) if each.name != "topics"]
    values: dict[str, Any] = {
        name: frozenset(value) if isinstance(value, list) else value for name, value in zip(names, row, strict=False)
    }
    values["received"] = date.fromisoformat(values["received"])
    return Features(**values)
