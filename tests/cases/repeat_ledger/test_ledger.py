"""The ledger of matters: written, struck off by two people, restored with a reason; never a word of a sealed case."""

import pytest

from cases.models import Petition, PetitionCluster
from cases.operations.petitions import register
from cases.operations.repeats import (
    Matter,
    ask_strike_off,
    change_cluster,
    decline_strike_off,
    link,
    restore_cluster,
    strike_off,
)
from core.models import User
from core.refusal import EditConflict, NotPermitted, Refused, TransitionRefused
from tests.cases.petitions.telling import given
from tests.factories_base import TOWNSHIPS, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def cluster(officer: User) -> PetitionCluster:
    a, b = register(given(), by=officer), register(given(), by=officer)
    link(a, b, by=officer)
    return PetitionCluster.objects.get()


def test_a_matter_is_struck_off_by_another_person_and_restored_with_a_reason(officer, cluster):
    leader = UserFactory(role="bureau_leader")
    Petition.objects.filter(cluster=cluster).update(state="concluded")
    asked = ask_strike_off(cluster, by=officer, version=cluster.version, disposal="settled", note="化解协议 2021-3")
    for wrong in (officer, UserFactory(role="bureau_officer")):
        with pytest.raises(NotPermitted):
            strike_off(asked, by=wrong, version=asked.version)
    done = strike_off(asked, by=leader, version=asked.version)
    assert done.struck_off_by == leader and done.disposal == "settled"
    with pytest.raises(TransitionRefused):
        change_cluster(done, by=officer, version=done.version, told=Matter("另一件"))
    with pytest.raises(Refused):
        restore_cluster(done, by=officer, version=done.version, reason=" ")
    back = restore_cluster(done, by=officer, version=done.version, reason="销号后又来访")
    assert (back.struck_off_at, back.disposal, back.why_unsettled) == (None, "", "销号后又来访")


def test_striking_off_needs_its_basis(officer, cluster):
    for disposal, note, code in (
        ("", "文号", "choice-unknown"),
        ("settled", " ", "basis-missing"),
        ("terminated", "复核意见书", "not-terminated"),
        ("by_law", "答复意见书", "not-answered"),
        ("settled", "化解协议", "not-answered"),
    ):
        with pytest.raises(Refused) as refusal:
            ask_strike_off(cluster, by=officer, version=cluster.version, disposal=disposal, note=note)
        assert refusal.value.code == code
    Petition.objects.filter(cluster=cluster).update(state="terminated")
    asked = ask_strike_off(cluster, by=officer, version=cluster.version, disposal="terminated", note="复核意见书")
    assert asked.disposal == "terminated"
    kept = decline_strike_off(asked, by=UserFactory(role="bureau_leader"), version=asked.version)
    assert kept.strike_asked_at is None and kept.disposal == ""


def test_a_stale_page_loses(officer, cluster):
    change_cluster(cluster, by=officer, version=cluster.version, told=Matter("低保未批", leader="副局长"))
    with pytest.raises(EditConflict):
        change_cluster(cluster, by=officer, version=cluster.version, told=Matter("覆盖"))


def test_a_sealed_repeat_neither_shows_nor_hides_a_matter(officer, cluster):
    town = UserFactory(township=TOWNSHIPS[0])
    reader = UserFactory(role="bureau_officer")
    shown = [PetitionCluster.objects.visible_to(each).count() for each in (town, reader, officer)]
    sealed = register(given(kind="accusation", text="举报村干部马有福挪用低保资金。"), by=officer)
    link(Petition.objects.filter(cluster=cluster).first(), sealed, by=officer)
    assert [PetitionCluster.objects.visible_to(each).count() for each in (reader, officer)] == shown[1:]
    assert sealed.pk not in Petition.objects.visible_to(reader).values_list("pk", flat=True)
    cluster.refresh_from_db()
    assert cluster.number.startswith("CF")
    with pytest.raises(Refused) as refusal:
        change_cluster(cluster, by=officer, version=cluster.version, told=Matter("反映挪用低保资金"))
    assert refusal.value.code == "tells-sealed"


def test_a_pair_with_a_sealed_case_is_there_for_its_handlers_alone(officer):
    open_one = register(given(), by=officer)
    sealed = register(given(kind="accusation", text="举报村干部马有福挪用低保资金。"), by=officer)
    link(open_one, sealed, by=officer)
    assert PetitionCluster.objects.visible_to(officer).get().number.startswith("MC")
    for role in ("bureau_officer", "bureau_leader", "discipline_officer", "township_assistant"):
        assert not PetitionCluster.objects.visible_to(UserFactory(role=role)).exists()


def test_a_matter_all_answered_is_struck_off_as_answered_by_law(officer, cluster):
    Petition.objects.filter(cluster=cluster).update(state="answered")
    asked = ask_strike_off(cluster, by=officer, version=cluster.version, disposal="by_law", note="答复意见书 3 号")
    done = strike_off(asked, by=UserFactory(role="bureau_leader"), version=asked.version)
    assert (done.disposal, done.struck_off_at is not None) == ("by_law", True)
