"""What a workbook would change, as tables: the numbers in full, of each list the first lines."""

import json
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Sum

from core.templatetags.formats import yuan

from ..models import Award, RosterImport, Scheme

FIRST = 50
LABELS = dict(Scheme.choices)


@dataclass
class Table:
    """One list of the preview; `more` lines are not shown."""

    title: str
    heads: list[str]
    rows: list[list[Any]]
    more: int = 0
    numbers: tuple[int, ...] = ()

    @property
    def total(self) -> int:
        """How many lines the list has."""
        return len(self.rows) + self.more


@dataclass
class Preview:
    """Sums before and after, how many households and persons meet which fate, and the lists."""

    before: dict[str, int] = field(default_factory=dict)
    after: dict[str, int] = field(default_factory=dict)
    fates: list[dict[str, Any]] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    nothing_changes: bool = False


def preview_of(item: RosterImport) -> Preview:
    """The preview of a checked import."""
    counts, lists = item.counts, json.loads(item.staged or "{}").get("preview", {})
    households, people = counts.get("household_changes", {}), counts.get("person_changes", {})
    preview = Preview(
        before=_standing(item, list(counts.get("schemes", {}))),
        after={name: counts.get(name, 0) for name in ("households", "covered", "monthly_fen")},
        fates=_fates(households, people),
        tables=[table for table in _tables(lists) if table.rows],
    )
    preview.nothing_changes = not preview.tables and not any(
        amount for part in (households, people) for fate, amount in part.items() if fate not in ("same", "elsewhere")
    )
    return preview


def _standing(item: RosterImport, schemes: list[str]) -> dict[str, int]:
    """What the township's roster of these schemes holds for the month now."""
    awards = Award.objects.within(item.township_code).in_force(item.month).filter(scheme__in=schemes)
    sums = awards.aggregate(
        households=Count("household", distinct=True), covered=Sum("covered"), monthly_fen=Sum("monthly_fen")
    )
    return {name: value or 0 for name, value in sums.items()}


def _fates(households: dict[str, int], people: dict[str, int]) -> list[dict[str, Any]]:
    words = (
        ("new", "新增", "花名册里没有，这次加进来"),
        ("changed", "变化", "花名册里有，内容与这次不同"),
        ("gone", "减少", "花名册里有，这次的文件里没有"),
        ("moved", "换户", "从本乡镇的一户到另一户"),
        ("elsewhere", "已在别处", "已列入其他乡镇的花名册，须先由对方减少"),
        ("same", "不变", ""),
    )
    return [
        {"label": label, "note": note, "households": households.get(name), "people": people.get(name, 0)}
        for name, label, note in words
    ]


def _tables(lists: dict[str, list[list[Any]]]) -> list[Table]:
    household = ["救助类别", "序号", "户主", "村（社区）", "保障人数", "月保障金额（元）"]
    return [
        _table("新增的户", household, [_line(row)[:6] for row in lists.get("new", [])], (1, 4, 5)),
        _table("变化的户", [*household, "变化内容"], [_line(row) for row in lists.get("changed", [])], (1, 4, 5)),
        _table(
            "减少的户",
            ["救助类别", "序号", "户编号", "保障人数", "月保障金额（元）"],
            [[LABELS.get(row[0], row[0]), *row[1:4], yuan(row[4])] for row in lists.get("gone", [])],
            (1, 2, 3, 4),
        ),
        _table("换户的人", ["姓名", "原户编号", "现户主"], lists.get("moved", []), (1,)),
        _table(
            "内容有变化的人",
            ["户主", "姓名", "变化内容"],
            [[row[0], row[1], "、".join(row[2])] for row in lists.get("people", [])],
        ),
    ]


def _line(row: list[Any]) -> list[Any]:
    scheme, serial, head, village, covered, monthly, changes = row
    return [
        LABELS.get(scheme, scheme),
        serial,
        head,
        village,
        covered,
        yuan(monthly),
        "、".join(dict.fromkeys(changes)),
    ]


def _table(title: str, heads: list[str], rows: list[list[Any]], numbers: tuple[int, ...] = ()) -> Table:
    return Table(title, heads, rows[:FIRST], max(len(rows) - FIRST, 0), numbers)
