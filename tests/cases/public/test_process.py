"""The process of the public page: its pages and no others, off unless it is wanted."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from django.test import Client
from django.urls import get_resolver

from cases.models import PublicTelephone
from tests.factories_base import TOWNSHIPS

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[3]
PATIENCE = 40
PAGES = {"", "tell/", "receipt/", "receipt/add/", "poster/", "qr.svg"}


def run(code: str, **environment: str) -> subprocess.CompletedProcess[str]:
    found = {name: value for name, value in os.environ.items() if name not in {"DJANGO_SETTINGS_MODULE", "PUBLIC_PAGE"}}
    return subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=found | {"DEBUG": "1"} | environment, capture_output=True, text=True
    )


def test_it_has_these_pages_and_no_others(visitor):
    assert {str(pattern.pattern) for pattern in get_resolver().url_patterns} == PAGES
    for path in ("/login/", "/admin/", "/cases/petitions/", "/roster/", "/healthz", "/audit/", "/notices/"):
        answer = visitor.get(path)
        assert answer.status_code == 404 and "没有这个页面" in answer.content.decode() and not answer.cookies


@pytest.mark.parametrize("path", ["/", "/tell/", "/receipt/", "/poster/", "/qr.svg"])
def test_its_pages_set_no_cookie_and_load_nothing_foreign(visitor, officer, path):
    answer = visitor.get(path)
    assert answer.status_code == 200 and not answer.cookies
    assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
    assert b"csrf" not in answer.content and b"sessionid" not in answer.content
    assert visitor.put(path).status_code == 405


def test_the_desk_side_has_none_of_its_pages(officer):
    client = Client(raise_request_exception=False)
    assert client.get("/tell/").status_code == 404 and client.post("/receipt/", {}).status_code in {403, 404}


def test_published_telephones_stand_by_place(visitor, officer):
    place = {"unit": "香水镇民政所", "hours": "周一至周五"}
    PublicTelephone.objects.create(division_code=TOWNSHIPS[0], telephone="0954-5012345", **place)
    PublicTelephone.objects.create(division_code=TOWNSHIPS[1], telephone="0954-5099999", published=False, **place)
    for path in ("/", "/poster/"):
        page = visitor.get(path).content.decode()
        assert "0954-5012345" in page and "香水镇" in page and "0954-5099999" not in page


def test_it_does_not_start_unless_wanted(tmp_path):
    folder = {"DATA_DIR": str(tmp_path)}
    wsgi = "import jingyuan_rectify.public_wsgi"
    refused = run(wsgi, **folder, PUBLIC_PAGE="0")
    assert refused.returncode == 3 and "PUBLIC_PAGE" in refused.stderr
    shown = (
        "import jingyuan_rectify.public_wsgi; from django.conf import settings; from django.core.checks import run_checks;"
        "print([str(m) for m in settings.MIDDLEWARE if 'ession' in m or 'auth' in m], run_checks())"
    )
    started = run(shown, **folder, PUBLIC_PAGE="1")
    assert started.stdout.strip() == "[] []", started.stderr


def test_the_command_serves_the_public_pages_and_nothing_else(tmp_path):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    kept = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    given = kept | {"DEBUG": "1", "PUBLIC_PAGE": "1", "DATA_DIR": str(tmp_path), "DATABASE_URL": ""}
    command = [sys.executable, "manage.py", "public", "--port", str(port)]
    process = subprocess.Popen(command, cwd=ROOT, env=given, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        assert answer(port, "/receipt/") == 200 and answer(port, "/login/") == 404
    finally:
        process.terminate()
        process.wait(10)


def answer(port: int, path: str) -> int:
    """The status of a page, once the process serves."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}") as found:
                return found.status
        except urllib.error.HTTPError as found:
            return found.code
        except urllib.error.URLError:
            if time.monotonic() > until:
                raise
            time.sleep(0.2)
