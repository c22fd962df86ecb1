"""Confirming, declining and undoing pairs; clusters follow; a repeat in time is no new case."""

import datetime as dt
from itertools import permutations

import pytest
from django.utils import timezone

from cases.intake.petition import Party
from cases.models import Petition, PetitionCluster, RepeatProposal
from cases.operations.petitions import accept, register
from cases.operations.repeats import confirm, decline, link, propose_all, propose_for_new, undo
from core.models import Notice, User
from core.refusal import NotPermitted, Refused, TransitionRefused
from tests.cases.petitions.telling import given
from tests.factories_base import UserFactory

pytestmark = pytest.mark.django_db


def told(officer: User, days_ago: int, **more):
    return register(given(received_at=timezone.now() - dt.timedelta(days=days_ago), **more), by=officer)


def several(officer: User, count: int) -> list[Petition]:
    """Petitions about other things, one per month, concluded long ago."""
    made = [told(officer, 300 - 30 * n, parties=[Party(f"海某{n}甲")]) for n in range(count)]
    Petition.objects.update(state="concluded")
    return made


def joined() -> list[set]:
    held: dict = {}
    for pk, cluster in Petition.objects.filter(cluster__isnull=False).values_list("pk", "cluster_id"):
        held.setdefault(cluster, set()).add(pk)
    return sorted(held.values(), key=len)


def test_a_new_petition_of_the_same_person_on_the_same_matter_is_proposed(officer):
    first, second = told(officer, 20), told(officer, 1)
    other = told(officer, 1, text="请问高龄津贴几岁可以领？", parties=[Party("海德文", "", "13895440009")])
    assert propose_for_new(second).new == 1
    row = RepeatProposal.objects.get()
    assert (row.first_id, row.second_id, row.state) == (first.pk, second.pk, "proposed")
    assert propose_for_new(other).new == 0 and propose_all(officer.scope).new == 0


def test_a_repeat_in_time_is_no_new_case_until_undone(officer):
    first, second = told(officer, 5), told(officer, 1)
    accept(first, by=officer, version=1)
    propose_all(officer.scope)
    row = confirm(RepeatProposal.objects.get(), by=officer)
    second.refresh_from_db()
    assert second.state == "merged" and second.cluster == Petition.objects.get(pk=first.pk).cluster
    assert Notice.objects.filter(recipient=officer, key=f"repeat:{second.pk}:merged").exists()
    undo(row, by=officer)
    second.refresh_from_db()
    assert (second.state, second.cluster_id) == ("registered", None)
    assert [event.text for event in second.events.all()][-1].startswith("撤销重复认定")


def test_a_repeat_after_the_term_is_a_case_of_its_own(officer):
    first, second = told(officer, 200), told(officer, 1)
    propose_all(officer.scope)
    confirm(RepeatProposal.objects.get(), by=officer)
    second.refresh_from_db()
    assert second.state == "registered" and second.cluster_id is not None
    first.refresh_from_db()
    assert first.cluster_id == second.cluster_id


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_pairs_join_transitively_in_any_order_and_come_apart_again(officer, order):
    a, b, c, d = several(officer, 4)
    pairs = [(a, b), (b, c), (c, d)]
    rows = {n: link(*pairs[n], by=officer) for n in order}
    assert joined() == [{a.pk, b.pk, c.pk, d.pk}]
    undo(rows[1], by=officer)
    assert joined() in ([{a.pk, b.pk}, {c.pk, d.pk}], [{c.pk, d.pk}, {a.pk, b.pk}])
    confirm(rows[1], by=officer)
    assert joined() == [{a.pk, b.pk, c.pk, d.pk}]
    for n in order:
        undo(rows[n], by=officer)
    assert joined() == []


def test_what_two_merged_matters_said_is_there_again_after_undo(officer):
    a, b, c, d = several(officer, 4)
    link(a, b, by=officer)
    link(c, d, by=officer)
    PetitionCluster.objects.filter(first=c).update(matter="第二件事")
    numbers = dict(PetitionCluster.objects.values_list("first_id", "number"))
    between = link(b, c, by=officer)
    assert Petition.objects.get(pk=d.pk).cluster.number == numbers[a.pk]
    undo(between, by=officer)
    again = Petition.objects.get(pk=d.pk).cluster
    assert (again.number, again.matter) == (numbers[c.pk], "第二件事")


def test_no_petition_is_linked_to_itself_or_twice(officer):
    a, b = several(officer, 2)
    with pytest.raises(Refused) as refusal:
        link(a, a, by=officer)
    assert refusal.value.code == "itself"
    link(a, b, by=officer)
    with pytest.raises(TransitionRefused):
        link(b, a, by=officer)
    assert RepeatProposal.objects.count() == 1


def test_deciding_needs_the_post_and_the_right_moment(officer):
    told(officer, 20)
    told(officer, 1)
    propose_all(officer.scope)
    row = RepeatProposal.objects.get()
    for role in ("bureau_officer", "township_assistant", "bureau_leader"):
        with pytest.raises(NotPermitted):
            confirm(row, by=UserFactory(role=role))
    decline(row, by=officer)
    with pytest.raises(TransitionRefused):
        decline(row, by=officer)
    assert undo(row, by=officer).state == "proposed"
    with pytest.raises(TransitionRefused):
        undo(row, by=officer)
