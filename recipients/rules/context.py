"""What the rules may know: the roster as read, and what the county already knows, brought in from outside."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from core.sheets import told

from ..intake.reading import Roster
from ..intake.staged import Family, Member

# One person may draw these beside a living allowance.
BESIDE_OTHERS = frozenset({"old_age_allowance", "temporary_assistance"})
LIVING = "living"
MORE = {
    "amount-missing": ("月保障金额没有填", "请填写该户的月保障金额，单位元"),
    "number-differs": (
        "这一户各行的户编号不同，同号的行又在别处，分不清是哪一户的人",
        "请把同一户的人连在一起，户主写在第一行",
    ),
    "sum-differs": ("这里的合计不等于前面各项相加", "请核对各项金额和合计，改正后重新上传"),
    "amount-shared": ("这个金额合并在两户之间，分不清是哪一户的", "请取消合并单元格，每户各填自己的月保障金额"),
    "answer-missing": ("没有填是否享受，已按“否”处理", "请填“是”或“否”"),
    "relation-unknown": ("与户主关系不是常用称谓，将按原文保存", "请确认填写无误，如 配偶、子、女、父亲"),
    "account-form": ("银行账号不是 16 至 19 位数字，将按原文保存", "请照存折或银行卡核对一遍"),
    "health-unknown": ("健康状况不是常用的说法，将按原文保存", "常用：健康、一般、常年患病、残疾、重残"),
    "labour-unknown": ("劳动能力不是常用的说法，将按原文保存", "常用：有、部分丧失、完全丧失、无"),
    "kin-relation-unknown": ("与经办人关系不是常用称谓，将按原文保存", "请写清称谓，如 父亲、妻子、弟弟、叔父"),
    "kin-relation-missing": ("没有填与经办人关系", "请写清享受人是经办人的什么人，如 父亲、妻子、弟弟、叔父"),
    "official-id-missing": ("没有填经办人身份证号，只能按姓名回避", "请补填经办人身份证号；同名的人会分不清"),
    "name-dead": ("姓名旁注明此人已经去世", "请先核实；已去世的不要列入，并按死亡上报"),
    "name-form": ("姓名应为 2 至 50 个汉字，不能有数字、括号和其他符号", "请只填姓名，说明写到备注栏"),
}


class Told(told.Told):
    """Something read from a workbook of persons and under examination."""

    words = MORE


class Known(NamedTuple):
    """What the roster already holds of a person named in the file. `elsewhere` are the schemes by which another township
    pays them, `moved_from` the number of another household of this township they are listed with."""

    name: str
    dead: bool = False
    elsewhere: frozenset[str] = frozenset()
    family_elsewhere: bool = False
    moved_from: str = ""


@dataclass
class Context(Told):
    """One roster under examination, for one township and month."""

    roster: Roster
    month: str
    township: str
    townships: Collection[str] = ()
    villages: Collection[str] = ()
    rates: Mapping[tuple[str, str], int] = field(default_factory=dict)
    known: Mapping[str, Known] = field(default_factory=dict)
    gone: int = 0
    listed_before: int = 0
    differs: bool = True
    later_month: str = ""

    @property
    def source(self) -> Roster:
        return self.roster

    @cached_property
    def lines(self) -> list[tuple[Family, Member]]:
        """Every person line with its family, in the order of the file."""
        return [(family, member) for family in self.roster.families for member in family.members]

    @cached_property
    def repeated(self) -> dict[tuple[int, int], tuple[int, int]]:
        """(table, row) of each line whose person stands before in a scheme that excludes this one, and where that is."""
        seen: dict[tuple[str, str], tuple[int, int]] = {}
        found = {}
        for family, member in self.lines:
            key = (member.id, family.scheme if family.scheme in BESIDE_OTHERS else LIVING)
            at = (family.sheet, member.row)
            if member.id and seen.setdefault(key, at) != at:
                found[at] = seen[key]
        return found

    def has(self, family: Family, name: str) -> bool:
        """True when the family's table has a column for the field."""
        return name in self.roster.parts[family.sheet].table.columns
