"""The pool: who is in it, where each may not go, and what two who edit at once see."""

import pytest
from django.urls import reverse

from core.models import User
from spot_checks import operations
from spot_checks.models import Inspector
from tests.factories_base import TOWNSHIPS, DivisionFactory, UserFactory

LIST, NEW = "/checks/draws/inspectors/", "/checks/draws/inspectors/new/"
ID_NUMBER = "640498197211270010"


@pytest.fixture
def visitor(county) -> User:
    DivisionFactory(code=TOWNSHIPS[2])
    return UserFactory(township=TOWNSHIPS[0], display_name="于海燕")


def test_somebody_joins_the_pool_and_their_number_is_not_kept(county, visitor, as_user, key):
    said = key | {"user": visitor.pk, "home_code": TOWNSHIPS[2], "id_number": ID_NUMBER, "note": "交叉互查"}
    assert as_user(county.officer).post(NEW, said).url == LIST
    row = Inspector.objects.get()
    assert (row.user, row.home_code, row.active) == (visitor, TOWNSHIPS[2], True)
    assert row.id_index and ID_NUMBER not in row.id_index
    text = as_user(county.officer).get(LIST).content.decode()
    assert ("于海燕" in text and "六盘山镇、香水镇" in text) or "香水镇、六盘山镇" in text
    assert ID_NUMBER not in text and "按证件" in text
    as_user(county.officer).post(NEW, said)
    assert Inspector.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"id_number": "12345"}, "id_number"), ({"home_code": "640425100000"}, "home_code"), ({"user": ""}, "user")],
)
def test_what_cannot_be_is_told_at_its_field(county, visitor, as_user, key, wrong, field):
    answer = as_user(county.officer).post(NEW, key | {"user": visitor.pk, "home_code": "", "id_number": ""} | wrong)
    assert field in answer.context["form"].errors and not Inspector.objects.exists()


def test_nobody_who_does_not_visit_is_offered(county, visitor, as_user, key):
    offered = set(as_user(county.officer).get(NEW).context["form"].fields["user"].queryset)
    assert visitor in offered and county.officer in offered
    assert not {county.leader, county.witness, county.stranger} & offered
    operations.register_inspector(visitor, by=county.officer)
    assert visitor not in as_user(county.officer).get(NEW).context["form"].fields["user"].queryset


def test_an_entry_is_changed_and_the_second_to_save_chooses(county, visitor, as_user):
    row = operations.register_inspector(visitor, by=county.officer, home_code=TOWNSHIPS[2], id_number=ID_NUMBER)
    url, index = reverse("inspector_edit", args=[row.pk]), row.id_index
    said = {"home_code": "", "id_number": "", "note": "调离", "active": "", "version": row.version}
    assert as_user(county.officer).post(url, said).url == LIST
    row.refresh_from_db()
    assert (row.active, row.home_code, row.note, row.id_index) == (False, "", "调离", index)
    late = as_user(county.officer).post(url, said | {"active": "on", "note": "回来了"})
    assert late.status_code == 409 and "逐项选择保留哪一个" in late.content.decode()
    row.refresh_from_db()
    assert not row.active
    chosen = said | {"active": "on", "note": "调离", "version": row.version}
    assert as_user(county.officer).post(url, chosen).status_code == 302
    row.refresh_from_db()
    assert row.active


def test_another_countys_inspector_is_not_found(county, visitor, as_user):
    row = operations.register_inspector(visitor, by=county.officer)
    assert as_user(county.stranger).get(reverse("inspector_edit", args=[row.pk])).status_code == 404
    assert "于海燕" not in as_user(county.stranger).get(LIST).content.decode()


def test_the_pool_costs_the_same_whatever_its_size(county, visitor, as_user, assert_constant_queries):
    operations.register_inspector(visitor, by=county.officer)
    client = as_user(county.officer)

    def grow() -> None:
        for _ in range(5):
            operations.register_inspector(UserFactory(township=TOWNSHIPS[1]), by=county.officer)

    assert assert_constant_queries(lambda: client.get(LIST), grow) <= 15


def test_an_empty_pool_says_whom_to_take_in(county, as_user):
    assert "名册还是空的" in as_user(county.officer).get(LIST).content.decode()
