"""The pages of the packet: issue, take along, hand in, look over, record."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from core.idempotency import FIELD, new_key
from spot_checks.models import Packet, Visit
from tests.factories_base import PASSWORD, UserFactory
from tests.spot_checks.packets.files import PIN, filled, good, photo, result_of


@pytest.fixture
def seat(away: Any) -> Client:
    """The inspector, whose password was typed a moment ago."""
    client = Client()
    client.post(reverse("login"), {"username": away.inspector.username, "password": PASSWORD})
    return client


def issue(seat: Client, away: Any, **given: Any) -> Any:
    data = {"draw": away.draw.pk, "items": [item.pk for item in away.items], "pin_secret": PIN, "pin_secret_again": PIN}
    return seat.post(reverse("packet_new"), data | {FIELD: new_key()} | given, follow=True)


def hand_in(seat: Client, data: bytes) -> Any:
    file = SimpleUploadedFile("核查结果.rhb", data)
    return seat.post(reverse("packet_load"), {"result": file, FIELD: new_key()}, follow=True)


def text(response: Any) -> str:
    return response.content.decode()


def test_a_packet_is_issued_taken_along_handed_in_and_recorded(seat: Client, away: Any) -> None:
    assert "入户包已生成（3 户）" in text(issue(seat, away))
    packet = Packet.objects.get()
    file = seat.post(reverse("packet_download", args=[packet.pk]))
    assert file.headers["Content-Disposition"].startswith("attachment")
    assert file.headers["Content-Type"] == "application/octet-stream"
    assert file.headers["Content-Security-Policy"] == "sandbox"
    looked = text(hand_in(seat, good(packet, *away.items)))
    assert "等第二人签字" in looked and "马秀兰" in looked and "确认录入" in looked
    assert not Visit.objects.exists()
    done = seat.post(reverse("packet_record", args=[packet.pk]), {FIELD: new_key()}, follow=True)
    assert "已录入 3 户" in text(done) and "结果已录入" in text(done)
    assert Visit.objects.filter(state=Visit.State.AWAITING).count() == 3


def test_the_pin_is_typed_twice_and_not_shown_back(seat: Client, away: Any) -> None:
    page = text(issue(seat, away, pin_secret_again="8374650193"))
    assert "两次输入的口令不一样" in page and PIN not in page
    assert "连号" in text(issue(seat, away, pin_secret="12345678", pin_secret_again="12345678"))
    assert "至少选择一户" in text(issue(seat, away, items=[]))
    assert not Packet.objects.exists()


def test_an_earlier_packet_is_announced_before_it_is_cancelled(seat: Client, away: Any) -> None:
    issue(seat, away)
    assert "您已有一个入户包在用" in text(seat.get(reverse("packet_new")))
    assert "原来的入户包已作废" in text(issue(seat, away))
    assert [packet.state for packet in Packet.objects.order_by("issued_at")] == ["cancelled", "live"]


def test_one_press_issues_one_packet(seat: Client, away: Any) -> None:
    key = new_key()
    for _ in range(2):
        issue(seat, away, **{FIELD: key})
    assert Packet.objects.count() == 1


def test_issuing_and_taking_along_ask_for_the_password_again(seat: Client, away: Any) -> None:
    packet = away.issue()
    with time_machine.travel(timezone.now() + dt.timedelta(minutes=16)):
        assert issue(seat, away).status_code == 401
        assert seat.post(reverse("packet_download", args=[packet.pk])).status_code == 401
    assert Packet.objects.count() == 1


def test_what_is_wrong_with_a_file_stands_in_red(seat: Client, away: Any) -> None:
    packet = away.issue()
    page = text(hand_in(seat, b"PK" * 50))
    assert "notice-danger" in page and "不是本系统入户包的结果文件" in page
    data = good(packet, *away.items)
    page = text(hand_in(seat, data[:-1] + bytes([data[-1] ^ 1])))
    assert "notice-danger" in page and "损坏或被改动过" in page
    wrong = result_of(packet, filled(away.items[0], photo(1), visited_on="2020-01-01"))
    page = text(hand_in(seat, wrong))
    assert "notice-danger" in page and "不能早于抽签日期" in page and "马秀兰" in page
    assert "请选择结果文件" in text(seat.post(reverse("packet_load"), {FIELD: new_key()}))


def test_the_preview_says_what_will_not_be_recorded(seat: Client, away: Any) -> None:
    packet = away.issue()
    bare = filled(away.items[1], visited_on="", outcome="", answers={})
    page = text(hand_in(seat, result_of(packet, filled(away.items[0], photo(1)), bare)))
    assert "存为草稿" in page and "请选择核查结论" in page and "有几户没有填" in page


def test_another_inspector_sees_and_gets_nothing(seat: Client, away: Any) -> None:
    packet = away.issue()
    hand_in(seat, good(packet, *away.items))
    other = Client()
    other.force_login(UserFactory())
    for name in ("packet_result", "packet_download", "packet_cancel", "packet_record"):
        answer = other.get if name == "packet_result" else other.post
        assert answer(reverse(name, args=[packet.pk]), {FIELD: new_key()}).status_code in {401, 404}
    planner = Client()
    planner.force_login(away.planner)
    assert away.inspector.display_name in text(planner.get(reverse("packet_list")))
    assert planner.get(reverse("packet_result", args=[packet.pk])).status_code == 302
    assert "由领包的核查人本人" in text(
        planner.post(reverse("packet_record", args=[packet.pk]), {FIELD: new_key()}, follow=True)
    )
    assert not Visit.objects.exists()


def test_cancelling_is_said_and_final(seat: Client, away: Any) -> None:
    packet = away.issue()
    for said in ("入户包已作废", "不用再作废"):
        assert said in text(seat.post(reverse("packet_cancel", args=[packet.pk]), follow=True))
    assert "已作废" in text(seat.post(reverse("packet_download", args=[packet.pk]), follow=True))


def test_who_inspects_nothing_is_told_so(db: None) -> None:
    client = Client()
    client.force_login(UserFactory())
    assert "没有轮到您核查的抽签" in text(client.get(reverse("packet_new")))
    assert "还没有入户包" in text(client.get(reverse("packet_list")))


def test_the_list_costs_the_same_for_one_packet_and_many(seat: Client, away: Any, assert_constant_queries: Any) -> None:
    away.issue()
    load = lambda: seat.get(reverse("packet_list"))  # noqa: E731
    assert assert_constant_queries(load, lambda: [away.issue() for _ in range(5)]) <= 15


def test_the_preview_costs_the_same_for_one_household_and_three(
    seat: Client, away: Any, assert_constant_queries: Any
) -> None:
    packet = away.issue()
    hand_in(seat, good(packet, away.items[0]))
    load = lambda: seat.get(reverse("packet_result", args=[packet.pk]))  # noqa: E731
    assert assert_constant_queries(load, lambda: hand_in(seat, good(packet, *away.items))) <= 15
