"""How long the search takes over a large ledger; called by the bench command, asserts nothing."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from time import perf_counter

from .features import features
from .petition import Petition
from .proposing import propose, propose_for
from .wording import CONCEPTS

SURNAMES = "马王李张杨禹拜冶买赛海哈伍者于金"
GIVEN = "玉英花建国明福小军志永文武斌贵占成梅芳霞燕秀兰彩德龙进财生荣"
OPENINGS = ("反映", "再次反映", "仍反映", "来电咨询", "本人要求解决", "请求核查")


def petitions(count: int, seed: int = 1) -> Iterator[Petition]:
    """So many made-up petitions: three from each person on average, one telephone in fifty an office's."""
    chance = random.Random(seed)  # noqa: S311 - a made-up ledger
    labels = [concept.label for concept in CONCEPTS.values() if concept.label]
    for number in range(1, count + 1):
        who = chance.randrange(count // 3 + 1)
        own = random.Random(who)  # noqa: S311
        village, name = f"{own.randrange(105)}号村", own.choice(SURNAMES) + "".join(own.choices(GIVEN, k=2))
        phone = f"office{village}" if own.random() < 0.02 else f"phone{who}"
        words = "，".join(chance.choices(labels, k=3)) + "".join(chance.choices(GIVEN, k=20))
        yield Petition(
            number=number, received=date(2018, 1, 1) + timedelta(days=chance.randrange(1400)), village=village,
            text=chance.choice(OPENINGS) + words, names=[name], phone_keys=[phone],
            id_keys=[f"number{who}"] if chance.random() < 0.6 else [],
        )  # fmt: skip


def measured(count: int = 60_000, key: bytes | None = b"bench") -> dict[str, float]:
    """Seconds for fingerprints, for all proposals, and for those of one petition."""
    rows = list(petitions(count))
    start = perf_counter()
    marked = [features(row, key) for row in rows]
    marked_at = perf_counter()
    pairs = propose(marked)
    proposed_at = perf_counter()
    propose_for(marked[-1], marked)
    return {
        "petitions": count, "pairs": len(pairs), "features": marked_at - start, "propose": proposed_at - marked_at,
        "propose_for": perf_counter() - proposed_at,
    }  # fmt: skip
