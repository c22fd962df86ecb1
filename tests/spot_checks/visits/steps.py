"""Steps that several tests of visits take."""

import datetime as dt

import pytest

from core.refusal import Refused
from spot_checks.models import Visit
from spot_checks.operations.visit_photos import Photo, add_photo
from spot_checks.operations.visits import hand_over, save_visit, start_visit

from .conftest import form
from .pictures import photo


def started(checks, **given) -> Visit:
    return start_visit(checks.item(**given), by=checks.first)


def handed(checks, item=None, **given) -> Visit:
    """A visit with one photo that waits for the second signature."""
    visit = start_visit(item or checks.item(), by=checks.first)
    add_photo(visit, by=checks.first, photo=Photo(photo(Visit.objects.count())))
    visit = save_visit(visit, by=checks.first, version=1, data=form(**given))
    return hand_over(visit, by=checks.first, version=visit.version)


def refusal(code: str):
    return pytest.raises(Refused, check=lambda error: error.code == code)


def days_ago(checks, days: int) -> str:
    return (checks.today - dt.timedelta(days=days)).isoformat()
