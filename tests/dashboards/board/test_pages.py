"""The board, the wall and the brief on pages."""

import io
import re
from typing import Any

import openpyxl
import pytest
from django.test import Client
from django.urls import resolve, reverse
from docx import Document

from cases.models import Petition, RectificationEntry
from core import months
from core.idempotency import FIELD, new_key
from core.models import AuditEntry
from core.permissions import ROLE_PERMISSIONS, Role
from dashboards.board.charts import CHARTS
from dashboards.board.links import Links
from dashboards.board.reading import load
from dashboards.models import Brief, Figure, FigureStand
from recipients.models import Person

pytestmark = pytest.mark.django_db
MOST = 15
SECRET = "密语甲乙丙丁"
LINK = re.compile(r'<a [^>]*href="(/[^"]*)"')


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def body(client: Client, name: str, *args: Any) -> str:
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == 200
    return answer.content.decode()


def inside(page: str) -> str:
    """What stands between menu and foot."""
    return page.partition("<main")[2].partition("</main>")[0]


@pytest.mark.parametrize("name", ["dashboard", "dashboard_wall"])
def test_a_page_costs_few_queries_however_much_there_is(people, name, assert_constant_queries):
    client = signed_in(people.bureau_leader)

    def grow() -> None:
        rows = list(Figure.objects.filter(kind="letters"))
        for number, row in enumerate(rows * 5):
            Figure.objects.create(
                division_code=row.division_code, month=row.month, kind=row.kind, what=row.what, a=f"x{number}", value=1
            )

    assert assert_constant_queries(lambda: client.get(reverse(name)), grow) < MOST


def test_leadership_reads_numbers_and_no_words_of_a_case(people):
    RectificationEntry.objects.update(description=SECRET, category=SECRET, unit=SECRET)
    Petition.objects.filter(is_sealed=False).update(text=SECRET, category=SECRET, place=SECRET)
    Person.objects.update(name=SECRET)
    client = signed_in(people.leadership)
    pages = [body(client, "dashboard"), body(client, "dashboard_wall")]
    for page in pages:
        assert SECRET not in page
        assert "640498" not in page and "640499" not in page
        assert "整改逾期" in page
    main = pages[0].partition("<main")[2].partition("</main>")[0]
    held = ROLE_PERMISSIONS[Role.LEADERSHIP]
    for path in set(LINK.findall(main)):
        view = resolve(path.partition("?")[0]).func
        assert view.permission is None or view.permission in held, path
    assert "/draws/" in main and "/entries/" not in main


@pytest.mark.parametrize("role", ["bureau_leader", "petition_officer", "bureau_office", "township_assistant"])
def test_every_number_leads_to_a_page_the_role_may_open(people, role):
    client = signed_in(getattr(people, role))
    main = body(client, "dashboard").partition("<main")[2].partition("</main>")[0]
    paths = {path.replace("&amp;", "&") for path in LINK.findall(main)}
    kinds: dict[str, str] = {}
    for path in sorted(paths):
        match = resolve(path.partition("?")[0])
        if match.url_name != "home":
            assert match.func.permission in ROLE_PERMISSIONS[getattr(people, role).role], path
        kinds.setdefault(match.url_name + str(sorted(re.findall(r"[?&](\w+)=", path))), path)
    for path in kinds.values():
        assert client.get(path).status_code == 200, path


def test_a_list_holds_as_many_rows_as_its_number_says(people):
    client = signed_in(people.bureau_leader)
    late = sum(Figure.objects.filter(kind="entry", what="overdue").values_list("value", flat=True))
    listed = client.get(reverse("entry_list"), {"late": "red"}).context["rows"]
    assert len([row for row in listed if not row["entry"].is_restricted]) == late > 0


def test_a_state_without_rows_is_an_empty_list(people):
    RectificationEntry.objects.filter(state="rebounded").update(state="dismissed")
    page = signed_in(people.bureau_leader).get(reverse("entry_list"), {"state": "rebounded"})
    assert page.status_code == 200 and "没有符合条件的整改事项" in page.content.decode()


def test_outcomes_without_a_month_are_those_of_a_year(people):
    client = signed_in(people.bureau_leader)
    chart = CHARTS["petitions"](load(people.bureau_leader), Links(people.bureau_leader))
    due = chart.totals[1]
    assert "outcome=due" in due.url
    asked, bare = (client.get(url).context["rows"] for url in (due.url, reverse("petition_list") + "?outcome=due"))
    assert [row["item"].pk for row in asked] == [row["item"].pk for row in bare] != []


def test_the_countys_own_line_leads_to_no_list_of_a_township(people):
    client = signed_in(people.bureau_leader)
    chart = CHARTS["desks"](load(people.bureau_leader), Links(people.bureau_leader))
    for url in {cell.url for row in chart.rows for cell in row.cells if cell.url}:
        assert client.get(url).status_code == 200, url


def test_a_month_that_is_none_is_said_beside_its_field(people):
    client = signed_in(people.bureau_leader)
    for name in ("petition_list", "entry_list"):
        assert "月份应写作 2021-07 的形式" in client.get(reverse(name), {"month": "2021-13"}).content.decode()


def test_a_township_reads_its_own_board(people):
    page = body(signed_in(people.township_leader), "dashboard")
    assert people.township_leader.division.name in page
    assert "泾河源镇" not in page
    assert "县级" not in page


@pytest.mark.parametrize("key", CHARTS)
def test_each_chart_is_a_workbook(people, key):
    answer = signed_in(people.leadership).get(reverse("dashboard_file", args=[key]))
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    words = [cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert len(words) > 8


def test_only_the_office_counts_anew(people):
    assert signed_in(people.bureau_office).post(reverse("dashboard_refresh")).status_code == 302
    assert signed_in(people.bureau_leader).post(reverse("dashboard_refresh")).status_code == 403


def made(client: Client, **more: Any) -> Brief:
    client.post(reverse("brief_make"), {FIELD: new_key(), "month": months.current()} | more)
    return Brief.objects.get()


def test_the_office_makes_a_brief_of_the_months_facts(people):
    client = signed_in(people.bureau_office)
    brief = made(client)
    late = sum(Figure.objects.filter(kind="entry", what="overdue").values_list("value", flat=True))
    assert f"其中逾期 {late} 条" in brief.text
    entry = AuditEntry.objects.get(action="brief.make", subject_id=str(brief.pk))
    page, paper = body(client, "brief_detail", brief.pk), body(client, "brief_print", brief.pk)
    answer = client.post(reverse("brief_docx", args=[brief.pk]))
    document = Document(io.BytesIO(answer.content))
    written = "\n".join(each.text for each in document.paragraphs)
    for told in (page, paper, written):
        assert f"{entry.chain}-{entry.number}" in told and entry.hash in told
        assert "一、动态管理月报" in told
    assert len(document.tables) == len(brief.charts) and len(document.inline_shapes) > 20
    assert document.tables[1].rows[1].cells[0].text == brief.charts[1]["rows"][0]["label"]


def test_a_brief_is_mended_by_one_at_a_time_and_drafted_anew_only_as_seen(people):
    client = signed_in(people.bureau_office)
    brief = made(client)
    edit = reverse("brief_edit", args=[brief.pk])
    assert client.get(edit).status_code == 200
    assert client.post(edit, {"text": "一、新的正文", "version": brief.version}).status_code == 302
    assert client.post(edit, {"text": "慢了一步", "version": brief.version}).status_code == 409
    assert made(client).text == "一、新的正文"
    assert made(client, version=2).text != "一、新的正文"
    assert client.post(edit, {"text": " ", "version": 3}).status_code == 302
    assert Brief.objects.get().version == 3


def test_a_brief_of_a_month_to_come_is_refused(people):
    client = signed_in(people.bureau_office)
    for month in ("2031-01", "nonsense"):
        client.post(reverse("brief_make"), {FIELD: new_key(), "month": month})
    assert not Brief.objects.exists()


def test_townships_do_not_open_the_brief_and_leadership_reads_it(people):
    brief = made(signed_in(people.bureau_office))
    assert signed_in(people.township_leader).get(reverse("brief_detail", args=[brief.pk])).status_code == 404
    assert "2021年11月" in body(signed_in(people.bureau_leader), "brief_list")
    client = signed_in(people.leadership)
    assert "2021年11月" in body(client, "brief_list") and "工作简报" in body(client, "dashboard")
    page = body(client, "brief_detail", brief.pk)
    assert "修改正文" not in page and "重新起草" not in page
    assert client.post(reverse("brief_edit", args=[brief.pk]), {"text": "改", "version": 1}).status_code == 403


@pytest.mark.parametrize("said", ["查实赵某某甲的问题", "电话 13995400000"])
def test_a_brief_tells_of_nobody(people, said):
    client = signed_in(people.bureau_office)
    brief = made(client)
    Person.objects.filter(pk=Person.objects.first().pk).update(name="赵某某甲")
    answer = client.post(reverse("brief_edit", args=[brief.pk]), {"text": f"一、{said}。", "version": brief.version})
    assert answer.status_code == 400 and said in answer.content.decode() and "没有保存" in answer.content.decode()
    assert Brief.objects.get().text == brief.text


def test_before_the_first_count_the_board_says_so(people):
    FigureStand.objects.all().delete()
    Figure.objects.all().delete()
    assert "还没有计算" in body(signed_in(people.bureau_leader), "dashboard")
    made_none = signed_in(people.bureau_office).post(
        reverse("brief_make"), {FIELD: new_key(), "month": months.current()}, follow=True
    )
    assert "看板数字还没有计算" in made_none.content.decode()
