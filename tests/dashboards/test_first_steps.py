"""The first steps of each role, and what the ledgers say of their columns."""

from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from core import audit
from core.explanations import LEDGERS
from core.models import AuditEntry, User
from core.permissions import ROLE_PERMISSIONS, Role
from dashboards.models import TourChoice
from dashboards.standing import TOURS, tour_of
from dashboards.views.home import may_open
from tests.factories_base import TOWNSHIPS, DivisionFactory, UserFactory

pytestmark = pytest.mark.django_db
TEMPLATES = Path(__file__).resolve().parents[2] / "templates"


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def act(user: User, action: str) -> None:
    audit.record(action, by=user, division_code=user.division_id)


@pytest.mark.parametrize("role", Role)
def test_the_tour_ends_by_doing(role):
    user = UserFactory(role=role)
    steps = TOURS[role]
    assert len(steps) == 3
    stands = tour_of(user)
    assert [stand.done for stand in stands] == [False] * 3
    assert [stand.now for stand in stands] == [True, False, False]
    assert all(may_open(user, stand.url) for stand in stands)
    act(user, steps[0].acts[0])
    assert [stand.done for stand in tour_of(user)] == [True, False, False]
    act(UserFactory(role=role), steps[2].acts[0])  # another's deed ends nothing
    assert tour_of(user)
    act(user, steps[2].acts[0])
    assert tour_of(user) == []


def test_it_is_put_away_and_called_back():
    user = UserFactory()
    client = signed_in(user)
    assert "头三步" in client.get("/").content.decode()
    assert client.post(reverse("tour_choose"), {"shown": "0"}).url == reverse("home")
    assert "头三步" not in client.get("/").content.decode()
    assert "打开头三步" in client.get(reverse("account")).content.decode()
    act(user, "report.submit")
    client.post(reverse("tour_choose"), {"shown": "1"})
    assert [stand.done for stand in tour_of(user)][2]
    assert TourChoice.objects.get().shown
    assert set(AuditEntry.objects.filter(actor=user.username, action__startswith="tour.").values_list("action", flat=True)) == {
        "tour.hide", "tour.show",
    }  # fmt: skip
    assert client.get(reverse("tour_choose")).status_code == 405


@pytest.mark.parametrize("name", sorted(LEDGERS))
def test_every_explained_ledger_carries_its_question_mark(name):
    from django.urls import resolve

    DivisionFactory(code=TOWNSHIPS[0])
    url = reverse(name)
    permission = resolve(url).func.permission
    role = next(role for role in Role if permission in ROLE_PERMISSIONS[role])
    page = signed_in(UserFactory(role=role)).get(url)
    text = page.content.decode()
    assert page.status_code == 200
    assert "各列是什么意思" in text
    for column, sentence in LEDGERS[name].columns.items():
        assert f"<dt>{column}</dt><dd>{sentence}</dd>" in text
        assert sentence.endswith("。")


def test_no_list_goes_without_its_question_mark():
    pages = [
        page
        for page in TEMPLATES.glob("*/*.html")
        if page.stem.endswith(("_list", "_load", "_log", "_board", "_roster", "_overview"))
    ]
    bare = [
        page.stem for page in pages if "{% ledger " in (text := page.read_text("utf-8")) and "{% explain " not in text
    ]
    assert len(pages) > 20 and bare == []


def test_the_ledgers_named_in_the_issue_are_explained():
    wanted = "report_board person_list kin_list draw_list visit_list petition_list entry_list cluster_list order_list summary_board"
    assert set(wanted.split()) <= set(LEDGERS)
