"""Ledgers as a clerk keeps them, told in words the search was not fitted to: when it was fitted, nobody had looked at them.

Strangers share an office's telephone and at times the matter, neighbours tell the same matter, people tell others of their
own; who comes again does so alone, with a co-signer, as 匿名, from another telephone or misspelt.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, timedelta

from cases.repeats import Petition, split_names
from tests.cases.repeats.generators import GIVEN, KINDS, SURNAMES, TOWNSHIPS, VILLAGES
from tests.cases.repeats.ledgers import Ledger
from tests.cases.repeats.unseen_wordings import AFTER_AGAIN, AFTER_FIRST, BEFORE_AGAIN, BEFORE_FIRST, TOLD

SOUNDS_ALIKE = dict(zip("英兰明福建国秀芳林军成", "瑛岚名富健囯绣方琳君诚", strict=True))
OFFICES = 10  # people of whom each two share an office's telephone


@dataclass(eq=False)
class Person:
    """Somebody with what he could give to the clerk."""

    name: str
    id_key: str
    phone: str
    village: str
    township: str


@dataclass(eq=False)
class Matter:
    """One matter of one person, told in the petitions of one number."""

    who: Person
    kind: str
    surname: str
    number: int


@dataclass
class Clerk:
    """Writes one ledger. Plain: one wording for the first time and one for later; careless: with slips of the pen."""

    seed: int
    plain: bool = False
    wordy: bool = False
    careless: bool = False
    matters: list[Matter] = field(default_factory=list)
    made: int = 0

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)
        self.people = [self.person() for _ in range(56)]
        for one, other in zip(self.people[:OFFICES:2], self.people[1:OFFICES:2], strict=True):
            other.phone, other.village, other.township = one.phone, one.village, one.township

    def person(self) -> Person:
        self.made += 1
        name = self.chance.choice(SURNAMES) + "".join(self.chance.choices(GIVEN, k=self.chance.choice([1, 2, 2, 2])))
        where = self.chance.choice(VILLAGES), self.chance.choice(TOWNSHIPS)
        return Person(name, f"id{self.made}", f"tel{self.made}", *where)

    def ledger(self, rows: int = 90) -> Ledger:
        day, petitions, truth = date(2018, 1, 5), [], {}
        for number in range(1, rows + 1):
            day += timedelta(days=self.chance.randrange(3, 21))
            again = bool(self.matters) and self.chance.random() < 0.27
            matter = self.chance.choice(self.matters[-40:]) if again else self.new(number)
            petitions.append(self.petition(number, day, matter, again))
            truth[number] = matter.number
        return petitions, truth  # type: ignore[return-value]

    def new(self, number: int) -> Matter:
        """A matter nobody told: of anyone, of who told another, of a stranger at a shared telephone, of a neighbour."""
        who, kind, draw = self.chance.choice(self.people), self.chance.choice(sorted(TOLD)), self.chance.random()
        if self.matters and draw < 0.22:
            who = self.chance.choice(self.matters).who
        elif draw < 0.34:
            place = self.chance.randrange(OFFICES)
            who, mate = self.people[place], self.people[place ^ 1]
            kind = self.chance.choice([*(each.kind for each in self.matters if each.who is mate), kind])
        elif self.matters and draw < 0.42:
            near, who = self.chance.choice(self.matters), self.person()
            who.village, who.township, kind = near.who.village, near.who.township, near.kind
        if any(each.who is who and each.kind == kind for each in self.matters):
            who = self.person()
        self.matters.append(Matter(who, kind, self.chance.choice(SURNAMES), number))
        return self.matters[-1]

    def petition(self, number: int, day: date, matter: Matter, again: bool) -> Petition:
        who, name, phone = matter.who, matter.who.name, matter.who.phone
        has_id = self.chance.random() < 0.5
        draw = self.chance.random() if again else 1.0
        if draw < 0.18:
            name = "、".join(self.chance.sample([self.person().name, who.name], 2))
        elif draw < 0.28 and not self.shared(matter):
            name, has_id = "匿名", False
        elif draw < 0.38:
            phone = f"other{number}"
        elif draw < 0.46 and self.wordy:
            name += self.chance.choice(["等3人", "等人", "（女）", "老人"])
        elif draw < 0.54 and self.careless:
            name = "".join(SOUNDS_ALIKE.get(each, each) for each in name)
        gives_phone = not (has_id and self.careless and self.chance.random() < 0.12)
        return Petition(
            number=number, received=day, text=self.text(matter, again), names=split_names(name), village=who.village,
            township=who.township, id_keys=[who.id_key] if has_id else [], phone_keys=[phone] if gives_phone else [],
            kind=self.chance.choice(KINDS), anonymous=name == "匿名",
        )  # fmt: skip

    def shared(self, matter: Matter) -> bool:
        """Another at the same telephone told the same, so that nobody could know whose an unsigned petition is."""
        same = (each for each in self.matters if each.kind == matter.kind and each is not matter)
        return any(each.who.phone == matter.who.phone for each in same)

    def text(self, matter: Matter, again: bool) -> str:
        wordings = TOLD[matter.kind][again]
        told = wordings[0] if self.plain else self.chance.choice(wordings)
        text = told.format(v=matter.who.village, s=matter.surname)
        if self.wordy:
            before, after = (BEFORE_AGAIN, AFTER_AGAIN) if again else (BEFORE_FIRST, AFTER_FIRST)
            text = self.chance.choice(before) + text + self.chance.choice(after)
        if self.careless and self.chance.random() < 0.35:
            at = self.chance.randrange(2, len(text) - 2)  # two characters change places
            text = text[:at] + text[at + 1] + text[at] + text[at + 2 :]
        return text


def ledgers() -> list[Ledger]:
    """As a ledger's program writes, in several wordings, with a clerk's phrases around, and with slips; three of each."""
    habits = [(True, False, False), (False, False, False), (False, True, False), (False, True, True)]
    return [Clerk(seed, *habit).ledger() for habit in habits for seed in (1, 2, 3)]
