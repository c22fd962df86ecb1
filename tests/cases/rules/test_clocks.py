"""When a petition's steps are due, as a clerk would count on a calendar."""

import datetime as dt

import pytest

from cases.rules.clocks import Calendar, Clock, Happened, Term, clocks, hearing_days, may_extend

WEEKENDS = Calendar(
    add_workdays=lambda day, count: _step(day, count),
    next_workday=lambda day: day if day.weekday() < 5 else _step(day, 1),
)
TERMS = {
    "accept": Term("accept", 15),
    "conclude": Term("conclude", 60),
    "ask_review": Term("ask_review", 30),
    "review": Term("review", 30),
    "call_back": Term("call_back", 28),
}


def _step(day: dt.date, count: int) -> dt.date:
    while count:
        day += dt.timedelta(days=1)
        count -= day.weekday() < 5
    return day


def happened(*events: tuple) -> list[Happened]:
    return [Happened(kind, dt.date.fromisoformat(on), *days) for kind, on, *days in events]


def by_step(*events: tuple, terms: dict[str, Term] = TERMS) -> dict[str, Clock]:
    return {clock.step: clock for clock in clocks(happened(*events), terms, WEEKENDS)}


def test_sixty_days_from_acceptance_end_on_the_sixtieth_day():
    found = by_step(("received", "2023-09-20"), ("accepted", "2023-10-01"))["conclude"]
    assert found.due_on == dt.date(2023, 11, 30)
    assert found.told == "受理 2023-10-01 + 60 天 = 2023-11-30"


def test_a_last_day_nobody_works_moves_on_and_says_so():
    found = by_step(("received", "2023-10-01"), ("accepted", "2023-10-04"))["conclude"]
    assert found.due_on == dt.date(2023, 12, 4) and "2023-12-03 不上班，顺延" in found.told


def test_an_extension_and_a_hearing_lengthen_the_term():
    found = by_step(
        ("received", "2023-09-20"),
        ("accepted", "2023-10-02"),
        ("hearing_started", "2023-10-10"),
        ("hearing_ended", "2023-10-15"),
        ("extended", "2023-11-20", 30),
    )["conclude"]
    assert found.due_on == dt.date(2023, 10, 2) + dt.timedelta(days=95)
    assert "延期 30 天" in found.told and "听证 5 天" in found.told


def test_working_days_are_counted_where_the_term_says_so():
    terms = {"conclude": Term("conclude", 3, working=True)}
    assert by_step(("accepted", "2023-09-28"), terms=terms)["conclude"].due_on == dt.date(2023, 10, 3)


def test_a_clock_stops_when_its_duty_is_done_and_late_is_late():
    found = by_step(("received", "2023-09-01"), ("accepted", "2023-09-20"), ("answered", "2023-10-01"))
    assert found["accept"].done_on == dt.date(2023, 9, 20) and found["accept"].is_late(dt.date(2023, 12, 1))
    assert not found["conclude"].is_late(dt.date(2024, 12, 1))


def test_a_right_of_the_petitioner_is_never_late():
    found = by_step(("received", "2023-09-01"), ("accepted", "2023-09-02"), ("answered", "2023-10-02"))
    assert not found["ask_review"].is_late(dt.date(2025, 1, 1)) and found["ask_review"].is_right
    assert found["call_back"].is_late(dt.date(2025, 1, 1))


def test_an_answer_taken_back_gives_no_new_term():
    story = [
        ("received", "2023-09-20"),
        ("accepted", "2023-10-01"),
        ("answered", "2023-11-01"),
        ("concluded", "2023-11-02"),
        ("reopened", "2023-11-20"),
    ]
    found = by_step(*story)["conclude"]
    assert (found.done_on, found.due_on) == (None, dt.date(2023, 11, 30)) and found.is_late(dt.date(2023, 12, 1))
    assert found.told == "受理 2023-10-01 + 60 天 = 2023-11-30；2023-11-20 重新办理，不另计期限"
    assert by_step(*story, ("answered", "2023-11-25"))["conclude"].done_on == dt.date(2023, 11, 25)


def test_what_was_accepted_anew_runs_from_its_newest_acceptance():
    found = by_step(
        ("received", "2023-01-02"), ("accepted", "2023-01-03"), ("answered", "2023-02-01"), ("accepted", "2023-06-01")
    )["conclude"]
    assert found.started_on == dt.date(2023, 6, 1) and found.done_on is None


def test_nothing_starts_before_it_happened_and_steps_without_a_term_have_no_clock():
    assert set(by_step(("received", "2023-01-02"))) == {"accept"}
    assert by_step(("received", "2023-01-02"), terms={"conclude": Term("conclude", 60)}) == {}


@pytest.mark.parametrize(
    ("events", "days", "today", "why"),
    [
        ([], 30, "2023-11-01", ""),
        ([], 31, "2023-11-01", "1 到 30"),
        ([], 0, "2023-11-01", "1 到 30"),
        ([("extended", "2023-10-20", 10)], 10, "2023-11-01", "一次"),
        ([], 10, "2023-12-01", "已过"),
    ],
)
def test_one_extension_within_the_term(events, days, today, why):
    told = may_extend(happened(*events), days, 30, dt.date.fromisoformat(today), dt.date(2023, 11, 30))
    assert (why in told) if why else told == ""


def test_an_open_hearing_counts_nothing_yet():
    assert hearing_days(happened(("hearing_started", "2023-10-10"))) == 0
