"""Circulars and exposures: nobody in them, three different people, a leader for what is exposed."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from cases.models import Circular, RectificationEntry
from cases.operations import entries as entry_op
from cases.operations import supervision as op
from core import months
from core.models import AuditEntry
from core.permissions import Role
from core.refusal import EditConflict, NotPermitted, Refused, TransitionRefused
from tests.cases.entries.people import found, listed
from tests.cases.supervision.people import VILLAGE, County, home, petition, sealed_petition, signed_by
from tests.factories_base import TOWNSHIPS, UserFactory

pytestmark = pytest.mark.django_db
S = Circular.State
CLEAN = "某村村干部马某将不符合条件的亲属纳入低保，已停发并追回 4522 元，马某受到党内警告处分。"


@pytest.fixture
def county() -> County:
    return County()


def text(**given: Any) -> op.CircularText:
    return op.CircularText(**{"kind": "circular", "title": "关于一起典型案例的通报", "text": CLEAN} | given)


def drafted(county: County, **given: Any) -> Circular:
    return op.draft_circular(text(**given), by=county.office)


def approve(circular: Circular, by: Any) -> Circular:
    return op.approve_circular(circular, by=by, version=Circular.objects.get(pk=circular.pk).version)


def test_two_others_approve_and_then_it_has_its_number(county):
    circular = drafted(county)
    assert approve(circular, county.leader).state == S.FIRST
    done = approve(circular, county.discipline)
    assert (done.state, done.number) == (S.PUBLISHED, f"泾民通〔{months.today().year}〕1号")


def test_nobody_approves_what_they_drafted(county):
    circular = drafted(county)
    Circular.objects.filter(pk=circular.pk).update(drafted_by=county.leader)
    with pytest.raises(NotPermitted):
        approve(circular, county.leader)
    with pytest.raises(IntegrityError), transaction.atomic():
        Circular.objects.filter(pk=circular.pk).update(first_by=county.leader)


def test_one_person_does_not_approve_twice(county):
    circular = drafted(county)
    approve(circular, county.leader)
    with pytest.raises(NotPermitted):
        approve(circular, county.leader)
    assert Circular.objects.get().state == S.FIRST


def test_the_second_of_an_exposure_is_a_leader(county):
    circular = drafted(county, kind="exposure")
    approve(circular, county.leader)
    with pytest.raises(NotPermitted, match="局分管领导"):
        approve(circular, county.discipline)
    assert approve(circular, county.second_leader).number.startswith("泾民曝")


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.BUREAU_LEADER, Role.DISCIPLINE_OFFICER}))
def test_others_do_not_approve(county, role):
    with pytest.raises(NotPermitted):
        approve(drafted(county), UserFactory(role=role))


def refused_hits(county: County, **given: Any) -> list[str]:
    with pytest.raises(Refused) as caught:
        drafted(county, **given)
    assert caught.value.code == "tells-of-somebody" and not Circular.objects.exists()
    return caught.value.findings


def test_a_name_of_the_household_is_refused_and_listed(county):
    entry = listed(None, household=home(), division_code=VILLAGE)
    assert refused_hits(county, text="某村马小花多领低保。", entries=[entry]) == ["姓名“马小花”"]


def test_a_petitioners_name_is_refused(county):
    row = petition()
    signed_by(row, "白翠兰")
    entry = entry_op.list_entry(found(source="petition", source_type="cases.petition", source_id=str(row.pk)), by=None)
    assert refused_hits(county, text="接白翠兰反映。", entries=[entry]) == ["姓名“白翠兰”"]


def test_whoever_is_on_the_roster_or_petitioned_is_found_without_an_entry(county):
    home("马小花")
    signed_by(petition(), "白翠兰")
    assert refused_hits(county, text="某村马 小花与白翠兰各领低保。") == ["姓名“白翠兰”", "姓名“马小花”"]


def test_who_signed_a_sealed_petition_is_not_told_by_a_refusal(county):
    signed_by(sealed_petition(county.petitions), "禹秀莲")
    assert drafted(county, text="某村村民禹秀莲。").state == S.DRAFTED


def test_a_name_that_is_a_word_as_well_is_looked_for_behind_the_entries_alone(county):
    household = home("平安")
    assert drafted(county, text="确保平安。").state == S.DRAFTED
    entry = listed(None, household=household, division_code=VILLAGE)
    with pytest.raises(Refused, match="平安"):
        drafted(county, text="确保平安。", entries=[entry])


def test_numbers_in_title_or_text_are_refused_and_masked(county):
    hits = refused_hits(county, title="640498197211270010", text="电话13800000000")
    assert hits == ["身份证号码 640*************10", "电话号码 138******00"]


def test_the_chain_holds_nothing_of_the_hits(county):
    refused_hits(county, text="身份证640498197211270010")
    assert "640498" not in "".join(AuditEntry.objects.values_list("canon", flat=True))


def test_the_text_is_looked_at_again_when_it_is_approved(county):
    """Somebody joined the household after the draft was saved."""
    entry = listed(None, household=home(), division_code=VILLAGE)
    circular = drafted(county, entries=[entry], text="某村白某某与马大花。")
    person = entry.household.memberships.get().person
    type(person).objects.filter(pk=person.pk).update(name="马大花")
    with pytest.raises(Refused, match="马大花"):
        approve(circular, county.leader)
    assert Circular.objects.get().state == S.DRAFTED


def test_what_was_referred_or_came_from_a_sealed_petition_is_not_published(county):
    entry = listed()
    circular = drafted(county, entries=[entry])
    RectificationEntry.objects.filter(pk=entry.pk).update(is_restricted=True)
    with pytest.raises(Refused, match="不宜通报"):
        approve(circular, county.leader)
    sealed = sealed_petition(county.petitions)
    other = entry_op.list_entry(
        found(source="petition", source_type="cases.petition", source_id=str(sealed.pk)), by=None
    )
    with pytest.raises(Refused, match="不宜通报"):
        drafted(county, entries=[other])


def test_what_was_returned_is_edited_and_begins_anew(county):
    circular = drafted(county)
    approve(circular, county.leader)
    back = op.return_circular(
        circular, by=county.discipline, version=Circular.objects.get().version, reason="写得再简要些。"
    )
    assert (back.state, back.first_by) == (S.RETURNED, None)
    edited = op.edit_circular(back, text(title="通报"), by=county.office, version=back.version)
    assert edited.state == S.DRAFTED
    with pytest.raises(EditConflict):
        op.edit_circular(back, text(title="再改"), by=county.office, version=back.version)


def test_what_was_published_does_not_change(county):
    circular = drafted(county)
    approve(circular, county.leader)
    done = approve(circular, county.discipline)
    for step in (
        lambda: op.edit_circular(done, text(), by=county.office, version=done.version),
        lambda: op.return_circular(done, by=county.second_leader, version=done.version, reason="撤回。"),
        lambda: approve(done, county.second_leader),
    ):
        with pytest.raises(TransitionRefused):
            step()


def test_a_township_reads_what_was_published_and_no_draft(county):
    circular = drafted(county)
    assert not Circular.objects.visible_to(county.assistant).exists()
    approve(circular, county.leader)
    approve(circular, county.discipline)
    assert Circular.objects.visible_to(county.assistant).get() == circular
    assert Circular.objects.visible_to(UserFactory(township=TOWNSHIPS[1])).exists()
