"""A repeat matter whose petition turns out to be an accusation: its line on the ledger says nothing of it and stays."""

import pytest
from django.test import Client
from django.urls import reverse

from cases.intake.petition import Party
from cases.models import Petition, PetitionCluster
from cases.operations.petitions import register
from cases.operations.repeats import link
from cases.operations.sealing import seal_later
from core.models import User
from tests.cases.petitions.telling import given
from tests.cases.sealed.dump import everything
from tests.cases.sealed.needles import hits
from tests.factories_base import TOWNSHIPS, UserFactory

pytestmark = pytest.mark.django_db
TEXT = "鹔鹴坡支书马有福收好处费三百元，"
WORDS = ("鹔鹴坡支书", "马有福收好处")


@pytest.fixture
def clerk(officer: User) -> User:
    return UserFactory(township=TOWNSHIPS[0])


def told(officer: User, text: str, name: str = "马小兰") -> Petition:
    return register(given(text=text, parties=[Party(name)]), by=officer)


@pytest.fixture
def three(officer: User) -> list[Petition]:
    """Three petitions on one matter, the first of which says too much."""
    rows = [told(officer, TEXT), told(officer, "低保没有批下来。"), told(officer, "低保还没有批下来。")]
    for each in rows[1:]:
        link(rows[0], each, by=officer)
    PetitionCluster.objects.update(why_unsettled=f"反映{TEXT}", measures="入户核查。", disposal_note="马有福收好处")
    return rows


def seal(row: Petition, officer: User) -> Petition:
    row.refresh_from_db()
    return seal_later(row, by=officer, version=row.version)


def test_the_line_says_nothing_of_what_was_sealed_and_stands(officer, clerk, three):
    assert hits(everything(), WORDS)
    seal(three[0], officer)
    assert not hits(everything(), WORDS)
    line = PetitionCluster.objects.visible_to(clerk).get()
    assert (line.matter, line.why_unsettled, line.measures, line.disposal_note) == (
        "低保没有批下来。", "", "入户核查。", ""
    )  # fmt: skip
    client = Client()
    client.force_login(clerk)
    page = client.get(reverse("cluster_list")).content
    assert line.number.encode() in page and not hits(page, WORDS)


def test_a_line_with_nothing_else_to_tell_says_that_it_is_sealed(officer, three):
    for each in three:
        seal(each, officer)
    assert PetitionCluster.objects.get().matter == "（密封件，内容见件内）"


def test_a_sealed_repeat_takes_the_line_from_no_township(officer, clerk, three):
    seal(three[0], officer)
    link(three[1], told(officer, "低保三个月没有批下来。"), by=officer)
    assert PetitionCluster.objects.visible_to(clerk).exists()
    assert three[0].pk not in Petition.objects.visible_to(clerk).values_list("pk", flat=True)
