"""What the page of one petition offers, to whom, and what its papers say of their day."""

import datetime as dt
from types import SimpleNamespace

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from cases.models import Petition
from cases.operations import petitions as ops
from tests.cases.petitions.telling import given
from tests.cases.petitions.test_pages import NOW, page, paper, signed_in, step
from tests.factories_base import TOWNSHIPS, DivisionFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(NOW, tick=True):
        yield


@pytest.fixture
def house() -> SimpleNamespace:
    for code in TOWNSHIPS:
        DivisionFactory(code=code)
    people = {
        "clerk": UserFactory(role="petition_officer"),
        "leader": UserFactory(role="bureau_leader"),
        "assistant": UserFactory(township=TOWNSHIPS[0]),
    }
    return SimpleNamespace(**people, client={name: signed_in(user) for name, user in people.items()})


@pytest.fixture
def petition(house) -> Petition:
    return ops.register(given(disputes_decision=True), by=house.clerk)


def test_the_township_complained_of_reads_who_handles_it_and_is_offered_nothing_it_may_not(house):
    about = ops.register(given(accused_unit="香水镇人民政府"), by=house.assistant)
    shown = page(house.client["assistant"], "petition_detail", about.pk)
    assert "反映的是本乡镇，由县局办理" in shown and reverse("petition_edit", args=[about.pk]) not in shown
    ops.accept(about, by=house.clerk, version=1)
    steps = house.client["assistant"].get(reverse("petition_detail", args=[about.pk])).context["steps"]
    assert [row["code"] for row in steps] == ["note_progress"]
    steps = house.client["clerk"].get(reverse("petition_detail", args=[about.pk])).context["steps"]
    to = next(row["form"] for row in steps if row["code"] == "assign").fields["to"]
    assert not [label for _, label in to.choices if "香水镇" in label]


def offered(client: Client, petition: Petition) -> list[str]:
    rows = client.get(reverse("petition_detail", args=[petition.pk])).context["steps"]
    assert [row["open"] for row in rows] == [True] + [False] * (len(rows) - 1)
    return [row["code"] for row in rows]


def test_the_call_back_is_the_next_step_when_its_day_is_near_and_again_where_nobody_was_reached(house, petition):
    ops.accept(petition, by=house.clerk, version=1)
    answered = ops.answer(petition, by=house.clerk, version=2, text="答复", finding="true")
    assert offered(house.client["clerk"], petition)[0] == "conclude"
    with time_machine.travel(NOW + dt.timedelta(days=28), tick=True):
        signed = {"clerk": signed_in(house.clerk)}
        assert offered(signed["clerk"], petition)[0] == "call_back"
        missed = ops.call_back(answered, by=house.clerk, version=3, satisfied="unreached")
        assert "call_back" in offered(signed["clerk"], petition)
        ops.call_back(missed, by=house.clerk, version=4, satisfied="yes", door="good", face="good", work="good")
        assert "call_back" not in offered(signed["clerk"], petition)


def test_the_leader_sees_what_the_term_would_be_before_granting(house, petition):
    ops.accept(petition, by=house.clerk, version=1)
    step(house.client["clerk"], petition, "ask_extension", days="30", reason="需调取银行流水")
    shown = page(house.client["leader"], "petition_detail", petition.pk)
    assert "申请延期 30 天，等待局领导决定" in shown and "需调取银行流水" in shown
    assert "批准后：受理 2023-10-01 + 60 天 + 延期 30 天 = 2024-01-02" in shown
    answer = step(house.client["leader"], petition, "extend")
    assert "已批准延期" in answer.content.decode()


def test_the_paper_of_acceptance_states_the_term_of_its_day_also_after_an_extension(house, petition):
    client = house.client["clerk"]
    step(client, petition, "accept", told_by="书面")
    step(client, petition, "ask_extension", days="30", reason="需调取银行流水")
    step(house.client["leader"], petition, "extend")
    told = {}
    for kind in ("acceptance", "extension"):
        document = paper(client.post(reverse("petition_paper", args=[petition.pk, kind])))
        told[kind] = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert (
        "受理 2023-10-01 + 60 天 = 2023-11-30" in told["acceptance"] and "延期" not in told["acceptance"].split("；")[0]
    )
    assert "至2024年1月2日" in told["extension"]


def test_an_answer_without_a_finding_has_no_empty_section(house):
    asked = ops.register(given(kind="consult", text="高龄津贴怎么申请？"), by=house.clerk)
    step(house.client["clerk"], asked, "accept", told_by="电话")
    step(house.client["clerk"], asked, "answer", text="年满八十周岁到村委会登记。")
    document = paper(house.client["clerk"].post(reverse("petition_paper", args=[asked.pk, "reply"])))
    lines = [paragraph.text for paragraph in document.paragraphs if paragraph.text]
    at = lines.index("一、答复意见")
    assert lines[at + 1 : at + 3] == ["年满八十周岁到村委会登记。", "二、权利告知"] and "调查核实" not in "".join(lines)
