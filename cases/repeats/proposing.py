"""Repeat petitions proposed: same people on the same matter, the earlier petition first; a person confirms.

Only petitions that share a key of their people are compared, so the work grows with the petitions and not with their square.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import fsum

from .features import NONE, Features, Marks
from .matter import Weights, likeness, says_little
from .people import LIKELY, Acquaintance, Link, link, strangers

ENOUGH = 0.65  # likeness needed
REFERRED = {1: 0.25, 2: 0.10}  # enough where the later petition refers back and this is the matter nearest to it
NEAREST = 40  # of one key with very many petitions each is compared with so many before it
SURE, ON_AVERAGE = 0.9, 0.5  # likeness of petitions asked about a pair; what they must say of it
BETWEEN = 0.05  # so much less likely a matter than the nearest, and it is another one unless both are alike
UNTOLD = 0.3  # taken as the likeness of a petition that says only that it was told before

Number = int | str
Alike = dict[Number, dict[Number, float]]  # how likely two petitions tell one matter, for each that was compared


@dataclass(frozen=True, slots=True)
class Pair:
    """Petition `b` is proposed as a repeat of `a`."""

    a: Number
    b: Number
    score: float
    why: str


@dataclass(frozen=True, slots=True)
class Compared:
    """Two petitions of the same people, the earlier first."""

    earlier: Features
    later: Features
    link: Link
    likeness: float

    @property
    def is_enough(self) -> bool:
        return self.likeness >= ENOUGH


def propose(all_features: Iterable[Features]) -> list[Pair]:
    """Every pair that seems a repeat, in the order of receipt."""
    ordered = _in_order(all_features)
    return _pairs(ordered, Weights.learnt(ordered), Acquaintance.made(ordered))


def propose_for(one: Features, others: Iterable[Features]) -> list[Pair]:
    """The pairs of one petition, as `propose` over all would find them, without comparing the others all round."""
    everyone = _in_order([one, *(each for each in others if each.number != one.number)])
    weights, people = Weights.learnt(everyone), Acquaintance.made(everyone)
    unplaced = _unplaced(everyone)
    near = set(_keys(one, unplaced))
    around = [each for each in everyone if each is one or not near.isdisjoint(_keys(each, unplaced))]
    wider = {key for each in around for key in _keys(each, unplaced)}
    neighbours = [each for each in everyone if not wider.isdisjoint(_keys(each, unplaced))]
    return [pair for pair in _pairs(neighbours, weights, people) if one.number in (pair.a, pair.b)]


def clusters(pairs: Iterable[Pair]) -> list[list[Number]]:
    """The pairs closed transitively: each matter once, its petitions in the order they were found."""
    home: dict[Number, list[Number]] = {}
    for pair in pairs:
        mine, theirs = home.setdefault(pair.a, [pair.a]), home.setdefault(pair.b, [pair.b])
        if mine is not theirs:
            mine.extend(theirs)
            home.update(dict.fromkeys(theirs, mine))
    return list({id(group): group for group in home.values()}.values())


def _in_order(all_features: Iterable[Features]) -> list[Features]:
    return sorted(all_features, key=lambda each: (each.received, str(each.number).zfill(12)))


def _keys(one: Features, unplaced: Marks = NONE) -> Iterator[tuple[str, int, int]]:
    """What a petition of the same people shares with it; `unplaced` are names that some petition gives without a village."""
    for number in one.ids:
        yield "id", number, 0
    for phone in one.phones:
        yield "phone", phone, 0
    for name in (one.names | one.kin) if one.village else ():
        yield "name", name, one.village
    for form in (one.sounds | one.near) if one.village else ():
        yield "near", form, one.village
    if one.anonymous and one.village:
        for name in one.accused | one.spoken_of:
            yield "accused", name, one.village
    for name in unplaced & _named(one):
        yield "unplaced", name, 0


def _named(one: Features) -> Marks:
    return one.names | one.kin | (one.accused | one.spoken_of if one.anonymous else NONE)


def _unplaced(all_features: Iterable[Features]) -> Marks:
    return NONE.union(*(_named(each) for each in all_features if not each.village))


def _pairs(ordered: Sequence[Features], weights: Weights, people: Acquaintance) -> list[Pair]:
    before: dict[int, list[Compared]] = defaultdict(list)
    alike: Alike = defaultdict(dict)
    for i, j in _candidates(ordered):
        a, b = ordered[i], ordered[j]
        if same := link(a, b, people):
            before[j].append(Compared(a, b, same, likeness(a, b, weights)))
            alike[a.number][b.number] = alike[b.number][a.number] = before[j][-1].likeness
    owned = {ordered[j].number: _nearest(compared) for j, compared in before.items() if not ordered[j].names}
    kept: list[Compared] = []
    for j in sorted(before):
        compared = sorted((each for each in before[j] if not _of_another(each, owned)), key=_first)
        kept += [each for each in _repeats(compared, people, alike) if _fits(each, alike)] if compared else []
    return [Pair(each.earlier.number, each.later.number, _score(each), _why(each)) for each in kept]


def _fits(each: Compared, alike: Alike) -> bool:
    """Petitions that surely tell the matter of the one speak of the other's too, on average: no single likeness, by the
    words around it, makes one of two matters."""
    if each.likeness == UNTOLD:
        return True
    a, b = alike[each.earlier.number], alike[each.later.number]
    votes = [min(a[other], b[other]) for other in a.keys() & b.keys() if max(a[other], b[other]) >= SURE]
    needed = ON_AVERAGE if each.is_enough else REFERRED.get(each.later.refers_back, ON_AVERAGE)
    return not votes or fsum([each.likeness, *votes]) / (len(votes) + 1) >= needed


def _first(each: Compared) -> tuple[float, str]:
    return each.earlier.received.toordinal(), str(each.earlier.number).zfill(12)


def _nearness(each: Compared) -> tuple[float, float, tuple[float, str]]:
    return each.likeness, each.link.strength, _first(each)


def _candidates(ordered: Sequence[Features]) -> set[tuple[int, int]]:
    blocks: dict[tuple[str, int, int], list[int]] = defaultdict(list)
    unplaced = _unplaced(ordered)
    for i, each in enumerate(ordered):
        for key in _keys(each, unplaced):
            blocks[key].append(i)
    return {
        (members[x], members[y])
        for members in blocks.values()
        for y in range(1, len(members))
        for x in range(max(0, y - NEAREST), y)
    }


def _repeats(compared: list[Compared], people: Acquaintance, alike: Alike) -> list[Compared]:
    """Of all earlier petitions of the same people those on the same matter.

    One that refers back speaks of the matter nearest to it, or of the last one when it says nothing more; one without a
    number that fits two people of one name is taken as of the one whose matter is nearer.
    """
    found = [each for each in compared if each.is_enough]
    if not found and compared[-1].later.refers_back:
        found = _referred(compared)
    return _of_one_matter(_of_one_person(found, people), alike)


def _nearest(found: list[Compared]) -> Compared | None:
    """The earlier petition that an anonymous one most likely repeats."""
    return max((each for each in found if each.is_enough), key=_nearness, default=None)


def _of_another(each: Compared, owned: dict[Number, Compared | None]) -> bool:
    """The earlier is anonymous and already taken as of other people than the later."""
    owner = owned.get(each.earlier.number)
    return owner is not None and strangers(owner.earlier, each.later)


def _of_one_matter(found: list[Compared], alike: Alike) -> list[Compared]:
    """Those that are no other matter than the nearest: a petition between two matters would make them one."""
    if len(found) < 2:
        return found
    best = max(found, key=_nearness)
    return [each for each in found if each.likeness >= best.likeness - BETWEEN or _told(each, best, alike)]


def _told(one: Compared, other: Compared, alike: Alike) -> bool:
    return alike[one.earlier.number].get(other.earlier.number, 0.0) >= ENOUGH


def _referred(compared: list[Compared]) -> list[Compared]:
    last = compared[-1]
    if says_little(last.later):
        return [Compared(last.earlier, last.later, last.link, UNTOLD)] if last.link.strength >= LIKELY else []
    best = max(compared, key=_nearness)
    needed = REFERRED[best.later.refers_back]
    return [best] if best.likeness >= needed and best.link.strength >= LIKELY else []


def _of_one_person(found: list[Compared], people: Acquaintance) -> list[Compared]:
    def others(x: Compared, y: Compared) -> bool:
        unsigned = not x.later.names
        return people.contradict(x.earlier, y.earlier) or (unsigned and strangers(x.earlier, y.earlier))

    if not any(others(x, y) for x, y in combinations(found, 2)):
        return found
    best = max(found, key=lambda each: (each.link.strength, each.likeness, _first(each)))
    return [each for each in found if not others(each, best)]


def _score(each: Compared) -> float:
    return round(min(1.0, 0.5 * each.link.strength + 0.5 * min(1.0, max(0.0, each.likeness))), 3)


def _why(each: Compared) -> str:
    """The reasons in a sentence, from the topics both tell openly; a sealed petition gives none."""
    common = [topic for topic in each.earlier.topics if topic in each.later.topics]
    if common:
        matter = "都反映" + "、".join(common[:3])
    elif each.likeness == UNTOLD:
        matter = "后一件只称再次反映"
    else:
        matter = "所述事项相近"
    return "；".join([each.link.why, matter, *(["后一件提到以前反映过"] if each.later.refers_back else [])])
