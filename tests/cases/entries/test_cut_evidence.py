"""Evidence that is a part of a picture handed in for another entry is pointed out, and so is the whole of a part."""

import pytest

from cases.models import Evidence
from cases.operations import entries as op
from tests.cases.entries.people import Cast, with_evidence, working
from tests.cases.rules.test_cut_out import CUTS, cut
from tests.factories_base import TOWNSHIPS
from tests.spot_checks.visits.pictures import door, jpeg

pytestmark = pytest.mark.django_db


def attached(cast: Cast, data: bytes) -> Evidence:
    return op.attach_evidence(working(cast), by=cast.assistant, filename="现场.jpg", data=data)


@pytest.mark.parametrize("box", [CUTS["ten percent all round"], CUTS["half"], CUTS["unevenly"]])
def test_a_part_of_a_known_picture_is_pointed_out(box):
    first = with_evidence(Cast(), seed=1)
    row = attached(Cast(TOWNSHIPS[1]), cut(1, box))
    assert first.number in row.reused_from and "裁剪" in row.reused_from


def test_the_whole_of_a_known_part_is_pointed_out():
    first = attached(Cast(), cut(1, CUTS["a corner"]))
    assert first.entry is not None and first.entry.number in attached(Cast(TOWNSHIPS[1]), jpeg(door(1))).reused_from


def test_other_doors_are_not():
    cast = Cast()
    for seed in range(1, 6):
        assert not attached(cast, jpeg(door(seed))).reused_from
    assert not attached(cast, cut(9, CUTS["half"])).reused_from
