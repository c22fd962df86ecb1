"""The second factor."""

import base64
import datetime as dt

import pytest
import time_machine
from django.core import signing
from django.urls import reverse
from django.utils import timezone
from django_otp.oath import TOTP

from core import totp
from core.models import User
from core.operations import logins, users
from core.permissions import Role
from tests.core.factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 3, 2, 4, 0, tzinfo=dt.UTC)


def code(secret):
    clock = TOTP(base64.b32decode(secret))
    clock.time = timezone.now().timestamp()
    return f"{clock.token():06d}"


def enter(client, user):
    return client.post(reverse("login"), {"username": user.username, "password": PASSWORD})


@pytest.fixture
def enrolled():
    user, secret = UserFactory(), totp.new_secret()
    with time_machine.travel(NOON, tick=False):
        logins.enrol(user, by=user, secret=secret, code=code(secret))
    return User.objects.get(pk=user.pk), secret


def test_enrolment_shows_a_picture_without_styles_and_asks_for_a_code(client):
    user = UserFactory()
    enter(client, user)
    page = client.get(reverse("totp_setup"))
    body = page.content.decode()
    assert "<svg" in body and "style=" not in body
    _, secret = signing.loads(page.context["pending"], salt="core.totp")
    given = {"pending": page.context["pending"], "code": "000000"}
    assert "验证码不对" in client.post(reverse("totp_setup"), given).content.decode()
    answer = client.post(reverse("totp_setup"), {"pending": page.context["pending"], "code": code(secret)})
    assert answer.url == reverse("account")
    assert User.objects.get(pk=user.pk).totp == secret
    assert client.get("/account/").status_code == 200


def test_another_persons_pending_secret_is_not_taken(client):
    mine, theirs = UserFactory(), UserFactory()
    secret = totp.new_secret()
    enter(client, mine)
    pending = signing.dumps([str(theirs.pk), secret], salt="core.totp")
    client.post(reverse("totp_setup"), {"pending": pending, "code": code(secret)})
    assert not User.objects.get(pk=mine.pk).totp_sealed


def test_signing_in_takes_both(client, enrolled):
    user, secret = enrolled
    with time_machine.travel(NOON + dt.timedelta(minutes=2), tick=False):
        assert enter(client, user).url == reverse("login_code")
        assert client.get("/account/").status_code == 302
        assert client.post(reverse("login_code"), {"code": "000000"}).status_code == 200
        assert client.post(reverse("login_code"), {"code": code(secret)}).url == "/"
        assert client.get("/account/").status_code == 200


def test_a_code_is_good_once(client, enrolled):
    user, secret = enrolled
    with time_machine.travel(NOON + dt.timedelta(minutes=2), tick=False):
        spent = code(secret)
        logins.use_code(user, by=user, code=spent)
        with pytest.raises(logins.WrongAnswer):
            logins.use_code(user, by=user, code=spent)
    later = NOON + dt.timedelta(minutes=2, seconds=30)
    with time_machine.travel(later, tick=False), pytest.raises(logins.WrongAnswer):
        logins.use_code(user, by=user, code=spent)


@pytest.mark.parametrize(("seconds", "fits"), [(-60, False), (-30, True), (0, True), (30, True), (61, False)])
def test_a_clock_may_be_half_a_minute_off(seconds, fits):
    secret = totp.new_secret()
    with time_machine.travel(NOON, tick=False):
        given = code(secret)
    with time_machine.travel(NOON + dt.timedelta(seconds=seconds), tick=False):
        assert bool(totp.step_of(secret, given, after=0)) is fits


def test_the_code_must_follow_within_five_minutes(client, enrolled):
    user, secret = enrolled
    with time_machine.travel(NOON + dt.timedelta(minutes=2), tick=False):
        enter(client, user)
    with time_machine.travel(NOON + dt.timedelta(minutes=8), tick=False):
        assert client.post(reverse("login_code"), {"code": code(secret)}).url == reverse("login")


def test_codes_cannot_be_guessed_quickly(client, enrolled):
    user, _ = enrolled
    with time_machine.travel(NOON + dt.timedelta(minutes=2), tick=False):
        assert enter(client, user).url == reverse("login_code")
        codes = [client.post(reverse("login_code"), {"code": f"{n:06d}"}).status_code for n in range(8)]
    assert codes == [200] * 5 + [429] * 3


def test_roles_that_need_it_set_it_up_first(client, settings):
    settings.TOTP_REQUIRED_ROLES = [Role.SYSTEM_ADMIN]
    user = UserFactory(role=Role.SYSTEM_ADMIN)
    enter(client, user)
    assert client.get("/").url == reverse("totp_setup")
    assert client.get("/admin/").url == reverse("totp_setup")
    assert client.get(reverse("totp_setup")).status_code == 200
    client.force_login(UserFactory())
    assert client.get("/").status_code == 200


def test_the_administrators_reset_takes_it_off(enrolled):
    user, _ = enrolled
    users.reset_password(user, by=UserFactory(role=Role.SYSTEM_ADMIN))
    assert not User.objects.get(pk=user.pk).totp_sealed


def test_the_secret_is_sealed_at_rest(enrolled):
    user, secret = enrolled
    assert secret.encode() not in bytes(user.totp_sealed)
