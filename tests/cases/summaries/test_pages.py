"""The pages of work summaries: from the first press to the combined paper, at a fixed number of queries."""

import pytest
from django.urls import reverse

from cases.models import CombinedSummary, WorkSummary
from cases.operations import summaries as op
from core.idempotency import FIELD, new_key
from core.models import AuditEntry, User
from tests.cases.entries.people import listed
from tests.cases.summaries.conftest import MONTH, TOWN, drafted, filed, handed
from tests.factories_base import UserFactory

S = WorkSummary.State


@pytest.fixture
def at(client):
    """`at(user)` is the client with that person signed in."""

    def sign_in(user: User):
        client.force_login(user)
        return client

    return sign_in


def post(client, name: str, pk=None, **data):
    url = reverse(name, args=[pk] if pk else [])
    return client.post(url, {FIELD: new_key(), **data}, follow=True)


def text_of(response) -> str:
    return response.content.decode()


def test_a_township_files_its_month_through_the_pages(people, at) -> None:
    client = at(people.assistant)
    page = client.get(reverse("summary_current"))
    assert "起草本月工作情况" in text_of(page)
    page = post(client, "summary_start", month=MONTH)
    made = WorkSummary.objects.get()
    assert page.redirect_chain[-1][0] == reverse("summary_edit", args=[made.pk]) and "【收到信访】" in text_of(page)
    page = post(client, "summary_edit", made.pk, version=made.version, text=made.text + "走访慰问困难群众12户。")
    assert "手写的数字：12户" in text_of(page) and "收到社会救助领域信访件0件" in text_of(page)
    made.refresh_from_db()
    post(client, "summary_hand_over", made.pk, version=made.version)
    client = at(people.verifier)
    page = client.get(reverse("summary_detail", args=[made.pk]))
    assert "确认报送" in text_of(page)
    made.refresh_from_db()
    page = post(client, "summary_submit", made.pk, version=made.version)
    made.refresh_from_db()
    assert made.state == S.SUBMITTED and made.sha256 in text_of(page)
    assert "确认报送</button>" not in text_of(page)


def test_two_who_edit_at_once_do_not_lose_a_word(people, at) -> None:
    made = drafted(people.assistant)
    second = UserFactory()
    op.edit_summary(made, by=second, version=made.version, text=made.text + "先存的一句。")
    page = post(at(people.assistant), "summary_edit", made.pk, version=made.version, text=made.text + "后存的一句。")
    assert page.status_code == 409 and "先存的一句" in text_of(page) and "后存的一句" in text_of(page)


def test_the_page_shows_which_figures_changed(people, at) -> None:
    made = handed(people.assistant)
    listed(township=TOWN)
    page = at(people.verifier).get(reverse("summary_detail", args=[made.pk]))
    assert "数据有变化" in text_of(page) and "在办问题：0 → <b>1</b>" in text_of(page)
    post(at(people.verifier), "summary_refresh", made.pk, version=made.version)
    assert "数据有变化" not in text_of(at(people.verifier).get(reverse("summary_detail", args=[made.pk])))


def test_what_is_filed_opens_no_editor(people, at) -> None:
    made = filed(people.assistant, people.verifier)
    page = at(people.assistant).get(reverse("summary_edit", args=[made.pk]))
    assert page.status_code == 302


def test_the_office_combines_and_takes_the_papers_away(people, at) -> None:
    listed(township=TOWN, level="typical")
    filed(people.assistant, people.verifier)
    client = at(people.office)
    assert "泾河源镇、六盘山镇" in text_of(client.get(reverse("summary_combine")))
    page = post(client, "summary_combine", month=MONTH)
    combined = CombinedSummary.objects.get()
    assert page.redirect_chain[-1][0] == reverse("summary_combined", args=[combined.pk])
    page = post(
        client, "summary_combined_edit", combined.pk,
        version=combined.version, text=combined.text, number="泾民发〔2021〕50号", copied_to=combined.copied_to,
    )  # fmt: skip
    assert "泾民发〔2021〕50号" in text_of(page)
    docx = client.post(reverse("summary_combined_docx", args=[combined.pk]))
    assert docx.content[:2] == b"PK" and "wordprocessingml" in docx["Content-Type"]
    assert client.post(reverse("summary_combined_annex", args=[combined.pk])).content[:2] == b"PK"
    assert AuditEntry.objects.filter(action="summary.export").count() == 2


def test_no_township_reads_the_countys_paper(people, at) -> None:
    filed(people.assistant, people.verifier)
    combined = op.combine_summaries("640424", MONTH, by=people.office)
    assert at(people.verifier).get(reverse("summary_combined", args=[combined.pk])).status_code == 404


def test_a_scan_lies_beside_the_filing_and_comes_back_as_it_was(people, at) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    made = filed(people.assistant, people.verifier)
    data = b"%PDF-1.4\n%%EOF\n"
    page = post(at(people.assistant), "summary_scan_attach", made.pk, scan=SimpleUploadedFile("章.pdf", data))
    assert "盖章扫描件已保存" in text_of(page) and "章.pdf" in text_of(page)
    bad = post(at(people.assistant), "summary_scan_attach", made.pk, scan=SimpleUploadedFile("章.pdf", b"<html>"))
    assert "只收 jpg、png 或 pdf" in text_of(bad)


def test_paper_carries_what_was_filed(people, at) -> None:
    listed(township=TOWN, level="typical")
    made = filed(people.assistant, people.verifier)
    client = at(people.verifier)
    page = text_of(client.get(reverse("summary_print", args=[made.pk])))
    assert made.sha256[:12] in page and "香水镇2021年7月专项整治工作情况" in page and "（公章）" in page
    assert "关系保" in text_of(client.get(reverse("summary_print_annex", args=[made.pk])))
    assert client.get(reverse("summary_qr", args=[made.pk]))["Content-Type"] == "image/svg+xml"


def test_lists_cost_the_same_however_many_there_are(people, at, assert_constant_queries) -> None:
    client = at(people.office)
    board = lambda: client.get(reverse("summary_board"))  # noqa: E731
    combine = lambda: client.get(reverse("summary_combine"))  # noqa: E731
    filed(people.assistant, people.verifier)
    assert assert_constant_queries(board, lambda: filed(people.other, people.other_verifier)) <= 15
    assert assert_constant_queries(combine, lambda: None) <= 15


def test_one_summary_costs_the_same_however_much_stands_in_it(people, at, assert_constant_queries) -> None:
    made = drafted(people.assistant)
    client = at(people.assistant)

    def grow() -> None:
        for _ in range(3):
            listed(township=TOWN, level="typical")
        fresh = WorkSummary.objects.get(pk=made.pk)
        op.refresh_facts(fresh, by=people.assistant, version=fresh.version)

    assert_constant_queries(lambda: client.get(reverse("summary_detail", args=[made.pk])), grow)
