"""The canary: unique words in name, telephone, text, EXIF and file name of sealed cases, entered through the public page and
through registration, are found nowhere but on the page of their handlers after they gave a reason."""

import logging
import uuid
from pathlib import Path
from typing import Any

import pytest
from celery.app.task import Task
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client, override_settings
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from cases.models import Petition, PetitionFile, PublicReceipt
from cases.operations.repeats import propose_all
from cases.tasks import adopt_sealed, forget_public_forms, propose_repeats, remind_petitions
from cases.views.public import flood
from core.idempotency import FIELD, new_key
from core.models import User
from core.permissions import Role
from tests.cases.public.conftest import PUBLIC, lock
from tests.cases.public.test_telling import number_of, picture
from tests.cases.sealed.dump import everything
from tests.cases.sealed.needles import forms_of, hits, unpacked
from tests.factories_base import TOWNSHIPS, DivisionFactory, UserFactory
from tests.test_access import PAGES

pytestmark = pytest.mark.django_db
NAME, PHONE, ID = "甄丝雀", "13966677781", "640498197003030036"
TEXT, ACCUSED, FILE, EXIF = "鹂鸣岐坡的翠羽暗账四十七本", "鹄影崖", "翠羽簿册照片", "KENARI-EXIF-7781"
MORE, BACK = "补充翠羽第二册藏在崖洞", "请告知翠羽簿册页码"
WORDS = (NAME, PHONE, ID, TEXT, ACCUSED, FILE, EXIF, MORE, BACK)
LEFT_OUT = {"logout", "login", "login_code", "session_unlock", "gallery"}
Sent = list[tuple[Any, ...]]


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> Sent:
    """Every message to the background as it would travel."""
    found: Sent = []
    monkeypatch.setattr(
        Task, "apply_async", lambda self, args=None, kwargs=None, **more: found.append((self.name, args, kwargs))
    )
    return found


@pytest.fixture
def people(db: None) -> dict[str, User]:
    for code in TOWNSHIPS:
        DivisionFactory(code=code)
    return {role: UserFactory(role=role, display_name=f"办事员{n}号") for n, role in enumerate(Role)}


def signed_in(user: User) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(user)
    return client


def by_public_page() -> str:
    """Told on the public page; answers the receipt."""
    flood.buckets.clear()
    told = {
        "kind": "accusation", "text": f"举报：{TEXT}。", "township": TOWNSHIPS[0], "village": "沙南村", "accused": ACCUSED,
        "name": NAME, "phone": PHONE,
    }  # fmt: skip
    with override_settings(**PUBLIC):
        visitor = Client()
        file = SimpleUploadedFile(f"{FILE}.jpg", picture(EXIF), "image/jpeg")
        number = number_of(visitor.post("/tell/", told | lock(visitor) | {"papers": file}))
        visitor.post("/receipt/add/", {"number": number, "text": MORE} | lock(visitor))
        assert MORE in visitor.post("/receipt/", {"number": number}).content.decode()
    return number


def by_registration(typist: User) -> None:
    """Typed in by a township's registrar."""
    form = {
        "channel": "letter", "kind": "accusation", "received_at": timezone.localtime().strftime("%Y-%m-%dT00:00"),
        "name": NAME, "id_number": ID, "phone": PHONE, "text": f"来信说：{TEXT}。", "place": "香水镇沙南村", "accused": ACCUSED,
        "group_size": "1", "category": "", FIELD: new_key(),
    }  # fmt: skip
    answer = signed_in(typist).post(reverse("petition_new"), form, follow=True)
    page = answer.content.decode()
    assert "已登记 1 件，按规定密封" in page and not hits(answer.content, WORDS)


@pytest.fixture
def world(people: dict[str, User], sent: Sent, caplog: pytest.LogCaptureFixture) -> dict[str, User]:
    """Two sealed cases, worked on by their handler, searched for repeats, and the clock's tasks run."""
    caplog.set_level(logging.DEBUG)
    by_public_page()
    by_registration(people[Role.TOWNSHIP_ASSISTANT])
    assert Petition.objects.filter(is_sealed=True).count() == 2
    officer = people[Role.PETITION_OFFICER]
    desk = signed_in(officer)
    for case in Petition.objects.all():
        desk.post(reverse("sealed_open", args=[case.pk]), {"reason": "work"})
        file = SimpleUploadedFile(f"{FILE}二.jpg", picture(EXIF), "image/jpeg")
        desk.post(reverse("sealed_attach", args=[case.pk]), {FIELD: new_key(), "file": file})
        told = {
            "task_text": f"请核查{ACCUSED}",
            "category": "其他",
            "to": TOWNSHIPS[0],
            "task": "conduct",
            "source": "audit",
        }
        refused = desk.post(reverse("sealed_forward", args=[case.pk]), told | {FIELD: new_key()})
        assert refused.status_code == 400 and ACCUSED in refused.content.decode()
    public = PublicReceipt.objects.get().petition
    desk.post(reverse("petition_message", args=[public.pk]), {FIELD: new_key(), "text": BACK})
    propose_all(officer.scope)
    for task in (adopt_sealed, forget_public_forms, propose_repeats, remind_petitions):
        task()
    return people


def test_its_handler_reads_it_after_a_reason_and_nobody_without(world):
    desk = signed_in(world[Role.PETITION_OFFICER])
    case = PublicReceipt.objects.get().petition
    page = desk.get(reverse("sealed_detail", args=[case.pk])).content.decode()
    assert all(word in page for word in (NAME, PHONE, TEXT, ACCUSED, FILE, MORE, BACK))
    fresh = signed_in(UserFactory(role=Role.PETITION_OFFICER))
    assert fresh.get(reverse("sealed_detail", args=[case.pk])).status_code == 404


@pytest.mark.once
def test_no_page_of_anybody_else_shows_it(world):
    cases = list(Petition.objects.filter(is_sealed=True))
    file = PetitionFile.objects.first()
    assert file is not None
    ids = [str(case.pk) for case in cases[:1]] + [str(file.pk)]
    officer = world.pop(Role.PETITION_OFFICER)
    world["another officer"] = UserFactory(role=officer.role, display_name="办事员又一号")
    asked = 0
    for user in world.values():
        client = signed_in(user)
        for name, (view, params) in PAGES.items():
            if name in LEFT_OUT or (view.permission is not None and not user.may(view.permission)):
                continue
            for url in addresses(name, params, ids):
                for answer in (
                    client.get(url),
                    client.post(url, {FIELD: new_key(), "which": "all", "reason": "audit"}),
                ):
                    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
                    found = hits(unzipped(body) + str(answer.headers).encode(), WORDS)
                    assert not found, (user.role, name, found)
                    asked += 1
    assert asked > 500


def addresses(name: str, params: list[str], ids: list[str]) -> list[str]:
    """The page; where it takes an object, with the ids of the sealed case."""
    if not params:
        return [reverse(name)]
    found = []
    for ident in ids:
        values: dict[str, Any] = dict.fromkeys(params, "copy") | {"pk": ident}
        for param in ("step", "kind"):
            if param in params:
                values[param] = "accept"
        try:
            found.append(reverse(name, kwargs=values))
        except NoReverseMatch:  # an address of another form (a number, a township) takes no such id
            continue
    return found


def unzipped(body: bytes) -> bytes:
    """A workbook or document with its parts in clear."""
    import io
    import zipfile

    if not body.startswith(b"PK\x03\x04"):
        return body
    with zipfile.ZipFile(io.BytesIO(body)) as package:
        return body + b"".join(package.read(name) for name in package.namelist())


def test_the_database_holds_it_nowhere_in_clear(world):
    dump = everything()
    assert not hits(dump, WORDS)
    sketches = b"".join(unpacked(bytes(case.sketch)) for case in Petition.objects.filter(is_sealed=True))
    assert sketches and not hits(sketches, WORDS)
    assert hits(dump, ["办事员1号"])  # the search finds what is there


def test_files_on_the_disk_hold_it_nowhere_in_clear(world):
    kept = [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]
    assert kept and not [path for path in kept if hits(path.read_bytes(), WORDS) or hits(path.name.encode(), WORDS)]


def test_logs_and_messages_to_the_background_hold_it_nowhere(world, sent, caplog):
    assert not hits(caplog.text.encode(), WORDS)
    assert not hits(repr(sent).encode(), WORDS)


def test_what_the_database_itself_says_of_its_rows_is_not_the_receipt(world):
    """The receipt is kept nowhere either."""
    number = by_public_page()
    assert not hits(everything(), [number])
    assert connection.vendor in {"sqlite", "postgresql"} and uuid.UUID(str(PublicReceipt.objects.first().pk))


@pytest.mark.parametrize("word", [NAME, PHONE, TEXT])
def test_the_search_knows_every_form(word):
    import base64

    for shown in (word, word.encode().hex(), base64.b64encode(f"xy{word}zz".encode()).decode()):
        assert hits(f"…{shown}…".encode(), [word]), shown
    assert len(forms_of(word)) > 8
