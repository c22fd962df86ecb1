"""同人: whether two petitions come from the same people. One equal signatory is enough; agent and principal both count;
of anonymous accusations the accused stands for the people (domain.md §5).

A telephone that strangers give (the village office's) says nothing; 匿名 says nothing about the telephone beside it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .features import Features

CERTAIN, STRONG, LIKELY, WEAK = 1.0, 0.9, 0.8, 0.6
AGAIN = 2  # the later petition says that it was told before
OFFICE = 3  # as many different people on one telephone, and it is an office's


@dataclass(frozen=True, slots=True)
class Link:
    """How surely two petitions are of the same people, and what says so."""

    strength: float
    why: str


def same_place(a: Features, b: Features) -> bool:
    """Both name the same village, in townships that do not contradict each other."""
    return bool(a.village) and a.village == b.village and not apart(a.township, b.township)


def apart(one: int, other: int) -> bool:
    """Both are known and differ."""
    return bool(one and other and one != other)


@dataclass(frozen=True, slots=True)
class Acquaintance:
    """What all petitions together say about their people: whose telephones are an office's, the identity numbers of
    petitions without one, known from another with the same name and telephone, and in which villages a name is at home."""

    on_phone: dict[int, int]
    known_as: dict[tuple[int, int], frozenset[int]]
    homes: dict[int, frozenset[tuple[int, int]]]

    @classmethod
    def made(cls, all_features: Sequence[Features]) -> Acquaintance:
        """All petitions read once."""
        known: dict[tuple[int, int], set[int]] = defaultdict(set)
        for each in all_features:
            if len(each.ids) == each.parties == 1:
                for phone in each.phones:
                    known[next(iter(each.names)), phone].update(each.ids)
        homes: dict[int, set[tuple[int, int]]] = defaultdict(set)
        for each in all_features:
            for name in (each.names | each.relatives | each.accused) if each.village else ():
                homes[name].add((each.village, each.township))
        return cls(
            holders(all_features),
            {key: frozenset(ids) for key, ids in known.items() if len(ids) == 1},
            {name: frozenset(places) for name, places in homes.items()},
        )

    def at_home(self, name: int, a: Features, b: Features) -> bool:
        """Whether the two may speak of the same person by that name: in the same village, or where one names none and
        nowhere around another of that name is known."""
        if apart(a.township, b.township):
            return False
        if a.village and b.village:
            return a.village == b.village
        township = a.township or b.township
        around = {village for village, home in self.homes.get(name, ()) if not (township and home) or home == township}
        return len(around) <= 1 and bool(township or around)

    def shared(self, mine: frozenset[int], theirs: frozenset[int], a: Features, b: Features) -> bool:
        """Whether one of the names both give is the same person's."""
        return any(self.at_home(name, a, b) for name in mine & theirs)

    def ids(self, one: Features) -> frozenset[int]:
        """The petitioner's own number, else the one known of his name and telephone; none where several petition."""
        if one.parties > 1:
            return one.ids if one.parties <= len(one.ids) else frozenset()
        if one.ids:
            return one.ids
        found = (self.known_as.get((name, phone), frozenset()) for name in one.names for phone in one.phones)
        return frozenset().union(*found)

    def contradict(self, a: Features, b: Features) -> bool:
        """The numbers of the two are known and differ."""
        mine, theirs = self.ids(a), self.ids(b)
        return bool(mine and theirs and not mine & theirs)


def holders(all_features: Iterable[Features]) -> dict[int, int]:
    """For each telephone how many people give it who have nothing else in common: neither name, near name nor number."""
    using: dict[int, list[Features]] = defaultdict(list)
    for each in all_features:
        for phone in each.phones if each.names else ():
            using[phone].append(each)
    return {phone: _groups(each) if len(each) > 1 else len(each) for phone, each in using.items()}


def _groups(users: Sequence[Features]) -> int:
    """How many groups remain when petitions that share a name, a near name or a number are put together."""
    above: dict[int, int] = {}

    def top(mark: int) -> int:
        while above.setdefault(mark, mark) != mark:
            above[mark] = mark = above[above[mark]]
        return mark

    for user in users:
        first, *others = user.names | user.near | user.ids
        for mark in others:
            above[top(mark)] = top(first)
    return len({top(mark) for user in users for mark in user.names})


def link(a: Features, b: Features, all_people: Acquaintance) -> Link | None:
    """Why the two are of the same people, or None."""
    if a.ids & b.ids:
        return Link(CERTAIN, "同一身份证号")
    clash = all_people.contradict(a, b)
    by_phone = _by_phone(a, b, all_people, clash)
    if by_phone and by_phone.strength >= STRONG:
        return by_phone
    return (
        _by_name(a, b, all_people, clash) or by_phone or _through_kin(a, b, all_people) or _by_accused(a, b, all_people)
    )


def _by_phone(a: Features, b: Features, all_people: Acquaintance, clash: bool) -> Link | None:
    shared = a.phones & b.phones
    if not shared:
        return None
    count = min(all_people.on_phone.get(phone, 0) for phone in shared)
    if a.names & b.names:
        if count < OFFICE:
            return Link(LIKELY if clash else STRONG, "同一联系电话、同一姓名")
        fits = not clash and not apart(a.village, b.village) and not apart(a.township, b.township)
        return Link(LIKELY, "同一联系电话、同一姓名") if fits else None
    if count >= OFFICE or clash:
        return None
    if a.anonymous or b.anonymous:
        return Link(LIKELY if count <= 1 else WEAK, "同一联系电话，其中有匿名件")
    if a.sounds & b.sounds or (a.near & b.near and b.refers_back):  # brothers share a character and a telephone
        return Link(LIKELY, "同一联系电话，姓名相近")
    if a.kin & b.names or a.names & b.kin:
        return Link(LIKELY, "同一联系电话，一方提到另一方")
    if a.relatives & b.relatives:
        return Link(LIKELY, "同一联系电话，都提到同一个亲属")
    own = max(a.for_kin, b.for_kin) > 0 and min(a.for_kin, b.for_kin) >= 0  # for one of his own, on no lent telephone
    if own and not apart(a.village, b.village) and not apart(a.township, b.township):
        return Link(WEAK, "同一联系电话，说的是一家人")
    return None


def _by_name(a: Features, b: Features, all_people: Acquaintance, clash: bool) -> Link | None:
    if clash:
        return None
    if not a.names & b.names:
        misspelt = a.sounds & b.sounds or (a.near & b.near and b.refers_back == AGAIN)
        return Link(WEAK, "同村，姓名同音或相近") if misspelt and same_place(a, b) else None
    if not all_people.shared(a.names, b.names, a, b):
        return None
    if not same_place(a, b):
        return Link(WEAK, "同名，一件没写村，附近没有别的同名人")
    if a.parties > 1 or b.parties > 1:
        return Link(LIKELY, "同村且有同一署名人")
    return Link(LIKELY, "同村同名")


def strangers(a: Features, b: Features) -> bool:
    """Both give names, and no name, near name or number is the same."""
    return bool(a.names and b.names) and not (a.names & b.names or a.near & b.near or a.ids & b.ids)


def _through_kin(a: Features, b: Features, all_people: Acquaintance) -> Link | None:
    if all_people.shared(a.kin, b.names, a, b) or all_people.shared(a.names, b.kin, a, b):
        return Link(WEAK, "一方代另一方反映或提到另一方")
    if all_people.shared(a.relatives, b.relatives, a, b):
        return Link(WEAK, "都为同一个亲属反映")
    return None


def _by_accused(a: Features, b: Features, all_people: Acquaintance) -> Link | None:
    """Of two accusations without a name the same accused in the same place stands for the same people."""
    if not (a.anonymous and b.anonymous) or apart_callers(a, b):
        return None
    named = ((a.accused, b.accused), (a.accused, b.spoken_of), (a.spoken_of, b.accused), (a.spoken_of, b.spoken_of))
    if any(all_people.shared(mine, theirs, a, b) for mine, theirs in named):
        return Link(WEAK, "均为匿名，被反映人相同")
    return None


def apart_callers(a: Features, b: Features) -> bool:
    """Two identity numbers that differ: the anonymous are known to be two."""
    return bool(a.ids and b.ids and not a.ids & b.ids)
