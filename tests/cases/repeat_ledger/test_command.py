"""manage.py propose_repeats over the clerk's ledger as imported, against its truth."""

import io
import json
from itertools import combinations
from typing import Any

import pytest
from django.core.management import call_command

from cases.models import Petition, RepeatProposal
from cases.repeats import Pair, clusters
from tests.cases.repeats.ledgers import DATA
from tests.factories_base import TOWNSHIPS, DivisionFactory, UserFactory

pytestmark = pytest.mark.django_db
LEDGER = DATA / "petitions-2018-2021.xlsx"


def told(command: str, *words: str) -> dict[str, Any]:
    out = io.StringIO()
    call_command(command, *words, stdout=out)
    return json.loads(out.getvalue())


def closed(groups: Any) -> set[tuple[int, int]]:
    return {pair for group in groups for pair in combinations(sorted(group), 2)}


@pytest.fixture
def imported() -> None:
    for code in TOWNSHIPS:
        DivisionFactory(code=code)
    UserFactory(role="petition_officer", username="xfzy")
    told("import_petitions", str(LEDGER), "--by", "xfzy", "--json")


def test_precision_and_recall_on_the_imported_ledger(imported):
    pairs = told("propose_repeats", "--json")["pairs"]
    assert all(set(pair) == {"a", "b", "a_docket", "b_docket", "score", "why"} for pair in pairs)
    docket = dict(Petition.objects.values_list("number", "ledger_number"))  # two ledgers may both have a number 1
    assert all(isinstance(pair["a"], int) and docket[pair["a_docket"]] == str(pair["a"]) for pair in pairs)
    assert all(docket[pair["b_docket"]] == str(pair["b"]) for pair in pairs)
    found = closed(clusters(Pair(p["a"], p["b"], p["score"], p["why"]) for p in pairs))
    truth: dict[int, list[int]] = {}
    for row in json.loads((DATA / "petitions-2018-2021.truth.json").read_text(encoding="utf-8")):
        truth.setdefault(row["first"], []).append(row["no"])
    right = closed(truth.values())
    assert len(found & right) / len(found) >= 0.9, sorted(found - right)
    assert len(found & right) / len(right) >= 0.9, sorted(right - found)


def test_running_again_adds_nothing_and_prints_the_same(imported):
    first = told("propose_repeats", "--json")
    count = RepeatProposal.objects.count()
    RepeatProposal.objects.filter(pk=RepeatProposal.objects.earliest("pk").pk).update(state="confirmed")
    assert told("propose_repeats", "--json") == first
    assert RepeatProposal.objects.count() == count == len(first["pairs"])


def test_what_the_petitions_no_longer_say_is_withdrawn_unless_decided(imported):
    told("propose_repeats", "--json")
    kept = RepeatProposal.objects.order_by("pk").first()
    assert kept is not None
    RepeatProposal.objects.filter(pk=kept.pk).update(state="declined")
    Petition.objects.update(text="无关的内容", category="")
    Petition.objects.filter(pk=kept.first_id).update(text="另一件事")
    told("propose_repeats", "--json")
    assert list(RepeatProposal.objects.filter(state="declined")) == [kept]
    assert not RepeatProposal.objects.filter(state="proposed", first=kept.first_id).exists()
