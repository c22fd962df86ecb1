"""Fuzzed posts to the public form: refused or neutralised, nothing lost. FUZZED_POSTS sets how many (20,000 in the bench)."""

import os
import random
import string
from collections import Counter
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from cases.forms.public import INVISIBLE
from cases.models import Petition, PetitionEvent, PetitionHandler, PublicReceipt, SpentToken
from cases.rules.proof_of_work import prove
from cases.views.public import flood, token
from tests.cases.public.conftest import BITS
from tests.cases.public.test_telling import picture

pytestmark = pytest.mark.django_db
COUNT = int(os.environ.get("FUZZED_POSTS", "2000"))
NASTY = (
    "<script>alert(1)</script>", "'; DROP TABLE cases_petition;--", "${7*7}#{7*7}", "=HYPERLINK(\"http://x\")",
    "\x00", "\u202e", "\ud7ff\ue000\uffff", "👩‍👩‍👧", "%s%n%x", "../../etc/passwd", "A" * 6000, "（）" * 3000, "\r\n\t\v\f", " ",
    "", "640498195810196620", "NaN", "-1", "9" * 400, "马" * 5000, "\u0000\u0001\u001b[31m", "data:text/html,<b>x",
)  # fmt: skip
FIELDS = "kind text township village accused accused_unit name phone form_token form_proof".split()
KINDS = ("demand", "accusation", "advice", "consult", "legal", "root", "")
FILES = (
    b"", b"<svg onload=alert(1)>", b"\xff\xd8\xff\xd9", b"%PDF-1.4 /JavaScript %%EOF", b"PK\x03\x04" * 50, b"\x89PNG\r\n\x1a\nIEND",
    b"%PDF-1.4\n1 0 obj<<>>endobj\n%%EOF", b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*",
)  # fmt: skip


def post(chance: random.Random, good: bytes) -> dict[str, Any]:
    """One form: honest in a third of its fields on average, wild in the others."""
    fresh = token.new_token()
    form: dict[str, Any] = {
        "kind": chance.choice(KINDS[:4]), "text": "".join(chance.choices("低保未到账要求查明原因", k=30)),
        "township": chance.choice(["", "640424100000"]), "village": "沙南村", "name": chance.choice(["", "马小兰"]),
        "form_token": fresh, "form_proof": prove(fresh, BITS),
    }  # fmt: skip
    for name in chance.sample(FIELDS, chance.choice((0, 0, 1, 1, 2, 5))):
        wild = chance.choice(NASTY) + "".join(
            chance.choices(string.ascii_letters + "<>\"'&;\t\\ ", k=chance.randrange(8))
        )
        form[name] = chance.choice(KINDS) if name == "kind" else wild
    if chance.random() < 0.1:
        form[chance.choice(("papers", "file", "__proto__", "csrfmiddlewaretoken"))] = chance.choice(NASTY)
    if chance.random() < 0.15:
        data = [chance.choice((*FILES, good)) for _ in range(chance.choice((1, 1, 2, 7)))]
        form["papers"] = [
            SimpleUploadedFile(chance.choice(("a.jpg", "../b.png", "c.pdf.exe", "马.svg")), each) for each in data
        ]
    return form


def send(client: Client, chance: random.Random, form: dict[str, Any]) -> Any:
    kind = chance.random()
    if kind < 0.02:
        return client.post(
            "/tell/", b"\xff\xfe" * chance.randrange(500), content_type="application/x-www-form-urlencoded"
        )
    if kind < 0.04:
        return client.post("/tell/", b"--x\r\n" * 40, content_type="multipart/form-data; boundary=x")
    if kind < 0.05:
        return client.post(
            "/tell/", "&".join(f"a{n}=1" for n in range(3000)), content_type="application/x-www-form-urlencoded"
        )
    if kind < 0.06:
        return client.post("/tell/", {"text": "长" * 200_000} | {"form_token": form["form_token"]})
    if kind < 0.07:
        return client.generic(chance.choice(("PUT", "DELETE", "PATCH", "TRACE")), "/tell/", b"x")
    return client.post("/tell/", form)


@pytest.mark.once
def test_fuzzed_posts_are_refused_or_neutralised_and_nothing_is_lost(visitor, officer, monkeypatch):
    monkeypatch.setattr(flood, "may", lambda *_: True)
    monkeypatch.setattr(flood, "may_slowly", lambda *_: True)
    chance, codes, good = random.Random(20210823), Counter(), picture()
    for _ in range(COUNT):
        answer = send(visitor, chance, post(chance, good))
        codes[answer.status_code] += 1
        assert answer.status_code < 500 and not answer.cookies
        assert b"<script>alert" not in answer.content
    taken = codes[200]
    assert taken > COUNT / 5 and codes[400] > COUNT / 10, codes
    assert Petition.objects.count() == PublicReceipt.objects.count() == SpentToken.objects.count() == taken
    assert PetitionEvent.objects.filter(kind="received").count() == taken
    sealed = Petition.objects.filter(is_sealed=True)
    assert sealed.count() == Petition.objects.filter(kind="accusation").count() == PetitionHandler.objects.count() > 0
    for text in Petition.objects.values_list("text", flat=True):
        assert not INVISIBLE.search(text) and len(text) <= 5000
