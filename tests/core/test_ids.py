"""Identifiers: of version 7, never twice, in the order in which they were made."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import time_machine

from core.ids import new_id

NOON = dt.datetime(2021, 7, 23, 4, tzinfo=dt.UTC)
MANY = 10_000


def made(moment: dt.datetime, count: int) -> list:
    with time_machine.travel(moment, tick=False):
        return [new_id() for _ in range(count)]


def test_those_of_one_moment_stand_in_the_order_they_were_made():
    ids = made(NOON, MANY)
    assert ids == sorted(ids) and len(set(ids)) == MANY
    assert {each.version for each in ids} == {7} and len({each.variant for each in ids}) == 1


def test_a_clock_a_little_behind_keeps_the_order_and_one_set_back_is_believed():
    first = made(NOON, 1)[0]
    late = made(NOON - dt.timedelta(milliseconds=500), 1)[0]
    back = made(NOON - dt.timedelta(days=1), 1)[0]
    assert back < first < late
    assert back.int >> 80 == int((NOON - dt.timedelta(days=1)).timestamp() * 1000)


def test_threads_make_none_twice():
    with ThreadPoolExecutor(4) as pool:
        ids = list(pool.map(lambda _: new_id(), range(MANY)))
    assert len(set(ids)) == MANY
