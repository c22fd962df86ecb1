"""Opened, closed, overdue and rebounded by township and month."""

import datetime as dt
import json

import pytest
from django.core.management import call_command

from cases.ledger.report import close_out_report
from cases.models import RectificationEntry
from cases.operations import entries as op
from core import months
from tests.cases.entries.people import Cast, closed, listed, working
from tests.factories_base import TOWNSHIPS, DivisionFactory

pytestmark = pytest.mark.django_db
S = RectificationEntry.State
COUNTY = "640424"
AUGUST = dt.datetime(2021, 8, 20, 10, tzinfo=months.SHANGHAI)
TODAY = dt.date(2021, 11, 1)


def stand(entry: RectificationEntry, **values: object) -> RectificationEntry:
    RectificationEntry.objects.filter(pk=entry.pk).update(**values)
    return entry


def line(month: str = "2021-08", township: str = TOWNSHIPS[0], today: dt.date = TODAY) -> list[int]:
    answer = close_out_report(COUNTY, month, today)
    row = next(row for row in answer["townships"] if row["township"] == township)
    return [row[name] for name in ("opened", "closed", "overdue", "rebounded")]


@pytest.fixture
def cast() -> Cast:
    return Cast()


def test_a_month_is_counted_by_township(cast):
    DivisionFactory(code=TOWNSHIPS[1])
    stand(listed(), found_on=dt.date(2021, 8, 31))
    stand(working(cast), found_on=dt.date(2021, 7, 1), due_on=dt.date(2021, 8, 30))
    stand(closed(cast, seed=3), found_on=dt.date(2021, 7, 1), due_on=dt.date(2021, 8, 1), closed_at=AUGUST)
    assert line() == [1, 1, 1, 0]
    assert line(township=TOWNSHIPS[1]) == [0, 0, 0, 0]
    assert line("2021-07") == [2, 0, 0, 0]
    assert line("2021-09") == [0, 0, 1, 0]


def test_what_was_closed_later_was_overdue_before(cast):
    stand(closed(cast), found_on=dt.date(2021, 6, 1), due_on=dt.date(2021, 7, 20), closed_at=AUGUST)
    assert (line("2021-07"), line("2021-08")) == ([0, 0, 1, 0], [0, 1, 0, 0])


def test_an_extension_counts(cast):
    entry = stand(working(cast), found_on=dt.date(2021, 6, 1), due_on=dt.date(2021, 8, 20))
    assert line() == [0, 0, 1, 0]
    stand(entry, extended_to=dt.date(2021, 9, 20), extended_by=cast.leader)
    assert line() == [0, 0, 0, 0]


def test_the_last_day_is_overdue_only_when_it_is_over(cast):
    stand(working(cast), found_on=dt.date(2021, 8, 1), due_on=dt.date(2021, 8, 31))
    assert line() == [1, 0, 1, 0]
    assert line(today=dt.date(2021, 8, 31)) == [1, 0, 0, 0]


def test_old_closed_rows_count_nowhere(cast):
    old = stand(listed(), found_on=dt.date(2021, 8, 3), due_on=dt.date(2021, 8, 5), state=S.LEGACY_CLOSED)
    assert line() == [0, 0, 0, 0]
    op.consolidate(old, by=cast.officer, note="复核属实。")
    assert line() == [0, 0, 0, 0]


def test_a_rebound_takes_the_close_out_away(cast):
    entry = stand(closed(cast), found_on=dt.date(2021, 8, 1), due_on=dt.date(2021, 8, 30), closed_at=AUGUST)
    assert line() == [1, 1, 0, 0]
    op.rebound(entry, by=cast.officer, why="又出现了。", into=listed())
    stand(entry, rebounded_at=dt.datetime(2021, 10, 5, tzinfo=months.SHANGHAI))
    assert (line(), line("2021-10")) == ([1, 0, 0, 0], [0, 0, 0, 1])


def test_dismissed_ones_are_not_overdue(cast):
    stand(working(cast), found_on=dt.date(2021, 7, 1), due_on=dt.date(2021, 8, 1), state=S.DISMISSED)
    assert line() == [0, 0, 0, 0]


def test_the_report_costs_the_same_whatever_the_rows(cast, assert_constant_queries):
    listed()
    load = lambda: close_out_report(COUNTY, "2021-08", TODAY)  # noqa: E731
    assert assert_constant_queries(load, lambda: [listed() for _ in range(5)]) <= 6


def test_the_command_answers_in_json(cast, capsys):
    stand(listed(), found_on=dt.date(2021, 8, 3))
    call_command("close_out_report", "--month", "2021-08", "--json")
    answer = json.loads(capsys.readouterr().out)
    assert answer["month"] == "2021-08" and answer["total"] == {"opened": 1, "closed": 0, "overdue": 0, "rebounded": 0}
    assert answer["townships"][0].keys() == {"township", "name", "opened", "closed", "overdue", "rebounded"}
    with pytest.raises(SystemExit) as ended:
        call_command("close_out_report", "--month", "2021-13", "--json")
    assert ended.value.code == 1
