"""What the demo county shows of spot checks."""

import datetime as dt

import pytest
import time_machine

from core.models import AuditEntry
from jingyuan_rectify.demo import load
from recipients.operations.reference import load_divisions, load_rates, load_synonyms
from spot_checks.models import Draw, Estimate, Inspector, Visit, VisitFinding, VisitPhoto
from spot_checks.operations import recompute

pytestmark = pytest.mark.django_db


@time_machine.travel(dt.datetime(2021, 8, 10, 2, tzinfo=dt.UTC))
def test_the_demo_county_has_inspectors_a_published_draw_and_one_waiting_for_its_balls(settings) -> None:
    load_divisions()
    load_rates()
    load_synonyms()
    load.county(280, seed=5, past=1, say=lambda text: None)
    assert Inspector.objects.count() >= 8 and not Inspector.objects.filter(home_code="").exists()
    done, waiting = Draw.objects.order_by("month")
    assert (done.state, done.month) == (Draw.State.PUBLISHED, "2021-07")
    assert (waiting.state, waiting.month, waiting.previous_id) == (Draw.State.COMMITTED, "2021-08", done.pk)
    for draw in (done, waiting):
        sizes = {stratum: size for stratum, (size, _) in draw.strata.items()}
        assert sum(size for stratum, size in sizes.items() if stratum.endswith("A")) * 100 <= 3 * sum(sizes.values())
    county = Estimate.objects.get(draw=done, division_code=done.division_code)
    assert county.final and county.errors and county.video and county.sample == Visit.objects.counting().count()
    assert recompute(done) == 0
    assert VisitPhoto.objects.filter(resembles__isnull=False).count() == 1
    assert VisitFinding.objects.count() == county.errors
    days = set(Visit.objects.values_list("visited_on", flat=True))
    assert done.revealed_at.date() < min(days) and max(days) <= dt.date(2021, 8, 10)
    assert AuditEntry.objects.filter(action="demo.dated", subject_id=str(done.pk)).exists()
