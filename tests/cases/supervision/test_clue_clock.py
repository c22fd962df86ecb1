"""A clue received waits a month for its disposal, and only the discipline group hears of it."""

import datetime as dt

import pytest
from django.utils import timezone

from cases.operations.supervision.reminding import remind_supervision
from core.models import Notice
from tests.cases.supervision.people import County
from tests.cases.supervision.test_clues import SECRET, dispose, received

pytestmark = pytest.mark.django_db


@pytest.fixture
def county() -> County:
    return County()


def test_a_month_without_a_disposal_is_told_to_the_discipline_group_alone(county):
    clue = received(county)
    assert clue.received_at is not None
    day = timezone.localdate(clue.received_at)
    assert remind_supervision(day + dt.timedelta(days=26)) == []
    for days, matter in ((27, "clue-soon"), (30, "clue-soon"), (31, "clue-late"), (40, "clue-late")):
        told = remind_supervision(day + dt.timedelta(days=days))
        assert [each["matter"] for each in told] == ([matter] if days in (27, 31) else [])
    notices = Notice.objects.filter(key__startswith=f"clue:{clue.pk}:dispose")
    assert {notice.recipient for notice in notices} == {county.discipline} and notices.count() == 2
    assert not any(word in f"{n.title}{n.body}" for n in notices for word in (SECRET, clue.number, "伍斌林"))
    dispose(clue, county.discipline)
    assert remind_supervision(day + dt.timedelta(days=300)) == []
