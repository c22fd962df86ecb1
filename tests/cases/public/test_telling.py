"""What is told on the public page arrives once, sealed where it accuses, and nothing of who sent it is kept."""

import io
import json
import logging
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from cases.models import Petition, PetitionFile, PublicReceipt, RepeatProposal, SpentToken
from cases.operations import petitions as ops
from cases.operations.public import find_receipt, forget_tokens, write_back
from cases.operations.sealing import open_sealed, read_sealed
from cases.rules.receipt_number import as_typed, check_digit
from cases.tasks import propose_for_public
from cases.views.petitions.open_steps import form_for
from cases.views.petitions.telling import story_of
from cases.views.public import flood
from core import uploads
from core.models import Notice
from jingyuan_rectify.celery import app
from tests.cases.public.conftest import lock

pytestmark = pytest.mark.django_db
TOLD = {
    "kind": "demand",
    "text": "低保申请两个月没有回音。",
    "township": "640424100000",
    "village": "沙南村",
    "name": "马小兰",
}


def picture(where: str = "密地") -> bytes:
    image, exif = Image.effect_noise((64, 64), 80).convert("RGB"), Image.Exif()
    exif[0x010E] = where
    target = io.BytesIO()
    image.save(target, "JPEG", exif=exif)
    return target.getvalue()


def number_of(response) -> str:
    return re.sub(r"\D", "", re.search(r'aria-label="回执号">([\d ]+)<', response.content.decode())[1])


def test_a_form_becomes_a_petition_with_a_receipt(visitor, officer):
    answer = visitor.post("/tell/", TOLD | lock(visitor))
    number = number_of(answer)
    assert answer.status_code == 200 and as_typed(number) == number and len(number) == 16
    petition = Petition.objects.get()
    assert (petition.channel, petition.division_code, petition.state) == ("public", "640424100000", "registered")
    assert petition.parties.get().name == "马小兰"
    kept = PublicReceipt.objects.get()
    assert number not in kept.receipt_hash and find_receipt(number) == kept
    notice = Notice.objects.get(recipient=officer)
    assert "低保" not in notice.title + notice.body and petition.number in notice.title
    assert not answer.cookies and answer.headers["Cache-Control"] == "no-store"


def test_the_same_form_sent_again_answers_the_same_receipt(visitor, officer):
    form = TOLD | lock(visitor)
    assert number_of(visitor.post("/tell/", form)) == number_of(visitor.post("/tell/", form))
    changed = visitor.post("/tell/", form | {"text": "另外一件事。"})
    assert changed.status_code == 409 and "另外一件事。" in changed.content.decode()
    assert Petition.objects.count() == 1 and SpentToken.objects.count() == 1


def test_a_second_form_on_the_same_matter_is_proposed_within_a_minute(visitor, officer):
    twice = TOLD | {"phone": "13895440001"}
    for _ in range(2):
        visitor.post("/tell/", twice | lock(visitor))
    assert app.conf.beat_schedule["propose-public"]["schedule"] <= 60
    propose_for_public()
    propose_for_public()
    assert RepeatProposal.objects.count() == 1


def test_an_accusation_is_sealed_with_its_pictures_and_their_names(visitor, officer):
    told = TOLD | {
        "kind": "accusation",
        "text": "举报村支书马有福收钱。",
        "accused": "马有福",
        "phone": "138 9544 0001",
    }
    file = SimpleUploadedFile("马有福收钱.jpg", picture(), "image/jpeg")
    assert visitor.post("/tell/", told | lock(visitor) | {"papers": file}).status_code == 200
    petition = Petition.objects.get()
    assert petition.is_sealed and petition.text == "" and not petition.parties.exists()
    kept = PetitionFile.objects.get()
    copy, original = uploads.read(kept.copy), uploads.read(kept.original)
    assert "密地".encode() in original or b"Exif" in original
    assert b"Exif" not in copy and Image.open(io.BytesIO(copy)).getexif() == {}
    open_sealed(petition, by=officer, reason="work")
    contents = read_sealed(petition, by=officer)[0]
    assert contents.files == {"1": "马有福收钱.jpg"} and contents.numbers() == ["13895440001"]


def test_the_receipt_shows_the_state_and_carries_messages_both_ways(visitor, officer):
    number = number_of(visitor.post("/tell/", TOLD | lock(visitor)))
    page = visitor.post("/receipt/", {"number": f"{number[:4]} {number[4:8]}-{number[8:]}"}).content.decode()
    assert "已收到" in page and number not in page.replace(f'value="{number}"', "")
    write_back(Petition.objects.get(), by=officer, text="请补充申请日期。")
    more = {"number": number, "text": "去年三月一日交的。"} | lock(visitor)
    page = visitor.post("/receipt/add/", more).content.decode()
    assert "请补充申请日期。" in page and "去年三月一日交的。" in page
    visitor.post("/receipt/add/", more)
    assert PublicReceipt.objects.get().messages.count() == 2
    assert Petition.objects.get().events.filter(kind="message").count() == 1


def test_its_page_says_that_the_sender_wrote(visitor, officer):
    number = number_of(visitor.post("/tell/", TOLD | lock(visitor)))
    visitor.post("/receipt/add/", {"number": number, "text": "去年三月一日交的。"} | lock(visitor))
    petition = Petition.objects.get()
    told = story_of(list(petition.events.order_by("at", "id")))
    assert [(row["title"], row["by"]) for row in told] == [
        ("群众补充", "来信人（公开网页）"),
        ("接件登记", "来信人（公开网页）"),
    ]


def test_wrong_receipts_are_told_apart_from_misspelt_ones(visitor, officer):
    misspelt, absent = "1234567890123456", "000000000000000" + check_digit("000000000000000")
    assert "抄错" in visitor.post("/receipt/", {"number": misspelt}).content.decode()
    answer = visitor.post("/receipt/", {"number": absent})
    assert answer.status_code == 404 and "没有这个回执号" in answer.content.decode()


def test_guessing_receipts_is_slowed_down(visitor, officer):
    codes = [visitor.post("/receipt/", {"number": "0"}).status_code for _ in range(flood.LOOKING.burst + 1)]
    assert set(codes[:-1]) == {404} and codes[-1] == 429


def test_without_a_token_or_with_a_stale_one_the_words_come_back(visitor, officer):
    for form in ({}, {"form_token": "x:y:z", "form_proof": "1"}, {"form_token": "a" * 5000}):
        answer = visitor.post("/tell/", TOLD | form)
        assert answer.status_code == 400 and TOLD["text"] in answer.content.decode()
    assert not Petition.objects.exists()


def test_without_scripts_few_forms_are_taken(visitor, officer):
    codes = [visitor.post("/tell/", TOLD | lock(visitor) | {"form_proof": ""}).status_code for _ in range(4)]
    assert codes == [200] * flood.SLOW_OWN.burst + [429] * (4 - flood.SLOW_OWN.burst)
    assert Petition.objects.count() == flood.SLOW_OWN.burst


def test_a_flood_from_one_place_is_stopped(visitor, officer):
    codes = [visitor.post("/tell/", TOLD | lock(visitor)).status_code for _ in range(flood.SENDING.burst + 2)]
    assert codes.count(200) == flood.SENDING.burst == Petition.objects.count() and codes[-2:] == [429, 429]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("好.jpg", b"<html><script>alert(1)</script></html>"),
        ("好.png", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
        ("好.pdf", b"%PDF-1.4\n1 0 obj<</S/JavaScript/JS(app.alert(1))>>endobj\n%%EOF"),
        ("好.jpg", b"\xff\xd8\xff<script>alert(1)</script>\xff\xd9"),
        ("宏.xlsm", b"PK\x03\x04" + b"0" * 100),
        ("好.exe", b"MZ" + b"0" * 100),
        ("好.jpg", picture() + b"PK\x03\x04" + b"0" * 100),
    ],
)
def test_files_that_are_no_pictures_and_no_plain_pdf_are_refused_and_the_words_kept(visitor, officer, name, data):
    answer = visitor.post("/tell/", TOLD | lock(visitor) | {"papers": SimpleUploadedFile(name, data)})
    assert answer.status_code == 400 and TOLD["text"] in answer.content.decode()
    assert not Petition.objects.exists() and not SpentToken.objects.exists()


def test_too_many_and_too_large_files_are_refused(visitor, officer):
    six = [SimpleUploadedFile(f"{n}.jpg", b"x") for n in range(6)]
    assert "最多 5 个" in visitor.post("/tell/", TOLD | lock(visitor) | {"papers": six}).content.decode()
    big = SimpleUploadedFile("a.jpg", b"\xff\xd8\xff" + b"0" * (8 * 1024 * 1024))
    assert "8 MB" in visitor.post("/tell/", TOLD | lock(visitor) | {"papers": big}).content.decode()
    assert visitor.post("/tell/", TOLD, CONTENT_LENGTH=str(60 * 1024 * 1024)).status_code == 413


def test_markup_is_words_and_hidden_signs_are_gone(visitor, officer):
    text = "<script>alert(1)</script>\u202e反\u0007过来\u200b的\x00字{{7*7}}"
    number = number_of(visitor.post("/tell/", TOLD | {"text": text} | lock(visitor)))
    assert Petition.objects.get().text == "<script>alert(1)</script>反过来的字{{7*7}}"
    page = visitor.post("/receipt/add/", {"number": number, "text": "<img src=x onerror=alert(1)>"} | lock(visitor))
    assert b"&lt;img src=x onerror=alert(1)&gt;" in page.content


def test_nothing_of_the_sender_is_kept_or_logged(visitor, officer, caplog):
    caplog.set_level(logging.DEBUG)
    visitor.post("/tell/", TOLD | lock(visitor), REMOTE_ADDR="203.0.113.77", HTTP_USER_AGENT="KenguruBrowser")
    assert Petition.objects.exists()
    assert "203.0.113.77" not in caplog.text and "马小兰" not in caplog.text
    from tests.cases.sealed.dump import everything

    found = everything()
    assert b"203.0.113.77" not in found and b"KenguruBrowser" not in found


def test_spent_forms_are_forgotten_when_they_could_not_be_sent_again(visitor, officer, settings):
    import datetime as dt

    visitor.post("/tell/", TOLD | lock(visitor))
    assert forget_tokens() == 0
    SpentToken.objects.update(at=SpentToken.objects.get().at - dt.timedelta(hours=4))
    assert forget_tokens() == 1


def test_the_sealed_text_holds_all_that_was_told(visitor, officer):
    told = TOLD | {"kind": "accusation", "accused": "马有福、马有禄", "accused_unit": "沙南村委会"}
    visitor.post("/tell/", told | lock(visitor))
    kept = json.loads(Petition.objects.get().sealed_text)
    assert kept["accused"] == ["马有福", "马有禄"] and kept["place"] == "香水镇沙南村"
    assert kept["accused_unit"] == "沙南村委会" and kept["parties"][0]["name"] == "马小兰"


def test_the_receipt_shows_the_reason_of_a_refusal_and_the_answer(visitor, officer):
    number = number_of(visitor.post("/tell/", TOLD | lock(visitor)))
    petition = ops.refuse_acceptance(Petition.objects.get(), by=officer, version=1, reason="请向县人社局反映。")
    shown = visitor.post("/receipt/", {"number": number}).content.decode()
    assert "不予受理" in shown and "请向县人社局反映。" in shown
    other = number_of(visitor.post("/tell/", TOLD | {"text": "高龄津贴没有到账。"} | lock(visitor)))
    petition = ops.accept(Petition.objects.exclude(pk=petition.pk).get(), by=officer, version=1)
    ops.answer(petition, by=officer, version=2, text="已于本月补发。", finding="true")
    shown = visitor.post("/receipt/", {"number": other}).content.decode()
    assert "公开网页上看得到" in form_for("answer", petition, officer).fields["text"].help_text
    assert "书面答复" in shown and "已于本月补发。" in shown and "属实" in shown and "请向县人社局反映。" not in shown


def test_of_a_sealed_case_the_receipt_shows_messages_alone(visitor, officer):
    told = TOLD | {"kind": "accusation", "text": "村干部虚报两户。", "name": ""}
    number = number_of(visitor.post("/tell/", told | lock(visitor)))
    case = Petition.objects.get()
    ops.refuse_acceptance(case, by=officer, version=case.version, reason="密封件里的理由")
    assert "密封件里的理由" not in visitor.post("/receipt/", {"number": number}).content.decode()
