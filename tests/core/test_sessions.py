"""Signing in, locking, unlocking, proving, signing out."""

import datetime as dt
from itertools import pairwise

import pytest
import time_machine
from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from core.authentication import DEVICE
from core.models import AuditEntry, Division, User
from core.operations import users
from core.permissions import Role
from tests.core.factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 3, 2, 4, 0, tzinfo=dt.UTC)


def enter(client, user, password=PASSWORD, **more):
    return client.post(reverse("login"), {"username": user.username, "password": password, **more})


def after(minutes):
    return time_machine.travel(NOON + dt.timedelta(minutes=minutes), tick=False)


def actions():
    return list(AuditEntry.objects.order_by("pk").values_list("action", flat=True))


def test_a_visitor_is_led_to_login_and_back(client):
    answer = client.get("/account/?a=1")
    assert (answer.status_code, answer.url) == (302, "/login/?next=%2Faccount%2F%3Fa%3D1")
    answer = enter(client, UserFactory(), next="/account/?a=1")
    assert answer.url == "/account/?a=1"


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example/x", "javascript:alert(1)"])
def test_login_leads_to_no_foreign_place(client, target):
    assert enter(client, UserFactory(), next=target).url == "/"


def test_a_session_gets_a_new_key_at_login(client):
    client.get(reverse("login"))
    session = client.session
    session["x"] = 1
    session.save()
    client.cookies["session"] = session.session_key
    enter(client, UserFactory())
    assert client.cookies["session"].value != session.session_key


@pytest.mark.parametrize("kind", ["wrong", "unknown", "inactive"])
def test_every_failure_reads_the_same(client, kind):
    user = UserFactory(is_active=kind != "inactive")
    name = "nobody" if kind == "unknown" else user.username
    password = "wrong" if kind == "wrong" else PASSWORD
    answer = client.post(reverse("login"), {"username": name, "password": password})
    assert "用户名或密码不对" in answer.content.decode()
    assert actions()[-1] == "session.failed"
    assert not client.session.get("_auth_user_id")


def test_unknown_names_cost_a_hash_too(client, monkeypatch):
    hashed = []
    monkeypatch.setattr("core.authentication.make_password", lambda password: hashed.append(password))
    client.post(reverse("login"), {"username": "nobody", "password": "x"})
    assert hashed == ["x"]


def test_an_unknown_name_is_not_written_down(client):
    client.post(reverse("login"), {"username": "my-secret-pass", "password": "x"})
    assert not any("my-secret-pass" in entry.canon for entry in AuditEntry.objects.all())


def test_one_time_passwords_are_changed_first(client):
    user = UserFactory(must_change_password=True)
    enter(client, user)
    assert client.get("/").url == reverse("password_change")
    assert client.get("/notices/").url == reverse("password_change")
    new = "Baoji-Lanzhou-1953-tielu"
    answer = client.post(reverse("password_change"), {"old": PASSWORD, "new": new, "again": new})
    assert answer.url == "/"
    assert client.get("/").status_code == 200
    assert User.objects.get(pk=user.pk).check_password(new)


@pytest.mark.parametrize(
    ("new", "why"),
    [
        ("short", "12"),
        ("password1234", "常见"),
        ("jingyuan2021", "容易猜到"),
        (PASSWORD, "最近五次"),
    ],
)
def test_weak_passwords_are_refused(client, new, why):
    enter(client, UserFactory())
    answer = client.post(reverse("password_change"), {"old": PASSWORD, "new": new, "again": new})
    assert why in answer.content.decode()


def test_the_last_five_passwords_do_not_come_back():
    user = UserFactory()
    used = [PASSWORD] + [f"Liupan-Shan-Gao-{n}-feng" for n in range(6)]
    for old, new in pairwise(used):
        user = users.change_password(user, by=user, old=old, new=new)
    for old in used[2:]:
        with pytest.raises(users.Refused, match="最近五次"):
            users.change_password(user, by=user, old=used[-1], new=old)
    users.change_password(user, by=user, old=used[-1], new=used[0])


def test_thirty_idle_minutes_lock_and_the_password_opens(client):
    with after(0):
        enter(client, UserFactory())
    with after(29.9):
        assert client.get("/account/").status_code == 200
    with after(29.9 + 30):
        answer = client.get("/account/?b=2")
        assert answer.url == "/session/unlock?next=%2Faccount%2F%3Fb%3D2"
        assert client.get("/").status_code == 302
        answer = client.post(reverse("session_unlock"), {"password": "wrong", "next": "/account/"})
        assert "密码不对" in answer.content.decode()
        answer = client.post(reverse("session_unlock"), {"password": PASSWORD, "next": "/account/?b=2"})
        assert answer.url == "/account/?b=2"
        assert client.get("/account/").status_code == 200
    assert "session.unlock" in actions()


def test_a_locked_post_keeps_its_fields_and_goes_on(client):
    user = UserFactory()
    new = "Baoji-Lanzhou-1953-tielu"
    given = {"old": PASSWORD, "new": new, "again": new}
    with after(0):
        enter(client, user)
    with after(31):
        answer = client.post(reverse("password_change"), given)
        page = answer.content.decode()
        assert answer.status_code == 401
        assert all(f'name="{name}" value="{value}"' in page for name, value in given.items())
        assert User.objects.get(pk=user.pk).check_password(PASSWORD)
        answer = client.post(reverse("password_change"), {**given, "_password": "wrong"})
        assert answer.status_code == 401 and f'value="{new}"' in answer.content.decode()
        answer = client.post(reverse("password_change"), {**given, "_password": PASSWORD})
        assert answer.status_code == 302
    assert User.objects.get(pk=user.pk).check_password(new)


def test_a_locked_upload_says_that_files_are_chosen_again(client):
    with after(0):
        enter(client, UserFactory())
    with after(31):
        file = SimpleUploadedFile("七月变动.xlsx", b"x")
        page = client.post(reverse("sessions_end"), {"file": file, "note": "写了很久"}).content.decode()
    assert "七月变动.xlsx" in page and "重新选择" in page and "写了很久" in page


def test_ten_hours_end_a_session_however_busy(client):
    user = UserFactory()
    with after(0):
        enter(client, user)
    for minute in range(25, 600, 25):
        with after(minute):
            assert client.get("/account/").status_code == 200
    with after(601):
        assert client.get("/account/").url.startswith("/login/")
        assert not client.session.get("_auth_user_id")


def test_a_post_after_the_end_goes_on_after_signing_in_again(client):
    user = UserFactory()
    with after(0):
        enter(client, user)
    with after(700):
        answer = client.post(reverse("sessions_end"), {"note": "写了很久"})
        assert answer.status_code == 401 and 'value="写了很久"' in answer.content.decode()
        answer = client.post(
            reverse("sessions_end"), {"note": "写了很久", "_username": user.username, "_password": PASSWORD}
        )
        assert answer.url == reverse("account")
        assert client.get("/account/").status_code == 200


def test_scripts_looking_again_keep_no_session_alive(client):
    with after(0):
        enter(client, UserFactory())
    with after(20):
        client.get(reverse("session_alive"), headers={"sec-fetch-mode": "cors", "accept": "application/json"})
    with after(31):
        answer = client.get("/account/", headers={"accept": "application/json"})
        assert answer.status_code == 401
        assert client.get(reverse("session_alive")).status_code == 401
        assert client.post(reverse("session_alive")).status_code == 401


def test_the_ping_keeps_a_working_session_alive(client):
    user = UserFactory()
    with after(0):
        enter(client, user)
    with after(25):
        answer = client.post(reverse("session_alive")).json()
        assert (answer["seconds_left"], answer["user"]) == (1800, str(user.pk))
    with after(50):
        assert client.get("/account/").status_code == 200


def test_password_and_role_changes_end_other_sessions_at_once(client):
    user, other = UserFactory(), Client()
    enter(client, user)
    enter(other, user)
    new = "Baoji-Lanzhou-1953-tielu"
    client.post(reverse("password_change"), {"old": PASSWORD, "new": new, "again": new})
    assert client.get("/account/").status_code == 200
    assert other.get("/account/").status_code == 302
    enter(other, user, new)
    row = User.objects.get(pk=user.pk)
    boss = UserFactory(role=Role.SYSTEM_ADMIN)
    users.change(
        row,
        by=boss,
        version=row.version,
        display_name=row.display_name,
        role=Role.TOWNSHIP_LEADER,
        division=Division.objects.get(pk=row.division_id),
    )
    assert client.get("/account/").status_code == 302
    assert other.get("/account/").status_code == 302


def test_ending_other_sessions_keeps_this_one(client):
    user, other = UserFactory(), Client()
    enter(client, user)
    enter(other, user)
    client.post(reverse("sessions_end"))
    assert client.get("/account/").status_code == 200
    assert other.get("/account/").status_code == 302


def test_logout_leaves_nothing_behind(client):
    enter(client, UserFactory())
    key = client.session.session_key
    answer = client.post(reverse("logout"))
    assert '"cache"' in answer.headers["Clear-Site-Data"]
    client.cookies["session"] = key
    assert client.get("/account/").status_code == 302
    assert client.get(reverse("logout")).status_code in (302, 405)
    assert "session.logout" in actions()


def test_approvals_ask_for_the_password_after_fifteen_minutes(client):
    leader = UserFactory(role=Role.SYSTEM_ADMIN)
    person = UserFactory()
    address = reverse("user_set_active", args=[person.pk])
    with after(0):
        enter(client, leader)
    with after(14):
        client.post(address, {"active": "0"})
        assert not User.objects.get(pk=person.pk).is_active
    with after(16):
        answer = client.post(address, {"active": "1"})
        assert answer.status_code == 401 and 'name="active" value="1"' in answer.content.decode()
        assert not User.objects.get(pk=person.pk).is_active
        client.post(address, {"active": "1", "_password": PASSWORD})
        assert User.objects.get(pk=person.pk).is_active
    with after(30):
        assert client.post(address, {"active": "0"}).status_code == 302


def test_a_form_that_outlived_its_token_keeps_its_fields_only_when_it_is_ours(db):
    client = Client(enforce_csrf_checks=True)
    client.force_login(UserFactory())
    given = {"note": "写了很久"}
    ours = client.post(reverse("sessions_end"), given, headers={"sec-fetch-site": "same-origin"})
    assert ours.status_code == 403 and "写了很久" in ours.content.decode()
    foreign = client.post(reverse("sessions_end"), given, headers={"sec-fetch-site": "cross-site"})
    assert foreign.status_code == 403 and "写了很久" not in foreign.content.decode()


def test_the_device_cookie_cannot_be_made_up(client):
    user = UserFactory()
    enter(client, user)
    held = signing.loads(client.cookies[DEVICE].value, salt="core.device")
    assert held["people"] == [user.username]
    assert client.cookies[DEVICE]["httponly"]
