"""What was drawn from: the list as it was fixed, for those who may read such lists."""

import secrets

import pytest
from django.test import Client
from django.urls import reverse

from core import uploads
from core.models import User
from core.operations.uploads import keep
from core.permissions import Role
from spot_checks import sealed_frame
from spot_checks.models import Draw, Outcome
from tests.factories_base import TOWNSHIPS, UserFactory
from tests.spot_checks.factories import make_draw
from tests.spot_checks.results.people import HERE, THERE, items_of, signed, two_townships

pytestmark = pytest.mark.django_db


def framed(purpose: str = "roster", **given) -> Draw:
    lines = [
        sealed_frame.SealedRow(
            f"{town[:9]}-C", secrets.token_hex(16), secrets.token_hex(32), "640498197211270010", name, f"户{at}", "农村低保",
            31000, "household", town, "", "", "", [],
        )
        for at, (town, name) in enumerate([(THERE, "兰甲"), (HERE, "马乙"), (HERE, "于丙")])
    ]  # fmt: skip
    return make_draw(purpose=purpose, frame_file=keep(sealed_frame.dump(lines), by=None), **given)


def seen_by(user: User, draw: Draw, query: str = ""):
    client = Client()
    client.force_login(user)
    return client.get(reverse("draw_frame", args=[draw.pk]) + query)


def names(response) -> list[str]:
    return [each["row"].name for each in response.context["rows"]]


def test_the_bureau_sees_all_by_township_and_name_and_a_township_its_own():
    draw = framed()
    officer, assistant = UserFactory(role=Role.BUREAU_OFFICER), UserFactory(township=HERE)
    assert names(seen_by(officer, draw)) == sorted(["马乙", "于丙"]) + ["兰甲"]
    assert names(seen_by(officer, draw, f"?town={THERE[:9]}")) == ["兰甲"]
    assert names(seen_by(assistant, draw)) == sorted(["马乙", "于丙"])
    assert names(seen_by(assistant, draw, f"?town={THERE[:9]}")) == []
    assert names(seen_by(UserFactory(township=TOWNSHIPS[2]), draw)) == []


def test_neither_numbers_nor_what_opens_the_public_files_is_shown():
    draw = framed()
    text = seen_by(UserFactory(role=Role.BUREAU_OFFICER), draw).content.decode()
    rows = list(sealed_frame.load(uploads.read(draw.frame_file)))
    assert all(row.item not in text and row.nonce not in text and row.id_text not in text for row in rows)


def test_a_list_of_the_relatives_register_is_for_those_who_keep_it():
    draw = framed("kin")
    assert len(names(seen_by(UserFactory(role=Role.BUREAU_OFFICER), draw))) == 3
    for user in (UserFactory(township=HERE), UserFactory(role=Role.BUREAU_OFFICE)):
        page = seen_by(user, draw)
        assert page.status_code == 200 and "马乙" not in page.content.decode() and "不对您开放" in page.content.decode()


def test_a_plan_has_no_list_yet():
    plan = framed(state=Draw.State.PLANNED, committed_at=None, commitment="", revealed_at=None, visits_due=None)
    assert seen_by(UserFactory(role=Role.BUREAU_OFFICER), plan).status_code == 404


def test_the_list_goes_on_where_the_last_page_ended(monkeypatch):
    monkeypatch.setattr("spot_checks.views.draws.frame.SIZE", 2)
    draw, officer = framed(), UserFactory(role=Role.BUREAU_OFFICER)
    first = seen_by(officer, draw)
    second = seen_by(officer, draw, first.context["next_url"])
    assert names(first) + names(second) == sorted(["马乙", "于丙"]) + ["兰甲"]
    assert second.context["previous_url"] and not second.context["next_url"]
    assert seen_by(officer, draw, "?from=nonsense").status_code == 200


def test_items_are_kept_to_what_was_found_and_to_a_township():
    draw = two_townships()
    for item, outcome in zip(
        items_of(draw), (Outcome.MISMATCH, Outcome.LOST, Outcome.AWAY_VIDEO, Outcome.MATCH), strict=False
    ):
        signed(item, outcome)
    signed(items_of(draw, THERE)[0], Outcome.DEAD)
    client = Client()
    client.force_login(UserFactory(role=Role.BUREAU_OFFICER))

    def count(query: str) -> int:
        page = client.get(reverse("draw_items", args=[draw.pk]) + query)
        assert len(page.context["rows"]) == page.context["count"]
        return page.context["count"]

    assert [count(f"?only={only}") for only in ("", "done", "open", "errors", "unknown", "video", "matched", "?")] == [
        10, 5, 5, 2, 1, 1, 1, 10
    ]  # fmt: skip
    assert count(f"?only=errors&town={THERE[:9]}") == 1
