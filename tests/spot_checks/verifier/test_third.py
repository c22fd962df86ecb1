"""What the program publishes holds for a verifier written from the specification alone, and forgeries do not."""

import random

import pytest

from spot_checks import operations
from spot_checks.exports import bundle
from spot_checks.models import SeedKind
from spot_checks.verifier import verify_draw
from tests.factories_base import TOWNSHIPS
from tests.spot_checks.draws.conftest import County
from tests.spot_checks.mzdraw.bundles import Files, random_bundle, tiny

from .mutants import mutant
from .third import accepts

SSQ = "2021087-01.05.12.20.28.33+09"


def taken(files: Files) -> bool:
    try:
        return accepts(files)
    except (ValueError, KeyError, TypeError, AttributeError, AssertionError, IndexError):
        return False


def test_the_vector_is_a_draw() -> None:
    assert accepts(tiny())


def test_a_thousand_random_draws_of_the_engine_are_draws() -> None:
    rng = random.Random(3)
    assert all(accepts(random_bundle(rng, most=6)) for _ in range(1000))


def test_mutations_are_none() -> None:
    rng = random.Random(4)
    bundles = [tiny(), *(random_bundle(rng, most=3) for _ in range(4))]
    changed = [mutant(rng, bundles[at % 5]) for at in range(2000)]
    assert not [files for files in changed if taken(files)]


@pytest.mark.django_db
def test_what_the_program_publishes_is_a_draw_one_after_the_other() -> None:
    county = County()
    operations.register_inspector(county.officer, by=county.officer, home_code=TOWNSHIPS[1])
    for at in range(3):
        draw = county.committed(total=5 + at, minimum=2, seed_kind=SeedKind.SSQ if at == 1 else SeedKind.D10)
        value = SSQ if at == 1 else "01895559797114710497"
        draw = operations.reveal_draw(draw, values=[value], by=county.officer, witness=county.witness)
        files = bundle.files(draw)
        assert accepts(files) and verify_draw.verify(files).ok
        county.voided(reason="名单漏了一个村")  # the next is chained to it
