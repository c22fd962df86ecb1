"""The pages: what each role sees and presses, in a fixed number of queries; what a township never finds."""

import datetime as dt
import io

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from cases.models import (
    Circular,
    ClueReferral,
    FollowUp,
    Mechanism,
    PetitionCluster,
    RectificationEntry,
    ReopenProposal,
    SupervisionOrder,
    WorkSummary,
)
from cases.operations import campaign as campaign_op
from cases.operations import clues as clue_op
from cases.operations import look_back as look_back_op
from cases.operations import supervision as op
from core import months
from core.models import User
from spot_checks.models import Visit
from tests.access_rows import cases_supervision as rows
from tests.cases.entries.people import listed, with_evidence
from tests.cases.supervision.desks import as_, posted, text_of
from tests.cases.supervision.people import (
    TOWN,
    County,
    closed_long_ago,
    follow_up_of,
    home,
    petition,
    sealed_petition,
    signed_by,
)
from tests.factories_base import TOWNSHIPS, DivisionFactory

pytestmark = pytest.mark.django_db
MOST = 15
SECRET = "暗语戊戊戊"


@pytest.fixture
def county() -> County:
    people = County()
    campaign_op.load_campaigns()
    return people


LISTS = {
    "campaign_overview": rows.a_responsibility,
    "responsibility_list": rows.a_responsibility,
    "mechanism_list": rows.a_mechanism,
    "education_list": rows.a_session,
    "followup_list": rows.a_follow_up,
    "reopen_list": rows.a_proposal,
    "clue_list": rows.a_clue,
    "order_list": rows.an_order,
    "circular_list": None,
    "township_load": rows.an_order,
}


def cast(county: County) -> dict[str, User]:
    people = (county.officer, county.office, county.leader, county.assistant, county.discipline, county.petitions)
    return {each.role: each for each in people}


@pytest.mark.parametrize("name", LISTS)
def test_a_list_costs_a_fixed_number_of_queries(name, county, assert_constant_queries):
    client, make = as_(county.officer), LISTS[name] or a_draft

    def grow(count: int = 6) -> None:
        for _ in range(count):
            make(TOWN, cast(county), "事项")

    grow(1)
    # nothing shown is due to the state filter alone
    url = reverse(name) + ("?state=all" if name == "followup_list" else "")
    assert assert_constant_queries(lambda: text_of(client.get(url)), grow) <= MOST


def a_draft(township: str, people: dict[str, User], canary: str) -> None:
    op.draft_circular(op.CircularText("circular", canary, canary), by=people["bureau_office"])


def sent(county: County) -> ClueReferral:
    content = clue_op.Content(SECRET, (clue_op.Accused("伍斌林"),))
    clue = clue_op.draft_clue(content, by=county.officer, source="整改台账", entry=with_evidence(county))
    return clue_op.send_clue(clue, by=county.officer, version=clue.version)


# -- orders and circulars ---------------------------------------------------------------------------------------------------


def test_an_order_is_walked_through_its_pages(county):
    officer, leader, town = as_(county.officer), as_(county.leader), as_(county.assistant)
    told = {"township": TOWN, "kind": "key", "subject": "关于信访的督办", "text": "请办理。", "answer_by": ""}
    posted(officer, "order_new", **told)
    order = SupervisionOrder.objects.get()
    url = reverse("order_detail", args=[order.pk])
    assert town.get(url).status_code == 404
    page = text_of(leader.get(url))
    assert "签发" in page and reverse("order_issue", args=[order.pk]) in page
    assert reverse("order_issue", args=[order.pk]) not in text_of(officer.get(url))
    posted(leader, "order_issue", order.pk, version=order.version, answer_by=months.today().isoformat())
    order.refresh_from_db()
    sheet = text_of(leader.get(reverse("order_print", args=[order.pk])))
    assert order.number in sheet and "香水镇人民政府" in sheet and "公章" in sheet
    posted(town, "order_answer", order.pk, version=order.version, answer="已办理。")
    order.refresh_from_db()
    posted(officer, "order_close", order.pk, version=order.version, reason="有成效。")
    order.refresh_from_db()
    assert (order.state, order.effect) == ("closed", "有成效。")


def test_an_overdue_answer_stands_in_red(county):
    rows.an_order(TOWN, cast(county), "逾期督办")
    body = text_of(as_(county.assistant).get(reverse("order_list")))
    assert "天未答复" in body and "row-bad" in body


def test_a_circular_with_a_name_comes_back_with_the_hits_and_the_text(county):
    entry = listed(household=home())
    client = as_(county.office)
    told = {"kind": "circular", "title": "通报", "text": "马小花违规享受。", "entries": entry.number}
    body = text_of(posted(client, "circular_new", **told))
    assert "姓名“马小花”" in body and "马小花违规享受。" in body and not Circular.objects.exists()
    posted(client, "circular_new", **told | {"text": "马某违规享受。"})
    circular = Circular.objects.get()
    assert circular.entries.get() == entry
    body = text_of(posted(client, "circular_edit", circular.pk, version=1, **told))
    assert "姓名“马小花”" in body


def test_a_circular_names_no_entry_its_drafter_may_not_see(county):
    clue = sent(county)
    told = {"kind": "circular", "title": "通报", "text": "某村马某。", "entries": clue.entry.number}
    assert "没有找到这些编号" in text_of(posted(as_(county.office), "circular_new", **told))


# -- look-back ---------------------------------------------------------------------------------------------------------------


def test_a_look_back_is_recorded_on_its_page_and_leads_to_the_new_entry(county):
    row = follow_up_of(closed_long_ago(county))
    client = as_(county.second_officer)
    assert reverse("followup_record", args=[row.pk]) in text_of(client.get(reverse("followup_list")))
    told = {"outcome": "rebound", "note": "又领上了。", "done_on": months.today().isoformat(), "version": row.version}
    answer = posted(client, "followup_record", row.pk, **told)
    new = RectificationEntry.objects.get(reopens__isnull=False)
    assert answer.url == reverse("entry_detail", args=[new.pk])


def test_too_early_the_page_offers_no_form(county):
    row = follow_up_of(closed_long_ago(county, days=30))
    body = text_of(as_(county.second_officer).get(reverse("followup_record", args=[row.pk])))
    assert "还没到回头看的时候" in body and "登记结果" not in body
    assert FollowUp.objects.get().outcome == ""


def test_a_proposal_from_a_petition_sealed_since_is_gone(county):
    house = home()
    closed_long_ago(county, household=house, division_code=house.division_code)
    row = petition()
    member = house.memberships.get().person
    signed_by(row, member.name, member.id_number)
    look_back_op.propose_reopenings(months.today() - dt.timedelta(days=200))
    client = as_(county.second_officer)
    assert row.number in text_of(client.get(reverse("reopen_list")))
    type(row).objects.filter(pk=row.pk).update(is_sealed=True, text="")
    assert row.number not in text_of(client.get(reverse("reopen_list")))
    proposal = ReopenProposal.objects.get()
    assert posted(client, "reopen_decide", proposal.pk, reason="x", decision="reopen").status_code == 404


def mismatched(county: County) -> None:
    """A signed visit that did not match."""
    visit = Visit(
        division_code=TOWN,
        kind="routine",
        state="signed",
        outcome="mismatch",
        subject="某户",
        entered_at=timezone.now(),
        signed_at=timezone.now(),
        first_inspector=county.officer,
        second_inspector=county.second_officer,
    )
    visit.answers = "{}"
    visit.save()


# -- the load of townships -----------------------------------------------------------------------------------------------------


def test_the_load_is_told_in_parts_without_sum_or_rank(county):
    DivisionFactory(code=TOWNSHIPS[1])
    for _ in range(3):
        listed(township=TOWNSHIPS[1])
    listed()
    body = text_of(as_(county.officer).get(reverse("township_load")))
    assert body.index("香水镇") < body.index("泾河源镇")
    assert "合计</th>" not in body and "<tfoot" not in body
    assert f"town={TOWNSHIPS[1][:9]}&amp;state=open" in body


def test_a_township_sees_its_own_row(county):
    DivisionFactory(code=TOWNSHIPS[1])
    body = text_of(as_(county.assistant).get(reverse("township_load")))
    assert "香水镇" in body and "泾河源镇" not in body


@pytest.mark.parametrize("label", ["未销号", "在办信访", "重复信访", "核查不符", "督办待答复"])
def test_each_number_leads_to_exactly_its_rows(county, label):
    listed()
    listed()
    petition()
    sealed_petition(county.officer)
    for number, town in enumerate((TOWN, TOWNSHIPS[1]), 1):
        cluster = PetitionCluster.objects.create(division_code=town, number=f"CF2026-{number:03d}", matter="低保")
        for _ in range(2):
            petition(division_code=town, cluster=cluster)
    mismatched(county)
    rows.an_order(TOWN, cast(county), "督办")
    client = as_(county.officer)
    shown = client.get(reverse("township_load")).context["rows"][0]["cells"]
    cell = next(each for each in shown if each["label"] == label)
    assert len(client.get(cell["url"]).context["rows"]) == cell["value"] > 0


def test_late_filings_lead_to_the_row_of_their_township(county):
    DivisionFactory(code=TOWNSHIPS[1])
    WorkSummary.objects.create(division_code=TOWN, month=months.current(), is_late=True)
    client = as_(county.officer)
    shown = client.get(reverse("township_load")).context["rows"][0]["cells"]
    cells = {each["label"]: each for each in shown}
    assert cells["工作月报迟报"]["value"] == 1
    for label in ("工作月报迟报", "月报迟报"):
        assert [row["name"] for row in client.get(cells[label]["url"]).context["rows"]] == ["香水镇"]
    elsewhere = as_(county.assistant).get(reverse("summary_board"), {"town": TOWNSHIPS[1][:9]})
    assert [row["name"] for row in elsewhere.context["rows"]] == ["香水镇"]


def test_the_overviews_numbers_lead_to_exactly_their_rows(county):
    listed()
    closed_long_ago(county)
    client = as_(county.officer)
    for row in client.get(reverse("campaign_overview") + "?campaign=all").context["rows"]:
        for cell in row["cells"]:
            for which in ("open", "closed"):
                if cell[which]:
                    assert len(client.get(cell[f"{which}_url"]).context["rows"]) == cell[which]


def test_exports_open_as_filed(county):
    rows.a_mechanism("640424000000", cast(county), "薄弱环节")
    Mechanism.objects.update(rule="=1+1")
    for name, title in {
        "responsibility_export": "泾源县专项整治责任分工表",
        "mechanism_export": "泾源县“三项机制”建设情况表",
        "education_export": "泾源县警示教育登记表",
        "order_export": "泾源县督办台账",
        "followup_export": "泾源县整改事项回头看台账",
        "circular_export": "泾源县通报曝光台账",
        "consultation_export": "泾源县政策咨询登记表",
        "call_export": "泾源县值守电话来电登记表",
    }.items():
        answer = as_(county.officer).post(reverse(name))
        sheet = load_workbook(io.BytesIO(answer.content)).active
        assert sheet["A1"].value == title
        assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


def taken(user: User, name: str, **asked: str) -> str:
    """Everything the workbook says that a button hands out."""
    sheet = load_workbook(io.BytesIO(as_(user).post(reverse(name), asked).content)).active
    return str([[cell.value for cell in row] for row in sheet.iter_rows()])


def test_a_township_takes_away_no_look_back_to_come(county):
    follow_up_of(closed_long_ago(county))
    number = RectificationEntry.objects.get().number
    assert number in taken(county.officer, "followup_export", state="due")
    assert number not in taken(county.officer, "followup_export", state="done")
    assert number not in taken(county.assistant, "followup_export", state="due")


def test_a_township_takes_no_draft_of_a_circular_away(county):
    op.draft_circular(op.CircularText("circular", "未印发的通报", "某村马某。"), by=county.office)
    assert "未印发的通报" in taken(county.office, "circular_export")
    assert "未印发的通报" not in taken(county.assistant, "circular_export")
