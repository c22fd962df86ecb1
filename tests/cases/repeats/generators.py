"""Ledgers made up with a truth, each with the habits of another office; the seed decides everything."""

from __future__ import annotations

import random
from collections.abc import Hashable
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import count

from cases.repeats import Petition
from tests.cases.repeats.ledgers import Ledger
from tests.cases.repeats.wordings import ACCUSED, ELSEWHERE, NEIGHBOURING, PLAIN, STORIES

SURNAMES = "马王李张杨禹拜冶买赛海哈伍者于金兰苏罗丁白铁虎摆咸赫"
GIVEN = "玉英花建国明福小军志永文武斌贵占成梅芳霞燕秀兰彩德龙进财生荣淑桂云林"
VILLAGES = [f"{first}{second}村" for first in "上下东西南北前后大小" for second in "川湾梁沟坪塬滩岭河峡"]
TOWNSHIPS = ["香水镇", "泾河源镇", "六盘山镇", "新民乡", "兴盛乡", "黄花乡", "大湾乡"]
KINDS = ["低保", "特困供养", "临时救助", "资金发放", "其他"]
LOOKS_ALIKE = {
    "玉": "王",
    "英": "瑛",
    "明": "民",
    "福": "富",
    "军": "君",
    "文": "纹",
    "成": "城",
    "梅": "玫",
    "芳": "方",
    "兰": "蓝",
}


@dataclass
class Person:
    """Somebody who petitions: telephone and number as he has them, not as clerks note them."""

    name: str
    id_key: str
    phone: str
    village: str
    township: str
    relatives: list[str] = field(default_factory=list)


class Office:
    """Keeps a ledger as its clerks would, and remembers what truly belongs together."""

    def __init__(
        self, seed: int, *, no_id: float = 0.4, no_phone: float = 0.1, new_phone: float = 0.1, typo: float = 0.02
    ):
        self.chance = random.Random(seed)
        self.no_id, self.no_phone, self.new_phone, self.typo = no_id, no_phone, new_phone, typo
        self.number, self.serial = count(1), count(1)
        self.petitions: list[Petition] = []
        self.matters: dict[int, Hashable] = {}

    def person(self, *, village: str = "", township: str = "", name: str = "", phone: str = "") -> Person:
        """Somebody new."""
        serial = next(self.serial)
        given = "".join(self.chance.choices(GIVEN, k=self.chance.choice([1, 2, 2])))
        return Person(
            name or self.chance.choice(SURNAMES) + given, f"id{serial}", phone or f"tel{serial}",
            village or self.chance.choice(VILLAGES), township or self.chance.choice(TOWNSHIPS),
        )  # fmt: skip

    def day(self) -> date:
        return date(2018, 1, 1) + timedelta(days=self.chance.randrange(1300))

    def note(self, who: Person, text: str, matter: Hashable, received: date, **changed: object) -> None:
        """One row of the ledger: numbers left out, telephones changed, names mistyped as often as this office does."""
        number, chance = next(self.number), self.chance
        has_id = chance.random() >= self.no_id
        name, phone = who.name, f"tel{next(self.serial)}" if chance.random() < self.new_phone else who.phone
        if chance.random() < self.typo and phone == who.phone:
            name = "".join(LOOKS_ALIKE.get(each, each) for each in name[:2]) + name[2:] if len(name) > 2 else name
        row: dict[str, object] = {
            "names": [name], "id_keys": [who.id_key] if has_id else [], "village": who.village, "township": who.township,
            "phone_keys": [] if chance.random() < self.no_phone and has_id else [phone], "kind": chance.choice(KINDS),
        }  # fmt: skip
        filled = text.format(v=who.village, c="{c}")
        self.petitions.append(Petition(number=number, received=received, text=filled, **{**row, **changed}))  # type: ignore[arg-type]
        self.matters[number] = matter

    def told(self, who: Person, wordings: list[str], times: int, **changed: object) -> None:
        """One matter told so often, each time in other words."""
        day, matter = self.day(), object()
        for time in range(times):
            text = wordings[0] if not time else self.chance.choice(wordings[1:])
            self.note(who, text, matter, day, **(changed if time else {}))
            day += timedelta(days=self.chance.randrange(10, 260))

    def ledger(self) -> Ledger:
        return self.petitions, self.matters


def terse(seed: int, people: int = 150) -> Ledger:
    """A county office: terse, telephones of village offices beside strangers, co-signers, the same complaint everywhere."""
    office = Office(seed)
    chance = office.chance
    for _ in range(people):
        who = office.person()
        for matter in chance.sample(sorted(PLAIN), chance.choice([1, 1, 2, 3])):
            friend = office.person(village=who.village, township=who.township)
            changed: dict[str, object] = {"names": [friend.name, who.name]} if chance.random() < 0.15 else {}
            if chance.random() < 0.08:
                changed = {"names": [], "anonymous": True, "phone_keys": [who.phone], "id_keys": []}
            office.told(who, PLAIN[matter], chance.choice([1, 1, 1, 2, 3]), **changed)
        if chance.random() < 0.3:  # a stranger, or several, calls from the same telephone
            for _ in range(chance.choice([1, 2, 4])):
                other = office.person(village=who.village, township=who.township, phone=who.phone)
                office.told(other, PLAIN[chance.choice(sorted(PLAIN))], chance.choice([1, 2]))
    return office.ledger()


def stories(seed: int, people: int = 120) -> Ledger:
    """A township clerk who writes down what is said, with the same family history in front of every matter."""
    office = Office(seed, no_id=0.6, new_phone=0.2, typo=0.06)
    chance = office.chance
    openings = [
        "",
        "我是建档立卡户，家里五口人，靠种地过日子。",
        "本人今年六十三岁，身体不好，",
        "来访人家住{v}，家中生活困难，",
        "您好，我想问一下，",
    ]
    for _ in range(people):
        who, opening = office.person(), chance.choice(openings)
        for matter in chance.sample(sorted(STORIES), chance.choice([1, 2, 2, 3])):
            office.told(who, [opening + text for text in STORIES[matter]], chance.choice([1, 1, 2, 3]))
    return office.ledger()


def adversarial(seed: int, people: int = 120) -> Ledger:
    """Everything that misleads: strangers with one template, namesakes, families, one person's matters that sound alike."""
    office = Office(seed, no_id=0.35, new_phone=0.15, typo=0.03)
    chance = office.chance
    for _ in range(people):
        who = office.person()
        alike = chance.choice(NEIGHBOURING)
        for wordings in alike.values():
            office.told(who, wordings, chance.choice([1, 2, 2]))
        namesake = office.person(name=who.name)  # another village, hence another person
        office.told(namesake, chance.choice(list(alike.values())), 1)
        kin = office.person(village=who.village, township=who.township, phone=who.phone)
        office.told(kin, chance.choice(list(alike.values())), chance.choice([1, 2]))
        if chance.random() >= 0.15:
            continue
        twin = office.person(
            village=who.village, township=who.township, name=who.name
        )  # told apart by his number alone
        office.note(
            twin, chance.choice(list(alike.values()))[0], object(), office.day(), id_keys=[twin.id_key], phone_keys=[]
        )
    office.matters.update(_anonymous(office))
    return office.ledger()


def _anonymous(office: Office) -> dict[int, Hashable]:
    chance = office.chance
    for village in chance.sample(VILLAGES, 25):
        township, accused = chance.choice(TOWNSHIPS), office.person().name
        for matter in chance.sample(sorted(ACCUSED), chance.choice([1, 2])):
            day, same = office.day(), object()
            for text in chance.sample(ACCUSED[matter], chance.choice([1, 2, 3])):
                unknown = office.person(village=village, township=township)
                office.note(
                    unknown, text, same, day, names=[], id_keys=[], phone_keys=[], anonymous=True, accused=[accused]
                )
                office.petitions[-1].text = office.petitions[-1].text.replace("{c}", accused)
                day += timedelta(days=chance.randrange(5, 200))
    return office.matters


def elsewhere(seed: int, people: int = 120) -> Ledger:
    """The 12345 line: matters the lexicon has never heard of, no numbers, telephones nearly always."""
    office = Office(seed, no_id=0.95, no_phone=0.0, new_phone=0.05, typo=0.05)
    chance = office.chance
    for _ in range(people):
        who = office.person()
        for matter in chance.sample(sorted(ELSEWHERE), chance.choice([1, 2, 3])):
            office.told(who, ELSEWHERE[matter], chance.choice([1, 2, 3]))
    return office.ledger()
