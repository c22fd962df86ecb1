"""Plausible change lists for a township, written the way a clerk types them into the grid."""

import datetime as dt
from random import Random
from typing import Any

from core import months
from core.models import Division
from recipients.models import Award, BenefitRate, Membership, Scheme

from .people import Maker

Row = dict[str, Any]


class MonthOfChanges:
    """The lines of one township for one month: `rows`, and how many of them are deaths."""

    def __init__(self, maker: Maker, township_code: str, month: str) -> None:
        self.maker, self.random, self.month = maker, maker.random, month
        self.effective = months.add(month, 1)
        self.rates = {
            rate.grade: rate.amount_fen
            for rate in BenefitRate.objects.for_month(self.effective, township_code).filter(scheme=Scheme.RURAL_DIBAO)[
                ::-1
            ]
        }
        self.villages = dict(Division.objects.villages_of(township_code).values_list("code", "name"))
        self.rows: list[Row] = []
        self.deaths = 0
        self.pool = _households(township_code, self.effective, self.random)

    def fill(self) -> None:
        """Add a handful of lines, each household at most once."""
        chance = self.random.random
        if chance() < 0.15:
            return
        for step, times in ((self.death, (0, 1, 1, 2)), (self.new_household, (0, 1, 1)), (self.ending, (0, 0, 1)),
                            (self.regrade, (0, 1)), (self.birth, (0, 0, 1))):  # fmt: skip
            for _ in range(self.random.choice(times)):
                if self.pool:
                    step()

    def _row(self, award: Award, head: Membership, kind: str, reason: str, **more: Any) -> Row:
        row = {
            "change_kind": kind,
            "scheme": "农村低保",
            "village": self.villages.get(award.household.division_code, ""),
            "group": award.household.group,
            "head_name": head.person.name,
            "head_id": head.person.id_number,
            "reason": reason,
            "effective_month": self.effective,
        }
        row |= {key: str(value) for key, value in more.items()}
        self.rows.append(row)
        return row

    def death(self) -> None:
        """A covered member other than the head has died this month."""
        award, people = self._take(lambda a, p: a.covered >= 2 and any(_may_leave(m) for m in p))
        if award is None:
            return
        gone = next(m for m in people if _may_leave(m))
        day = min(months.first_day(self.month) + dt.timedelta(days=self.random.randint(0, 19)), months.today())
        self._leave(award, people, gone, "死亡", death_date=day.isoformat())
        self.deaths += 1

    def _leave(self, award: Award, people: list[Membership], gone: Membership, reason: str, **more: Any) -> None:
        rate = award.monthly_fen // award.covered
        self._row(
            award, people[0], "户内减员", reason, name=gone.person.name, id_number=gone.person.id_number,
            old_count=award.covered, new_count=award.covered - 1, old_monthly=_yuan(award.monthly_fen),
            new_monthly=_yuan(rate * (award.covered - 1)), **more,
        )  # fmt: skip

    def ending(self) -> None:
        """A household leaves relief: every covered member has a line."""
        award, people = self._take(lambda a, p: a.covered <= 3)
        if award is None:
            return
        reason = self.random.choice(("收入超标", "自愿放弃", "就业"))
        for member in people:
            if member.covered_now:  # type: ignore[attr-defined]
                self._row(
                    award, people[0], "整户停保", reason, name=member.person.name, id_number=member.person.id_number,
                    old_count=award.covered, new_count=0, old_monthly=_yuan(award.monthly_fen), new_monthly=0,
                )  # fmt: skip

    def regrade(self) -> None:
        """A household's class changes."""
        award, people = self._take(lambda a, p: a.grade in "BC")
        if award is None:
            return
        grade = chr(ord(award.grade) - 1)
        self._row(
            award, people[0], "类别调整", "病情加重", old_grade=award.grade, new_grade=grade,
            old_monthly=_yuan(award.monthly_fen), new_monthly=_yuan(self.rates[grade] * award.covered),
        )  # fmt: skip

    def birth(self) -> None:
        """A child is born into a covered household."""
        award, people = self._take(lambda a, p: a.covered <= 4 and a.monthly_fen == self.rates[a.grade] * a.covered)
        if award is None:
            return
        child = self.maker.person("子", 0)
        child.relation = "子" if child.sex == "1" else "女"
        self._row(
            award, people[0], "户内增员", "出生", name=child.name, id_number=child.id_number, relation=child.relation,
            new_grade=award.grade, new_count=award.covered + 1,
            new_monthly=_yuan(self.rates[award.grade] * (award.covered + 1)),
        )  # fmt: skip

    def new_household(self) -> None:
        """A household comes in; everyone listed is covered."""
        made = self.maker.household()
        head = made.people[0]
        self.rows += [
            {
                "change_kind": "新增户", "scheme": "农村低保", "village": made.village, "group": made.group,
                "head_name": head.name, "head_id": head.id_number, "name": person.name,
                "id_number": person.id_number, "relation": person.relation, "reason": made.hardship,
                "new_grade": made.grade, "new_count": str(len(made.people)),
                "new_monthly": _yuan(self.rates[made.grade] * len(made.people)), "effective_month": self.effective,
                "account_holder": head.name, "account": made.account,
            }
            for person in made.people
        ]  # fmt: skip

    def _take(self, wanted: Any) -> tuple[Award | None, list[Membership]]:
        for index, (award, people) in enumerate(self.pool):
            if wanted(award, people):
                return self.pool.pop(index)
        return None, []


def _may_leave(member: Membership) -> bool:
    return member.covered_now and not member.is_head  # type: ignore[attr-defined]


def _yuan(fen: int) -> str:
    return f"{fen // 100}" if fen % 100 == 0 else f"{fen / 100:.2f}"


def _households(township_code: str, month: str, random: Random) -> list[tuple[Award, list[Membership]]]:
    open_now = Award.objects.in_force(month).open().filter(township_code=township_code[:9], scheme=Scheme.RURAL_DIBAO)
    keys = list(open_now.order_by("serial", "first_month").values_list("pk", flat=True))
    chosen = Award.objects.filter(pk__in=random.sample(keys, min(25, len(keys)))).select_related("household")
    found = []
    for award in chosen.order_by("serial", "first_month"):
        covered = set(award.covered_people.values_list("person_id", flat=True))
        people = list(award.household.memberships.open().select_related("person").order_by("-is_head", "position"))
        for member in people:
            member.covered_now = member.person_id in covered
        found.append((award, people))
    return found
