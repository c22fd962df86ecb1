"""同事: how nearly two petitions tell the same facts and demands (domain.md §5), whatever words they use.

Rare words weigh more than common ones; how rare a word is the petitions themselves say, so no county's habits are built
in. Another benefit, or other facts throughout, is another matter although the words around them agree.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import exp, fsum, log

from .features import Features

PRIOR = 50  # petitions' worth of belief in how common a mark is, before any are counted
BELIEF = {"benefits": 0.08, "cues": 0.06, "weak": 0.1, "grams": 0.01, "letters": 0.03}
WEIGHT = {"benefits": 1.0, "cues": 1.6, "weak": 0.5, "grams": 0.5, "letters": 0.3}
# Log-odds that two petitions of the same people tell one matter, fitted on ledgers made up and written by hand, also with
# half of the lexicon taken away, so that words it does not know count as they should.
AT_FIRST = -3.7
SHORTER_IN_LONGER, BOTH_WHOLE = 6.5, 5.2  # for the part of the characters that the shorter, and both, have in common
LETTERS = 0.65  # for the weight of characters shared besides the names of benefits
PAIR = 0.6  # for the weight of the rarest pair of characters shared
BENEFIT, FACTS = 0.6, 1.4  # for the weight of benefits and of facts that both tell
PLENTY = 8.0  # no more weight than this counts
NO_FACTS = 0.9  # one of the two tells none that the lexicon knows
ONE_BENEFIT, OTHER_BENEFIT, OTHER_FACTS, OTHER_PERSON = -1.15, -6.0, -0.4, -15.0
SAME_ACCUSED = 1.2
ASKS_AFRESH = -1.6  # the later one does not refer back
LATE = (3 * 365, -0.8)  # days apart
JUDGED_FROM, LEARNT_FROM, LEAST = 8, 4000, 0.1  # concepts beside a mark; petitions read for it


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each mark tells, learnt from the petitions compared."""

    of: dict[int, float]

    @classmethod
    def learnt(cls, all_features: Sequence[Features]) -> Weights:
        """Weights from how many petitions hold each mark, and how much it keeps to one matter."""
        of: dict[int, float] = {}
        for facet, belief in BELIEF.items():
            counter = Counter(mark for each in all_features for mark in getattr(each, facet))
            for mark, count in counter.items():
                share = (count + PRIOR * belief) / (len(all_features) + PRIOR)
                of[mark] = WEIGHT[facet] * max(-log(share), 0.1)
        for mark, part in loyalty(all_features[:: len(all_features) // LEARNT_FROM + 1]).items():
            of[mark] *= part
        return cls(of)

    def sum(self, marks: Iterable[int]) -> float:
        """The weight of marks together, exact and so the same in whatever order a key puts them."""
        return fsum(map(self.of.__getitem__, marks))


def loyalty(all_features: Iterable[Features]) -> dict[int, float]:
    """How much a mark keeps to certain concepts, 0.15 to 1: words a clerk puts before everything (「家里五口人」) stand beside
    every concept as often as it stands anywhere, so they tell nothing of the matter. Too rare to judge: left out."""
    beside: dict[int, Counter[int]] = defaultdict(Counter)
    overall: Counter[int] = Counter()
    for each in all_features:
        concepts = each.benefits | each.cues
        overall.update(concepts)
        for mark in (each.weak | each.grams | each.letters) if concepts else ():
            beside[mark].update(concepts)
    total = sum(overall.values())
    found: dict[int, float] = {}
    for mark, counts in beside.items():
        if (seen := sum(counts.values())) < JUDGED_FROM:
            continue
        parts = (count / seen * log(count / seen * total / overall[concept]) for concept, count in counts.items())
        chance = (len(counts) - 1) / (2 * seen)  # so much would seem loyal by chance
        found[mark] = min(1.0, max(LEAST, fsum(parts) - chance))
    return found


def says_little(one: Features) -> bool:
    """Nothing but that it was told before: 「同前，仍未解决」."""
    return not one.cues and not one.benefits and len(one.grams) + len(one.weak) <= 2


def likeness(earlier: Features, later: Features, weights: Weights) -> float:
    """0 to 1: how likely it is that the two, of the same people, tell the same matter."""
    if all(getattr(earlier, facet).isdisjoint(getattr(later, facet)) for facet in BELIEF):
        return 0.0
    return 1 / (1 + exp(-log_odds(earlier, later, weights)))


def log_odds(earlier: Features, later: Features, weights: Weights) -> float:
    """The evidence summed."""
    a, b = earlier, later
    accused = a.accused & b.accused or a.accused & b.spoken_of or a.spoken_of & b.accused
    return fsum(
        (
            AT_FIRST,
            _of_letters(a, b, weights),
            _of_facts(a, b, weights),
            SAME_ACCUSED * bool(accused),
            OTHER_PERSON * bool(a.someone and b.someone and not a.someone & b.someone),
            ASKS_AFRESH * (not b.refers_back),
            LATE[1] * ((b.received - a.received).days > LATE[0]),
        )
    )


def _of_letters(a: Features, b: Features, weights: Weights) -> float:
    """What the characters say; of two that tell other facts those in the names of benefits are left out, they are the same
    whatever the complaint (敬老院伙食差, 敬老院护理员打骂老人)."""
    mine, theirs = (a.letters - a.named, b.letters - b.named) if _other_facts(a, b) else (a.letters, b.letters)
    shared = mine & theirs
    common = weights.sum(shared)
    if not common:
        return 0.0
    mine_weight, their_weight = weights.sum(mine), weights.sum(theirs)
    odds = SHORTER_IN_LONGER * common / min(mine_weight, their_weight)
    odds += BOTH_WHOLE * 2 * common / (mine_weight + their_weight)
    odds += LETTERS * min(PLENTY, weights.sum(shared - a.named - b.named))
    return odds + PAIR * max((weights.of[pair] for pair in a.grams & b.grams), default=0.0)


def _of_facts(a: Features, b: Features, weights: Weights) -> float:
    odds = OTHER_FACTS * _other_facts(a, b) if a.cues and b.cues else NO_FACTS
    if bool(a.benefits) != bool(b.benefits):
        odds += ONE_BENEFIT
    elif a.benefits and not a.benefits & b.benefits:
        return odds + OTHER_BENEFIT  # the facts they share are those of one family
    facts = min(PLENTY, weights.sum(a.cues & b.cues))
    return odds + BENEFIT * weights.sum(a.benefits & b.benefits) + FACTS * facts


def _other_facts(a: Features, b: Features) -> bool:
    """Both tell facts, and none of one is of a family with one of the other."""
    return bool(a.cues and b.cues) and a.cues.isdisjoint(b.cues) and a.families.isdisjoint(b.families)
