"""Every number of every chart against a plain recount of the rows it tells of."""

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from cases.models import PetitionClass, StageKind, TaskArea
from core import months
from dashboards.board.charts import CHARTS, Chart, charts_of
from dashboards.board.links import Links
from dashboards.board.reading import load
from dashboards.board.recount import recount
from dashboards.operations import figures

pytestmark = pytest.mark.django_db
COUNTY = "640424"
CODES = {"香水镇": "640424100000", "县级": "640424000000"}


@pytest.fixture
def told() -> Callable[..., int]:
    """`told(kind, what, place=…, month=…, a=…, b=…)`: rows counted one by one, added up over what is not named."""
    found = recount(COUNTY, figures.recent(12), timezone.now())

    def add(kind: str, what: str, **asked: str) -> int:
        names = ("place", "month", "kind", "what", "a", "b")
        wanted = {"kind": kind, "what": what} | asked
        return sum(
            value
            for key, value in found.items()
            if all(dict(zip(names, key, strict=True))[name] == want for name, want in wanted.items())
        )

    return add


@pytest.fixture
def charts(people) -> dict[str, Chart]:
    return {chart.key: chart for chart in charts_of(load(people.bureau_leader), Links(people.bureau_leader))}


@pytest.fixture
def places(people) -> list[tuple[str, str]]:
    return load(people.bureau_leader).places


def table(chart: Chart) -> list[list[Any]]:
    """The numbers that are counts: shares are written, and checked where they are made."""
    counts = [at for at, word in enumerate(chart.head[1:]) if not word.endswith("率")]
    return [[row.cells[at].value for at in counts] for row in chart.rows]


def year() -> list[str]:
    return [months.add(months.current(), -back) for back in range(11, -1, -1)]


def test_changes_and_nil_reports(charts, told):
    whats = [("change", "in"), ("change", "out"), ("change", "altered"), ("change", "deaths")]
    whats += [("nil", "changes"), ("nil", "deaths")]
    expected = [[told(kind, what, month=month) for kind, what in whats] for month in year()]
    assert table(charts["changes"]) == expected
    assert [cell.value for cell in charts["changes"].totals] == [sum(column) for column in zip(*expected, strict=True)]
    assert sum(map(sum, expected)) > 50


def test_timeliness_says_one_word_for_each_township_and_month(charts, told, places):
    words = {"按时": "on_time", "零报": "on_time", "迟报": "late", "补录": "arrears"}
    words |= {"已退回": "returned", "未报": "missing", "未到期": "pending"}
    seen = 0
    for row, (code, name) in zip(charts["timeliness"].rows, places, strict=False):
        assert row.label == name
        for cell, month in zip(row.cells, reversed(year()), strict=True):
            if cell.shown == "·":
                assert not any(told("report", word, place=code, month=month) for word in set(words.values()))
                continue
            seen += 1
            assert told("report", words[cell.shown], place=code, month=month) == 1
            nil = told("nil", "changes", place=code, month=month) and told("nil", "deaths", place=code, month=month)
            assert (cell.shown == "零报") == (bool(nil) and words[cell.shown] == "on_time")
    assert seen >= 14


WHATS = ("open", "overdue", "closed", "earned", "rebounded")


def entries_of(told: Any, **asked: str) -> list[int]:
    """Open, overdue, closed, of these the old rows, rebounded."""
    open_, late, closed, earned, again = (told("entry", what, **asked) for what in WHATS)
    return [open_, late, closed, closed - earned, again]


@pytest.mark.parametrize(
    ("key", "name", "values"),
    [
        ("tasks", "a", TaskArea.values),
        ("stages", "b", [*StageKind.values, ""]),
    ],
)
def test_rectification_by_task_and_stage(charts, told, key, name, values):
    assert table(charts[key]) == [entries_of(told, **{name: value}) for value in values]
    assert sum(map(sum, table(charts[key]))) > 20


def test_rectification_by_township_and_month(charts, told, places):
    assert table(charts["rectification"]) == [entries_of(told, place=code) for code, _ in places]
    flow = [[told("entry_flow", what, month=month) for what in ("found", "closed", "rebounded")] for month in year()]
    assert table(charts["flow"]) == flow
    shares = [row.cells[5].shown for row in charts["rectification"].rows]
    for share, (open_, _, closed, old, _) in zip(shares, table(charts["rectification"]), strict=True):
        whole = open_ + closed - old
        assert share == (f"{(closed - old) * 100 / whole:.1f}%" if whole else "—")


def test_the_plan_as_one_picture(charts, told):
    tasks = [task for task in TaskArea.values if task != "elderly"]
    for row, task in zip(charts["plan"].rows, tasks, strict=True):
        for cell, stage in zip(row.cells, StageKind.values, strict=False):
            open_, late, closed = (told("entry", what, a=task, b=stage) for what in ("open", "overdue", "closed"))
            late_text = f" 逾期 {late}" if late else ""
            assert cell.shown == (f"{closed} / {open_ + closed}{late_text}" if open_ + closed else "·")
        done, whole = told("work", "done", a=task), told("work", "all", a=task)
        assert row.cells[3].shown.startswith(f"{done} / {whole}" if whole else "·")


def test_petitions_by_month_class_and_township(charts, told, places):
    def line(**asked: str) -> list[int]:
        return [told("letters", what, **asked) for what in ("kind", "due", "on_time", "repeat")]

    assert table(charts["petitions"]) == [line(month=month) for month in year()]
    kinds = table(charts["kinds"])[: len(PetitionClass.values)]
    assert kinds == [[told("letters", "kind", a=value)] for value in PetitionClass.values]
    expected = [
        [told("petition", "open", place=code), told("petition", "overdue", place=code)]
        + [told("cluster", "open", place=code), *line(place=code)]
        for code, _ in places
    ]
    assert table(charts["desks"]) == expected
    assert sum(map(sum, expected)) > 20


def test_spot_checks_with_their_interval(charts, told):
    rows = charts["checks"].rows
    assert rows
    for row in rows:
        ask = {"place": CODES["县级"], "b": row.label.rpartition(" ")[2]}
        got = [cell.value for cell in row.cells[:8]]
        names = ("population", "sample", "done", "errors", "unknown", "rate", "lower", "upper")
        assert got == [told("check", name, **ask) for name in names]


def test_relief_by_scheme_and_township(charts, told, places):
    now, sums = months.current(), ("awards", "persons", "covered", "fen")
    by_town = [
        [told("relief", what, place=code, month=now) for what in sums] for code, _ in places if code[6:] != "000000"
    ]
    assert [[cell.value for cell in row.cells] for row in charts["townships"].rows] == by_town
    totals = [told("relief", what, month=now) for what in sums]
    assert [cell.value for cell in charts["relief"].totals] == totals
    assert [sum(column) for column in zip(*by_town, strict=True)] == totals


def test_pictures_draw_the_numbers_of_their_tables(charts):
    for chart in charts.values():
        columns = {word: [row.cells[at].value for row in chart.rows] for at, word in enumerate(chart.head[1:])}
        for series in (chart.option or {"series": []})["series"]:
            if series["name"] in columns:
                assert list(series["data"]) == columns[series["name"]], (chart.key, series["name"])
    assert {key for key, chart in charts.items() if chart.option is None} == {"timeliness", "plan"}
    assert set(charts) == set(CHARTS)


def test_a_township_sees_its_own_numbers_and_no_others(people, told):
    mine = people.township_leader
    seen = {chart.key: chart for chart in charts_of(load(mine), Links(mine))}
    code = mine.division_id
    assert [row.label for row in seen["townships"].rows] == [mine.division.name]
    assert seen["rectification"].totals[0].value == told("entry", "open", place=code)
    assert seen["petitions"].totals[0].value == told("letters", "kind", place=code)
    assert {row.place for rows in load(mine).told.values() for row in rows} == {code}
