"""The pages of clues: nothing for a township, content after a reason, the package after the password."""

import io
import zipfile

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from cases.models import ClueReferral
from cases.operations import campaign as campaign_op
from cases.operations import clues as clue_op
from core import months
from core.idempotency import FIELD, new_key
from tests.cases.entries.people import with_evidence
from tests.cases.supervision.desks import as_, posted, proven, text_of
from tests.cases.supervision.people import County

pytestmark = pytest.mark.django_db
MOST = 15
SECRET = "暗语戊戊戊"


@pytest.fixture
def county() -> County:
    people = County()
    campaign_op.load_campaigns()
    return people


def sent(county: County) -> ClueReferral:
    content = clue_op.Content(SECRET, (clue_op.Accused("伍斌林"),))
    clue = clue_op.draft_clue(content, by=county.officer, source="整改台账", entry=with_evidence(county))
    return clue_op.send_clue(clue, by=county.officer, version=clue.version)


def test_one_clue_costs_no_more_however_many_files_it_has(county, assert_constant_queries):
    clue = sent(county)
    client = as_(county.discipline)

    def grow() -> None:
        ClueReferral.objects.update(manifest=clue.manifest * 5)

    url = reverse("clue_detail", args=[clue.pk])
    assert assert_constant_queries(lambda: text_of(client.get(url)), grow) <= MOST


def test_a_township_finds_nothing_of_a_clue(county):
    clue = sent(county)
    client = as_(county.assistant)
    for name in ("clue_detail", "clue_edit", "clue_package", "clue_open"):
        url = reverse(name, args=[clue.pk])
        assert {client.get(url).status_code, client.post(url).status_code} == {403}
    assert client.get(reverse("clue_list")).status_code == 403
    assert client.get(reverse("entry_detail", args=[clue.entry_id])).status_code == 404
    for name in (
        "home",
        "entry_list",
        "order_list",
        "campaign_overview",
        "township_load",
        "followup_list",
        "notice_list",
    ):
        body = text_of(client.get(reverse(name)))
        assert "线索" not in body and "移交" not in body and clue.entry.number not in body, name


def test_content_is_shown_after_a_reason_alone(county):
    clue = sent(county)
    client, url = as_(county.discipline), reverse("clue_detail", args=[clue.pk])
    assert SECRET not in text_of(client.get(url))
    posted(client, "clue_open", clue.pk, reason="")
    assert SECRET not in text_of(client.get(url))
    posted(client, "clue_open", clue.pk, reason="audit")
    assert SECRET in text_of(client.get(url)) and SECRET not in text_of(as_(county.leader).get(url))


def test_a_clue_is_drafted_from_an_entry_sent_received_and_told(county):
    entry = with_evidence(county)
    officer, discipline = proven(county.officer), proven(county.discipline)
    page = text_of(officer.get(reverse("clue_new") + f"?entry={entry.pk}"))
    assert entry.number in page and entry.description in page
    told = {"source": "整改台账", "text": SECRET, "accused": "伍斌林，香水镇，民政助理员\n\n马某", "amount": "4522.00"}
    answer = officer.post(reverse("clue_new") + f"?entry={entry.pk}", told | {FIELD: new_key()})
    clue = ClueReferral.objects.get()
    assert answer.url == reverse("clue_detail", args=[clue.pk]) and clue.amount_fen == 452200
    assert [each.name for each in clue_op.content_of(clue).accused] == ["伍斌林", "马某"]
    posted(officer, "clue_send", clue.pk, version=clue.version)
    clue.refresh_from_db()
    posted(discipline, "clue_receive", clue.pk, version=clue.version)
    clue.refresh_from_db()
    assert clue.state == "received"
    result = {
        "disposal": "closed",
        "disposed_on": months.today().isoformat(),
        "result": "予以了结。",
        "held_accountable": 0,
    }
    posted(discipline, "clue_dispose", clue.pk, version=clue.version, recovered="100.50", **result)
    clue.refresh_from_db()
    assert (clue.state, clue.recovered_fen) == ("disposed", 10050)


def test_the_package_is_handed_out_by_post_after_the_password(county):
    clue = sent(county)
    url = reverse("clue_package", args=[clue.pk])
    client = as_(county.discipline)
    client.get(reverse("clue_list"))
    session = client.session
    session["proved_at"] = 0
    session.save()
    assert "请输入密码" in client.post(url).content.decode()
    client = proven(county.discipline)
    assert client.get(url).status_code == 405
    answer = client.post(url)
    assert answer["Content-Type"] == "application/zip" and "attachment" in answer["Content-Disposition"]
    assert zipfile.ZipFile(io.BytesIO(answer.content)).testzip() is None


def test_a_changed_copy_is_shown_on_the_page(county):
    clue = sent(county)
    data = bytearray(clue_op.read_package(clue, by=county.discipline))
    client, url = as_(county.discipline), reverse("clue_verify", args=[clue.pk])
    whole = client.post(url, {"package": io.BytesIO(bytes(data))})
    assert "核对一致" in text_of(whole)
    data[200] ^= 1
    assert "核对不一致" in text_of(client.post(url, {"package": io.BytesIO(bytes(data))}))


def test_the_ledger_of_clues_holds_what_each_reader_may_see(county):
    sent(county)
    answer = proven(county.discipline).post(reverse("clue_export"))
    sheet = load_workbook(io.BytesIO(answer.content)).active
    words = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert words[0][0] == "泾源县问题线索移交台账" and words[1][:3] == ["序号", "线索来源", "线索内容"]
    assert words[2][2] == SECRET and words[2][3] == "伍斌林"
