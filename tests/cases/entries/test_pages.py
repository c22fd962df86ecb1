"""The pages of the ledger: what each role sees and may press, merging, paging, and a fixed number of queries."""

import datetime as dt
import re
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from cases.duties.entries import duties
from cases.ledger.filing import COLUMNS
from cases.models import CloseOut, Evidence, LedgerImport, RectificationEntry
from cases.operations import entries as op
from core import months
from core.idempotency import FIELD, new_key
from core.models import AuditEntry, Division, User
from core.permissions import Role
from core.questions import told
from tests.cases.entries.books import sample, sample_rows
from tests.cases.entries.people import RESULT, Cast, asked, checked, closed, fresh, listed, with_evidence, working
from tests.cases.entries.test_import import TOWNS
from tests.factories_base import TOWNSHIPS, UserFactory
from tests.spot_checks.visits.pictures import door, jpeg

pytestmark = pytest.mark.django_db
S = RectificationEntry.State


@pytest.fixture
def cast() -> Cast:
    return Cast()


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    session = client.session
    session["proved_at"] = 4_000_000_000
    session.save()
    return client


def url(name: str, thing: Any) -> str:
    return reverse(name, args=[thing.pk])


def post(user: User, name: str, thing: Any, **given: Any) -> Any:
    values = {FIELD: new_key(), "version": getattr(thing, "version", ""), **given}
    return signed_in(user).post(url(name, thing), values, follow=True)


def page(user: User, address: str) -> str:
    return signed_in(user).get(address).content.decode()


def test_an_entry_goes_from_listing_to_close_out_on_its_pages(cast):
    form = {
        FIELD: new_key(), "division": cast.township, "task": "conduct", "category": "关系保", "level": "ordinary",
        "description": "庚梁村一户由干部亲属纳入低保。", "source": "self_check", "found_on": "2021-07-06", "amount_fen": "6390",
    }  # fmt: skip
    answer = signed_in(cast.assistant).post(reverse("entry_new"), form, follow=True)
    entry = RectificationEntry.objects.get()
    assert answer.redirect_chain[-1][0] == url("entry_plan", entry) and entry.amount_fen == 639000
    due = (months.today() + dt.timedelta(days=30)).isoformat()
    plan = {"cause": "核对不严", "measures_text": "停发并追回", "unit": "香水镇", "person_name": "伍斌林"}
    assert "还缺整改时限" in post(cast.assistant, "entry_plan", entry, **plan).content.decode()
    post(cast.assistant, "entry_plan", fresh(entry), **plan, due_on=due)
    assert fresh(entry).state == S.WORKING
    post(cast.assistant, "entry_measure_add", entry, text="入户核查")
    photo = SimpleUploadedFile("整改.jpg", jpeg(door(1)), "image/jpeg")
    post(cast.assistant, "entry_evidence_add", entry, file=photo, what="停发通知")
    day = months.today().isoformat()
    post(cast.assistant, "entry_close_ask", fresh(entry), result=RESULT, done_on=day)
    assert "审核通过" not in page(cast.assistant, url("entry_detail", entry))
    assert "审核通过" in page(cast.officer, url("entry_detail", entry))
    post(cast.officer, "entry_check", fresh(entry), note="入户核实属实。")
    post(cast.leader, "entry_confirm", fresh(entry))
    assert fresh(entry).state == S.CLOSED
    assert "已销号" in page(cast.assistant, url("entry_detail", entry))
    assert "伍斌林" in page(cast.assistant, url("entry_print", entry))


def test_a_planned_measure_is_done_once_on_the_page(cast):
    entry = working(cast)
    row, other = op.add_measure(entry, by=cast.assistant, text="复核备案人员"), Cast(TOWNSHIPS[1]).assistant
    day = months.today().isoformat()
    assert ">登记完成<" in page(cast.assistant, url("entry_detail", entry))
    assert post(other, "entry_measure_done", row, done_on=day, outcome="已复核。").status_code == 404
    ahead = (months.today() + dt.timedelta(days=1)).isoformat()
    early = post(cast.assistant, "entry_measure_done", row, done_on=ahead, outcome="已复核。")
    assert "不能晚于今天" in early.content.decode()
    post(cast.assistant, "entry_measure_done", row, done_on=day, outcome="复核 12 户，清退 1 户。")
    again = post(cast.assistant, "entry_measure_done", row, done_on=day, outcome="改口。").content.decode()
    assert "不能再改" in again and "清退 1 户" in again and ">登记完成<" not in again


def test_a_refused_request_comes_back_with_what_was_typed(cast):
    entry = with_evidence(cast)
    answer = post(cast.assistant, "entry_close_ask", entry, result="已整改完", done_on=months.today().isoformat())
    assert answer.status_code == 400 and "请写明整改结果" in answer.content.decode()
    assert "已整改完" in answer.content.decode() and not CloseOut.objects.exists()


def test_warnings_are_for_the_bureau(cast):
    first = with_evidence(cast, seed=1)
    other = Cast(TOWNSHIPS[1])
    second = asked(other, seed=1)
    assert first.number not in page(other.assistant, url("entry_detail", second))
    assert first.number in page(other.officer, url("entry_detail", second))


def test_the_second_of_two_planners_sees_both(cast):
    entry = working(cast)
    stale = entry.version
    op.report_progress(entry, by=cast.officer, version=stale, progress="已核实")
    answer = signed_in(cast.assistant).post(
        url("entry_plan", entry),
        {"version": stale, "cause": "我的原因", "measures_text": "甲", "unit": "乙", "person_name": "丙"},
    )
    assert answer.status_code == 409 and "我的原因" in answer.content.decode()
    assert fresh(entry).cause != "我的原因"


def test_one_press_lists_one_problem(cast):
    key = new_key()
    form = {
        FIELD: key, "division": cast.township, "task": "conduct", "category": "错保", "level": "sign",
        "description": "苗头。", "source": "audit", "found_on": "2021-07-06",
    }  # fmt: skip
    client = signed_in(cast.assistant)
    for _ in range(2):
        client.post(reverse("entry_new"), form)
    assert RectificationEntry.objects.count() == 1


def test_filters_counts_and_search(cast):
    late = working(cast)
    RectificationEntry.objects.filter(pk=late.pk).update(due_on=months.today() - dt.timedelta(days=3))
    other = listed(category="漏保", task="policy", level="typical")
    closed(cast, seed=5)
    body = page(cast.officer, reverse("entry_list"))
    assert body.count("ZG20") >= 3 and "已逾期" in body
    for query, number, absent in (
        ("?late=red", late.number, other.number),
        ("?task=policy", other.number, late.number),
        ("?level=typical", other.number, late.number),
        ("?state=listed", other.number, late.number),
        ("?q=漏保", other.number, late.number),
        (f"?q={late.number.lower()}", late.number, other.number),
    ):
        body = page(cast.officer, reverse("entry_list") + query)
        assert number in body and f">{absent}<" not in body, query
    assert "没有符合条件" in page(cast.officer, reverse("entry_list") + "?q=没有这种")
    assert signed_in(cast.officer).get(reverse("entry_list") + "?q=640498197211270010").status_code == 400


def test_pages_lead_to_each_other(cast):
    base = listed()
    rows = [
        RectificationEntry(
            division_code=base.division_code, number=f"ZG2020-{n:04d}", task="policy", category="错保",
            description="一户", source="audit", found_on=base.found_on, listed_at=base.listed_at,
        )
        for n in range(1, 121)
    ]  # fmt: skip
    RectificationEntry.objects.bulk_create(rows)
    client, address, seen = signed_in(cast.officer), reverse("entry_list"), []
    for _ in range(3):
        answer = client.get(address)
        seen += [row["entry"].number for row in answer.context["rows"]]
        address = reverse("entry_list") + answer.context["next_url"]
    assert seen == sorted(seen, reverse=True) and len(seen) == 121 and not answer.context["next_url"]
    back = client.get(reverse("entry_list") + answer.context["previous_url"])
    assert [row["entry"].number for row in back.context["rows"]] == seen[50:100]


def test_rows_cost_no_queries(cast, assert_constant_queries):
    client = signed_in(cast.officer)
    listed()
    queries = assert_constant_queries(lambda: client.get(reverse("entry_list")), lambda: [listed() for _ in range(10)])
    assert queries <= 15
    entry = asked(cast)

    def grow() -> None:
        row = Evidence.objects.get()
        for n in range(5):
            upload = op.attach_evidence(working(cast), by=cast.assistant, filename="b.jpg", data=jpeg(door(30 + n)))
            Evidence.objects.filter(pk=upload.pk).update(entry=row.entry)
        CloseOut.objects.filter(entry=entry).update(state="returned")
        for _ in range(3):
            CloseOut.objects.create(
                division_code=entry.division_code, entry=entry, result="x", asked_by=cast.assistant,
                asked_at=months.timezone.now(), state="returned",
            )  # fmt: skip

    assert assert_constant_queries(lambda: client.get(url("entry_detail", entry)), grow) <= 15


# -- duties --------------------------------------------------------------------------------------------------------------


def titles(user: User) -> list[str]:
    return [duty.title for duty in told(duties(user))]


def test_each_role_has_its_duties(cast):
    listed()
    entry = asked(cast)
    late = working(cast)
    RectificationEntry.objects.filter(pk=late.pk).update(due_on=months.today() - dt.timedelta(days=3))
    assert titles(cast.assistant) == ["1 条整改事项已逾期", "给 1 条问题制定整改措施"]
    assert titles(cast.officer) == ["审核 1 条销号申请", "全县 1 条整改事项逾期"]
    op.return_close_out(entry, by=cast.officer, version=entry.version, reason="照片看不清门牌。")
    assert "1 条销号申请被退回" in titles(cast.assistant)
    checked(cast, seed=8)
    op.ask_extension(
        fresh(late),
        by=cast.assistant,
        version=fresh(late).version,
        until=months.today() + dt.timedelta(9),
        reason="未返乡。",
    )
    assert titles(cast.leader)[:2] == ["确认 1 条销号", "批示 1 条延期申请"]
    assert titles(UserFactory(role=Role.TOWNSHIP_LEADER)) == ["本乡镇 1 条整改事项已逾期"]
    assert not titles(UserFactory(role=Role.LEADERSHIP)) and not titles(UserFactory(role=Role.SYSTEM_ADMIN))
    for duty in told(duties(cast.leader)):
        assert "ZG20" in page(cast.leader, duty.url)


# -- import and export ---------------------------------------------------------------------------------------------------


def towns() -> None:
    for name, code in TOWNS.items():
        Division.objects.get_or_create(
            code=code, defaults={"name": name, "level": "township", "parent_id": "640424000000"}
        )


def test_a_ledger_comes_in_by_its_pages_and_goes_out_as_it_came(cast):
    towns()
    client = signed_in(cast.officer)
    file = SimpleUploadedFile("整改台账.xlsx", sample())
    client.post(reverse("entry_import_new"), {FIELD: new_key(), "file": file})
    imp = op.check_ledger_import(LedgerImport.objects.get())
    body = page(cast.officer, url("entry_import_detail", imp))
    assert "确认入库" in body and "历史销号（待复核）" in body
    post(cast.officer, "entry_import_commit", imp)
    assert RectificationEntry.objects.count() == 18
    answer = client.post(reverse("entry_export"))
    sheet = openpyxl.load_workbook(BytesIO(answer.content)).active
    lines = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert lines[0][0] == "泾源县民政局社会救助领域腐败和作风问题专项整治工作台账"
    assert lines[1][0].startswith("填报单位：社会救助股") and "填报日期：" in lines[1][0]
    assert lines[2] == COLUMNS and lines[3:21] == sample_rows()
    assert lines[21][0] == "合计" and lines[21][6] == sum(row[6] for row in sample_rows())
    assert lines[22][0].startswith("填表人：")
    assert AuditEntry.objects.filter(action="entry.export").count() == 1
    again, findings = op_import(cast.officer, answer.content)
    assert (again.counts["rows"], again.counts["same"], again.counts["new"], findings) == (18, 18, 0, [])


def op_import(officer: User, data: bytes) -> Any:
    from cases.operations.entries.importing import import_ledger_file

    return import_ledger_file(by=officer, data=data, filename="导出.xlsx", warning_reason="核对过")


def test_a_township_exports_its_own(cast):
    listed(description="本乡镇的事")
    listed(township=TOWNSHIPS[1], description="别的乡镇的事")
    answer = signed_in(cast.assistant).post(reverse("entry_export"))
    sheet = openpyxl.load_workbook(BytesIO(answer.content)).active
    text = "".join(str(cell.value) for row in sheet.iter_rows() for cell in row)
    assert "本乡镇的事" in text and "别的乡镇的事" not in text and "填报单位：香水镇" in text


def test_no_two_fields_of_the_page_share_an_id(cast):
    entry = with_evidence(cast)
    ids = re.findall(r' id="([^"]+)"', page(cast.assistant, url("entry_detail", entry)))
    assert {"closeout_done_on", "measure_done_on"} <= set(ids) and len(ids) == len(set(ids))
