"""Several people at once: one close-out, one entry for a finding, one number for an entry."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connections

from cases.models import RectificationEntry, SupervisionOrder
from cases.operations import entries as op
from core.permissions import Role
from core.refusal import Refused
from tests.cases.entries.people import Cast, checked, found, fresh, working
from tests.cases.entries.test_pulling import finding
from tests.factories_base import UserFactory

pytestmark = pytest.mark.django_db(transaction=True)
S = RectificationEntry.State


def at_once(*jobs: Callable[[], Any]) -> list[Any]:
    """What each job answered, or the refusal it met; all begin together."""
    start, answers = threading.Barrier(len(jobs)), []

    def work(job: Callable[[], Any]) -> None:
        try:
            start.wait()
            answers.append(job())
        except Refused as refusal:
            answers.append(refusal)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work, args=(job,)) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def test_of_two_leaders_one_confirms():
    entry = checked(Cast())
    leaders = [UserFactory(role=Role.BUREAU_LEADER) for _ in range(2)]
    answers = at_once(
        *(lambda by=by: op.confirm_close_out(fresh(entry), by=by, version=entry.version) for by in leaders)
    )
    assert sum(isinstance(answer, Refused) for answer in answers) == 1
    assert fresh(entry).state == S.CLOSED and entry.events.filter(step="confirm").count() == 1


def test_a_confirmation_and_a_return_at_once_leave_one():
    entry = checked(Cast())
    first, second = (UserFactory(role=Role.BUREAU_LEADER) for _ in range(2))
    at_once(
        lambda: op.confirm_close_out(fresh(entry), by=first, version=entry.version),
        lambda: op.return_close_out(fresh(entry), by=second, version=entry.version, reason="整改不彻底，请补充。"),
    )
    steps = set(entry.events.values_list("step", flat=True)) & {"confirm", "refuse"}
    assert steps in ({"confirm"}, {"refuse"}) and fresh(entry).state in (S.CLOSED, S.WORKING)


def test_many_who_list_at_once_get_numbers_of_their_own():
    cast = Cast()
    problem = found()
    at_once(*(lambda: op.list_entry(problem, by=cast.assistant) for _ in range(6)))
    numbers = RectificationEntry.objects.order_by("number").values_list("number", flat=True)
    year = problem.found_on.year
    assert list(numbers) == [f"ZG{year}-{n:04d}" for n in range(1, 7)]


def test_two_pulls_at_once_make_one_entry():
    finding()
    at_once(op.pull_findings, op.pull_findings, op.pull_findings)
    assert RectificationEntry.objects.count() == 1


def test_two_clocks_at_once_draft_once():
    from datetime import timedelta

    entry = working(Cast())
    day = entry.deadline + timedelta(days=1)
    at_once(lambda: op.draft_overdue(day), lambda: op.draft_overdue(day))
    assert SupervisionOrder.objects.count() == 1
