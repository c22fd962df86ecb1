"""Made-up people and households, reproducible from a seed."""

import datetime as dt
from dataclasses import dataclass, field
from random import Random

from core.sheets.ids import check_digit

SURNAMES = "马王李张杨禹拜冶者兰于丁白穆苏海哈铁伍赛买金罗"
GIVEN = "志福国晓玉花虎武俊彩占德文建秀梅兰英成杰龙山春生永斌霞芳燕淑小贵栋美彦"
VILLAGES = ("甲沟村", "乙坪村", "丙塬村", "丁湾村", "戊岭村", "己川村", "庚梁村", "辛滩村")
PREFIXES = ("640498", "640499")
HEALTH = ("健康", "健康", "一般", "常年患病", "残疾", "重残")
HARDSHIP = ("因病", "因残", "缺劳力", "因学", "因灾", "其他")


@dataclass
class MadePerson:
    """One made-up person; `relation` is the word a clerk writes."""

    name: str
    id_number: str
    birth: dt.date
    sex: str
    relation: str
    covered: bool
    health: str
    labour: str
    phone: str = ""


@dataclass
class MadeHousehold:
    """One made-up household of a village; the head comes first."""

    village: str
    group: str
    scheme: str
    grade: str
    account: str
    hardship: str
    care_level: str = ""
    people: list[MadePerson] = field(default_factory=list)

    @property
    def covered(self) -> int:
        return sum(person.covered for person in self.people)


class Maker:
    """Makes people whose ID numbers do not repeat: place, birth date and a running serial number them."""

    def __init__(self, seed: int, today: dt.date) -> None:
        self.random = Random(seed)
        self.today = today
        self.serials: dict[tuple[str, int], int] = {}

    def household(self, scheme: str = "rural_dibao") -> MadeHousehold:
        """A household with at least its head covered; tekun and old-age households are of one person."""
        pick = self.random.choice
        made = MadeHousehold(
            village=pick(VILLAGES),
            group=str(self.random.randint(1, 6)),
            scheme=scheme,
            grade=self.random.choices("ABC", (15, 35, 50))[0] if scheme in {"rural_dibao", "urban_dibao"} else "",
            account="621799" + "".join(self.random.choices("0123456789", k=13)),
            hardship=pick(HARDSHIP),
            care_level=pick(("full", "partial", "none")) if scheme == "tekun" else "",
        )
        if scheme in {"tekun", "old_age_allowance"}:
            made.people.append(self.person("户主", self.random.randint(80 if scheme != "tekun" else 61, 94)))
            return made
        head_age = self.random.randint(34, 82)
        made.people.append(self.person("户主", head_age, phone=True))
        sex = made.people[0].sex
        if self.random.random() < 0.62:
            age = max(24, head_age + self.random.randint(-5, 4))
            made.people.append(self.person("配偶", age, sex="2" if sex == "1" else "1"))
        for _ in range(self.random.choices((0, 1, 2, 3), (38, 30, 22, 10))[0]):
            age = max(0, min(head_age - 20 - self.random.randint(0, 14), 40))
            child = self.person("子", age)
            child.relation = "子" if child.sex == "1" else "女"
            made.people.append(child)
        for person in made.people[1:]:
            person.covered = self.random.random() < 0.72
        return made

    def person(self, relation: str, age: int, sex: str = "", phone: bool = False) -> MadePerson:
        """A covered person of that age in years."""
        rnd = self.random
        sex = sex or rnd.choice("12")
        birth = self.today - dt.timedelta(days=int(age * 365.25) + rnd.randint(0, 360))
        id_number, birth = self.id_number(birth, sex)
        health = rnd.choice(HEALTH)
        worker = 16 <= age < 60 and health in {"健康", "一般"}
        return MadePerson(
            name=rnd.choice(SURNAMES) + "".join(rnd.choices(GIVEN, k=rnd.choice((1, 2, 2)))),
            id_number=id_number,
            birth=birth,
            sex=sex,
            relation=relation,
            covered=True,
            health=health,
            labour=rnd.choice(("有", "有", "部分丧失")) if worker else rnd.choice(("部分丧失", "完全丧失", "无")),
            phone=rnd.choice(("138", "139", "150", "187")) + "".join(rnd.choices("0123456789", k=8)) if phone else "",
        )

    def id_number(self, birth: dt.date, sex: str) -> tuple[str, dt.date]:
        """An ID number never made before and its birth date: 1,000 numbers for a day and sex, then the next free day."""
        while True:
            serial = self.serials.get((sex, birth.toordinal()), 0)
            if serial < 1000:
                break
            birth -= dt.timedelta(days=1)
        self.serials[sex, birth.toordinal()] = serial + 1
        prefix, number = PREFIXES[serial // 500], (serial * 337 + birth.toordinal() * 91) % 500
        body = f"{prefix}{birth:%Y%m%d}{number * 2 + (sex == '1'):03d}"
        return body + check_digit(body), birth
