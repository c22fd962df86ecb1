"""In the room: who may witness, what counts as twenty digits, and that a void and a commit leave their trace."""

import datetime as dt
import re

import pytest
from django.urls import reverse

from core.models import AuditEntry
from core.permissions import Role
from monthly_reports.operations import open_period
from spot_checks import operations
from spot_checks.models import Draw
from tests.factories_base import PASSWORD, UserFactory
from tests.spot_checks.draws.conftest import BALLS, MONTH


@pytest.fixture
def room(county, as_user, key):
    """`room(**changed)` posts the reveal page of a committed draw; `room.draw` is that draw."""

    class Room:
        draw = county.committed()
        url = reverse("draw_reveal", args=[draw.pk])

        def __call__(self, **changed):
            said = {
                "value": BALLS,
                "read_back": "on",
                "witness": county.witness.pk,
                "witness_password": PASSWORD,
                "version": self.draw.version,
            }
            posted = {name: value for name, value in (said | key | changed).items() if value is not None}
            answer = as_user(county.officer).post(self.url, posted)
            self.draw.refresh_from_db()
            return answer

    return Room()


def errors(answer) -> str:
    return str(answer.context["form"].errors)


@pytest.mark.parametrize(
    "typed", [BALLS, "01895 55979 71147 10497", " 0189555979\n7114710497 ", "０１８９５55979７１１４７10497"]
)
def test_twenty_digits_before_a_witness_make_the_result(room, county, typed):
    answer = room(value=typed)
    assert answer.url == reverse("draw_show", args=[room.draw.pk])
    assert (room.draw.state, room.draw.witness) == ("revealed", county.witness)
    assert BALLS in room.draw.seed_json
    assert AuditEntry.objects.filter(action="session.prove", actor=county.witness.username).exists()


@pytest.mark.parametrize(
    "typed",
    [
        BALLS[:-1],
        BALLS + "1",
        "",
        "0189555979711471049x",
        "0189555979711471049.",
        "٠" * 20,
        "1" * 19 + "²",
        "2021085-01.02.03.04.05.06+07",
    ],
)
def test_whatever_is_not_twenty_digits_is_sent_back(room, typed):
    answer = room(value=typed)
    assert answer.status_code == 200 and "value" in answer.context["form"].errors
    assert (room.draw.state, room.draw.seed) == ("committed", "")


def test_the_witness_types_their_own_password(room, county):
    assert "密码或验证码不对" in errors(room(witness_password="something else"))
    assert "witness_password" in room(witness_password="").context["form"].errors
    assert AuditEntry.objects.filter(action="session.failed", actor=county.witness.username).count() == 1
    assert room.draw.state == "committed"


def test_guessing_the_witness_is_slowed_down(room):
    for _ in range(6):
        answer = room(witness_password="guess")
    assert "尝试次数过多" in errors(answer)
    assert "尝试次数过多" in errors(room())
    assert room.draw.state == "committed"


def test_no_password_comes_back_in_the_page(room):
    assert "a password of mine" not in room(witness_password="a password of mine").content.decode()


def test_a_locked_session_asks_again_without_carrying_the_witness_password(room, county, client):
    client.force_login(county.officer)
    client.get(room.url)
    session = client.session
    session["seen_at"] = session["seen_at"] - 3600
    session.save()
    said = {"value": BALLS, "witness_password": "of the witness", "witness_code": "123456", "version": 1}
    answer = client.post(room.url, said)
    assert answer.status_code == 401
    assert "of the witness" not in answer.content.decode() and "123456" not in answer.content.decode()
    assert BALLS in answer.content.decode()


def test_only_discipline_officers_of_the_county_may_witness(room, county):
    for user in (
        county.officer,
        county.leader,
        UserFactory(role=Role.DISCIPLINE_OFFICER, county="640425000000"),
        UserFactory(role=Role.DISCIPLINE_OFFICER, is_active=False),
    ):
        assert "witness" in room(witness=user.pk).context["form"].errors
    assert room.draw.state == "committed"


def test_an_outsider_is_named_instead(room):
    answer = room(witness="", witness_password="", witness_name="王某，县人大代表")
    assert answer.status_code == 302
    assert (room.draw.witness, room.draw.witness_name) == (None, "王某，县人大代表")


def test_one_witness_and_not_two_and_not_none(room):
    assert "witness_name" in room(witness_name="王某").context["form"].errors
    assert "witness" in room(witness="").context["form"].errors
    assert "read_back" in room(read_back=None).context["form"].errors
    assert room.draw.state == "committed"


def test_a_result_is_not_drawn_twice(room):
    room()
    before = room.draw.result_sha256
    assert room(value=BALLS[::-1]).url == reverse("draw_show", args=[room.draw.pk])
    assert room.draw.result_sha256 == before


def test_a_draw_changed_meanwhile_is_not_revealed_unseen(room):
    assert room(version=room.draw.version + 1).status_code == 409
    assert room.draw.state == "committed"


def test_there_is_no_reveal_before_the_commit_or_after_a_void(county, as_user):
    for draw in (county.planned(), county.voided()):
        url = reverse("draw_reveal", args=[draw.pk])
        assert as_user(county.officer).get(url).url == reverse("draw_detail", args=[draw.pk])


def test_the_lottery_is_written_as_it_is_announced(county, as_user, key):
    draw = county.committed(seed_kind="ssq")
    Draw.objects.update(committed_at=dt.datetime(2021, 7, 25, 8, tzinfo=dt.UTC))
    url = reverse("draw_reveal", args=[draw.pk])
    said = key | {
        "read_back": "on",
        "witness": county.witness.pk,
        "witness_password": PASSWORD,
        "version": draw.version,
    }
    bad = as_user(county.officer).post(url, said | {"value": "2021085-05.01.12.20.28.33+09"})
    assert "从小到大" in errors(bad)
    good = as_user(county.officer).post(url, said | {"value": "2021085-01.05.12.20.28.33+09"})
    assert good.url == reverse("draw_show", args=[draw.pk])
    shown = as_user(county.officer).get(good.url).content.decode()
    assert shown.count("show-ball-blue") == 1 and ">33<" in shown


def test_the_room_sees_the_stored_balls_in_their_order(county, as_user):
    draw = county.revealed()
    text = as_user(county.leader).get(reverse("draw_show", args=[draw.pk])).content.decode()
    assert "".join(re.findall(r'class="show-ball"[^>]*>(\d)<', text)) == BALLS
    assert (
        as_user(county.leader).get(reverse("draw_show", args=[county.committed(month="2021-08").pk])).status_code == 404
    )


def test_the_commit_needs_the_order_and_the_reason_it_was_asked_for(county, as_user):
    open_period("640424", MONTH)
    draw = county.planned()
    url, client = reverse("draw_commit", args=[draw.pk]), as_user(county.officer)
    for said, told in (({}, "月报还没有接收"), ({"by_order": "on"}, "核查人员不足两人")):
        answer = client.post(url, {"version": draw.version} | said, follow=True)
        assert told in answer.content.decode()
    client.post(url, {"version": draw.version, "by_order": "on", "shortage": "只有一人在岗"})
    draw.refresh_from_db()
    assert (draw.state, draw.shortage) == ("committed", "只有一人在岗") and len(draw.unfiled) >= 2


def test_a_void_needs_its_reason_and_only_before_the_result(county, as_user):
    draw, client = county.committed(), as_user(county.officer)
    url = reverse("draw_void", args=[draw.pk])
    for reason in ("", "错", "x" * 301):
        client.post(url, {"version": draw.version, "reason": reason})
        draw.refresh_from_db()
        assert draw.state == "committed"
    client.post(url, {"version": draw.version, "reason": "封存后发现漏了一个村"})
    draw.refresh_from_db()
    assert (draw.state, draw.void_reason) == ("voided", "封存后发现漏了一个村")
    out = county.revealed()
    answer = client.post(
        reverse("draw_void", args=[out.pk]), {"version": out.version, "reason": "想再抽一次试试"}, follow=True
    )
    assert "不能作废重抽" in answer.content.decode()


def test_steps_on_a_stale_page_are_shown_what_happened(county, as_user):
    draw = county.planned()
    operations.change_plan(draw, operations.Wanted("roster", MONTH, 5), by=county.officer, version=draw.version)
    answer = as_user(county.officer).post(
        reverse("draw_commit", args=[draw.pk]), {"version": draw.version, "shortage": "没有人"}
    )
    assert answer.status_code == 409
    assert Draw.objects.get().state == "planned"


@pytest.mark.parametrize("name", ["draw_plan", "inspector_list", "inspector_new"])
@pytest.mark.parametrize("who", ["assistant", "leader", "witness"])
def test_only_the_office_plans(county, as_user, name, who):
    assert as_user(getattr(county, who)).get(reverse(name)).status_code == 403
