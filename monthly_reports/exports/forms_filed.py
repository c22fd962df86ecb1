"""The three lists and the death report as they are filed: their columns, and one row of each."""

from collections.abc import Callable, Iterable
from typing import Any

from core.sheets.write import Column
from recipients.models import Scheme

from ..models import ChangeKind, ChangeLine
from ..models.choices import ADDITIONS, ENDINGS

Show = Callable[[str], str]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

HOUSE = (
    Column("序号", "number", 6),
    Column("救助类别", width=11),
    Column("村", width=10),
    Column("组", width=6),
    Column("户主姓名", width=10),
    Column("户主身份证号", width=22),
)
ADDED = (
    *HOUSE,
    Column("新增人员姓名", width=12),
    Column("身份证号", width=22),
    Column("与户主关系", width=11),
    Column("变动类型", width=11),
    Column("变动原因", width=12),
    Column("保障类别", width=9),
    Column("保障人数", "number", 9),
    Column("月金额", "money", 10),
    Column("起发月份", width=10),
    Column("开户人", width=10),
    Column("银行账号", width=24),
    Column("备注", width=14),
)
ENDED = (
    *HOUSE,
    Column("减少人员姓名", width=12),
    Column("身份证号", width=22),
    Column("变动类型", width=11),
    Column("变动原因", width=12),
    Column("死亡日期", "date", 12),
    Column("原保障人数", "number", 10),
    Column("现保障人数", "number", 10),
    Column("原月金额", "money", 10),
    Column("现月金额", "money", 10),
    Column("停发月份", width=10),
    Column("备注", width=14),
)
ALTERED = (
    *HOUSE,
    Column("变动类型", width=11),
    Column("变动原因", width=12),
    Column("原类别", width=9),
    Column("新类别", width=9),
    Column("原月金额", "money", 10),
    Column("新月金额", "money", 10),
    Column("执行月份", width=10),
    Column("备注", width=14),
)
DEATHS = (
    Column("序号", "number", 6),
    Column("姓名", width=10),
    Column("身份证号", width=22),
    Column("救助类别", width=11),
    Column("死亡日期", "date", 12),
    Column("上报日期", "date", 12),
    Column("停发月份", width=10),
    Column("备注", width=14),
)


def full(text: str) -> str:
    """An identifier as it is."""
    return text


def is_death(line: ChangeLine) -> bool:
    """Whether the line takes somebody off because they died."""
    return line.kind in ENDINGS and (line.reason == "死亡" or line.death_date is not None)


def by_form(lines: Iterable[ChangeLine]) -> dict[str, list[ChangeLine]]:
    parts: dict[str, list[ChangeLine]] = {"新增": [], "减少": [], "变更": []}
    for line in lines:
        parts["新增" if line.kind in ADDITIONS else "减少" if line.kind in ENDINGS else "变更"].append(line)
    return parts


def house(number: int, line: ChangeLine, show: Show) -> list[Any]:
    scheme = Scheme(line.scheme).label
    return [number, scheme, line.village, line.group, line.head_name, show(line.head_id)]


def _added(number: int, line: ChangeLine, show: Show, account: Show) -> list[Any]:
    return [
        *house(number, line, show),
        line.person_name,
        show(line.person_id),
        line.relation,
        ChangeKind(line.kind).label,
        line.reason,
        line.grade_after,
        line.covered_after,
        line.fen_after,
        line.effective_month,
        line.account_holder,
        account(line.account),
        line.note,
    ]


def _ended(number: int, line: ChangeLine, show: Show, account: Show) -> list[Any]:
    return [
        *house(number, line, show),
        line.person_name,
        show(line.person_id),
        ChangeKind(line.kind).label,
        line.reason,
        line.death_date,
        line.covered_before,
        line.covered_after,
        line.fen_before,
        line.fen_after,
        line.effective_month,
        line.note,
    ]


def _altered(number: int, line: ChangeLine, show: Show, account: Show) -> list[Any]:
    return [
        *house(number, line, show),
        ChangeKind(line.kind).label,
        line.reason,
        line.grade_before,
        line.grade_after,
        line.fen_before,
        line.fen_after,
        line.effective_month,
        line.note,
    ]


def death(number: int, line: ChangeLine, show: Show, filed_on: Any) -> list[Any]:
    scheme = Scheme(line.scheme).label
    return [
        number,
        line.person_name,
        show(line.person_id),
        scheme,
        line.death_date,
        filed_on,
        line.effective_month,
        line.note,
    ]


FORMS = (("新增", ADDED, _added), ("减少", ENDED, _ended), ("变更", ALTERED, _altered))
