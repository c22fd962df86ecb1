"""The bench of the pages measures what it says and keeps nothing."""

import pytest

from jingyuan_rectify.bench import bench_pages
from recipients.models import Household, Person, RosterImport
from recipients.operations.reference import load_divisions, load_rates

MEASURED = {"small", "large", "large_to_small", "admin", "times_faster_than_admin"}


@pytest.mark.django_db(transaction=True)
def test_lists_are_timed_beside_the_changelist_and_no_made_up_person_stays():
    load_divisions()
    load_rates()
    told = bench_pages(persons=240, small=60, repeats=1)
    assert told.pop("persons") >= 240
    assert len(told) >= 5
    for name, page in told.items():
        assert page.keys() >= MEASURED, name
        assert page["large_lines"] >= page["small_lines"] > 0, name
    assert not Person.objects.exists()
    assert not Household.objects.exists()
    assert not RosterImport.objects.exists()
