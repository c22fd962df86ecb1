"""Every answer carries the strict headers: pages, errors, files and static files."""

import re

import pytest
from django.http import Http404
from django.test import Client, override_settings
from django.urls import path, reverse

from core.access import public
from jingyuan_rectify.urls import urlpatterns as real
from tests.core.factories import UserFactory
from tests.test_access import PAGES

pytestmark = pytest.mark.django_db
REQUIRED = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


@public
def broken(request):
    raise ZeroDivisionError


@public
def missing(request):
    raise Http404("secret detail")


@public
def writing(request):
    UserFactory()


urlpatterns = [*real, path("broken/", broken), path("missing/", missing), path("writing/", writing)]


def directives(response):
    policy = response.headers["Content-Security-Policy"]
    return {part.split()[0]: part.split()[1:] for part in policy.split(";") if part.strip()}


def check(response):
    found = directives(response)
    assert "unsafe" not in response.headers["Content-Security-Policy"]
    assert found["script-src"] == found["style-src"] == found["default-src"] == ["'self'"]
    assert found["object-src"] == found["base-uri"] == found["frame-ancestors"] == ["'none'"]
    for name, value in REQUIRED.items():
        assert response.headers[name] == value, name
    assert "geolocation=()" in response.headers["Permissions-Policy"]
    assert response.headers["Referrer-Policy"] in {"no-referrer", "same-origin"}


@pytest.mark.parametrize("name", [name for name, (_, params) in PAGES.items() if not params])
def test_every_page_has_them(name):
    client = Client(raise_request_exception=False)
    client.force_login(UserFactory())
    response = client.get(reverse(name))
    check(response)
    assert response.headers["Cache-Control"] == "no-store"


@override_settings(ROOT_URLCONF="tests.core.test_headers")
@pytest.mark.parametrize(
    ("address", "status"), [("/nowhere/", 404), ("/missing/", 404), ("/broken/", 500), ("/writing/", 500)]
)
@pytest.mark.parametrize("debug", [True, False])
def test_errors_have_them_too(address, status, debug, settings):
    settings.DEBUG = debug
    response = Client(raise_request_exception=False).get(address)
    assert response.status_code == status
    check(response)


@override_settings(ROOT_URLCONF="tests.core.test_headers")
def test_a_missing_object_says_nothing_of_itself(settings):
    for debug in (True, False):
        settings.DEBUG = debug
        page = Client().get("/missing/").content.decode()
        assert "没有找到" in page and "secret detail" not in page


def test_static_files_have_them_too(settings):
    response = Client().get("/static/css/app.css")
    assert response.status_code == 200
    check(response)
    response.close()


def test_a_foreign_host_name_is_refused():
    response = Client(raise_request_exception=False).get("/login/", headers={"host": "evil.example"})
    assert response.status_code == 400
    check(response)


def test_cookies_are_closed_to_scripts_and_other_sites(client):
    response = client.get("/login/")
    csrf = response.cookies["csrf"]
    assert csrf["httponly"] and csrf["samesite"] == "Lax"


def test_pages_hold_no_inline_script_or_style():
    client = Client()
    client.force_login(UserFactory())
    pattern = re.compile(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)(?![^>]*application/json)", re.IGNORECASE)
    for address in ("/", "/account/", "/account/second-factor/", "/notices/", "/exports/", "/account/password/"):
        found = pattern.search(client.get(address).content.decode())
        assert found is None, (address, found)
