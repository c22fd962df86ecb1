"""Figures are kept equal to full counts; what is sealed or restricted is in none of them."""

import pytest

from cases.models import Petition, RectificationEntry
from core.models import AuditEntry
from core.refusal import NotPermitted
from dashboards.models import Figure, FigureStand
from dashboards.operations import figures
from tests.monthly_reports.months import command

pytestmark = pytest.mark.django_db
COUNTY = "640424"


def total(kind: str, what: str) -> int:
    return sum(Figure.objects.filter(kind=kind, what=what).values_list("value", flat=True))


def test_counting_again_changes_nothing():
    assert figures.rebuild(COUNTY, figures.recent(figures.YEAR)) == 0
    assert command("check_aggregates")[0] == 0


def test_a_planted_difference_is_named_and_healed():
    row = Figure.objects.filter(kind="entry", what="open").first()
    Figure.objects.filter(pk=row.pk).update(value=row.value + 1)
    gone = Figure.objects.filter(kind="letters").first()
    Figure.objects.filter(pk=gone.pk).delete()
    code, answer = command("check_aggregates")
    assert (code, answer["different"]) == (1, 2)
    named = {each["figure"]: (each["kept"], each["counted"]) for each in answer["counties"][0]["differences"]}
    assert named[f"{row.division_code}//entry/open/{row.a}/{row.b}"] == (row.value + 1, row.value)
    assert (0, gone.value) in named.values()
    assert command("check_aggregates", "--refresh")[0] == 0
    assert command("check_aggregates")[0] == 0


def test_sealed_and_restricted_petitions_are_counted_nowhere():
    before = total("letters", "kind")
    some = Petition.objects.filter(is_sealed=False, is_restricted=False, received_at__year=2021)[:2]
    plain = {"text": "", "place": "", "accused_unit": "", "household": None, "note": "", "answer": "", "category": ""}
    Petition.objects.filter(pk=some[0].pk).update(is_sealed=True, from_unit="", **plain)
    Petition.objects.filter(pk=some[1].pk).update(is_restricted=True)
    figures.rebuild(COUNTY, figures.recent(figures.YEAR))
    assert total("letters", "kind") == before - 2
    assert command("check_aggregates")[0] == 0


def test_restricted_entries_are_counted_nowhere():
    before = total("entry", "open")
    entry = RectificationEntry.objects.open().filter(is_restricted=False).first()
    RectificationEntry.objects.filter(pk=entry.pk).update(is_restricted=True)
    figures.rebuild(COUNTY)
    assert total("entry", "open") == before - 1


def test_an_older_count_never_replaces_a_newer_one():
    stand = FigureStand.objects.get(county_code=COUNTY)
    kept = Figure.objects.count()
    assert figures.keep(COUNTY, figures.recent(), {}, at=stand.counted_at.replace(year=2020)) == 0
    assert Figure.objects.count() == kept


def test_only_the_office_may_count_anew_and_it_is_recorded(people):
    with pytest.raises(NotPermitted):
        figures.rebuild(COUNTY, by=people.bureau_leader)
    figures.rebuild(COUNTY, by=people.bureau_office)
    assert AuditEntry.objects.filter(action="figure.rebuild", actor=people.bureau_office.username).exists()
