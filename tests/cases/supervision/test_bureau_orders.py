"""Papers about the bureau's own problems: addressed to its section, answered by its officers, judged by somebody else."""

import datetime as dt

import pytest

from cases.models import SupervisionOrder
from cases.operations import entries as entry_op
from cases.operations import supervision as op
from cases.operations.supervision.reminding import remind_supervision
from core import months
from core.models import Notice
from core.navigation import duties_for
from core.refusal import NotPermitted
from tests.cases.entries.people import listed, plan
from tests.cases.supervision.people import COUNTY, TOWN, County

pytestmark = pytest.mark.django_db


@pytest.fixture
def county() -> County:
    return County()


def drafted(county: County) -> SupervisionOrder:
    """What the clock drafts for an entry that lies in no township."""
    entry = listed(township=COUNTY)
    entry = entry_op.plan_entry(entry, by=county.officer, version=entry.version, plan=plan(unit="社会救助股"))
    assert entry_op.draft_overdue(entry.deadline + dt.timedelta(days=1)) == 1
    type(entry).objects.filter(pk=entry.pk).update(due_on=months.today() - dt.timedelta(days=1))
    return SupervisionOrder.objects.get()


def issued(county: County) -> SupervisionOrder:
    order = drafted(county)
    return op.issue_order(order, by=county.leader, version=order.version)


def test_the_officers_hear_of_it_answer_it_and_the_office_judges(county):
    order = issued(county)
    assert Notice.objects.get(key__contains=":issued", recipient=county.officer).title == "收到督办单，请按时答复"
    assert [d.title for d in duties_for(county.officer) if d.title.startswith("答复督办单")]
    remind_supervision(order.answer_by)
    assert Notice.objects.filter(recipient=county.officer, title__contains="即将到答复时限").exists()
    order = op.answer_order(order, by=county.officer, version=order.version, answer="已全部拨付。")
    assert [d.title for d in duties_for(county.office) if "待认定成效" in d.title]
    assert not [d.title for d in duties_for(county.second_officer) if "待认定成效" in d.title]
    with pytest.raises(NotPermitted, match="不能自己认定"):
        op.close_order(order, by=county.officer, version=order.version, effect="见效。")
    assert op.close_order(order, by=county.office, version=order.version, effect="见效。").state == "closed"


def test_nobody_answers_for_another_unit(county):
    mine = issued(county)
    theirs = op.draft_order(TOWN, op.OrderText("order", "督办", "请整改。"), by=county.officer)
    theirs = op.issue_order(theirs, by=county.leader, version=theirs.version)
    for order, somebody in ((theirs, county.officer), (mine, county.assistant)):
        with pytest.raises(NotPermitted):
            op.answer_order(order, by=somebody, version=order.version, answer="代答。")
    assert not [d.title for d in duties_for(county.assistant) if mine.subject in d.title]
    assert [d.title for d in duties_for(county.officer) if d.title.startswith("答复")] == [
        f"答复督办单：{mine.subject}"
    ]


def test_the_paper_names_the_section(county, client):
    order = issued(county)
    client.force_login(county.officer)
    assert "发往：社会救助股" in client.get(f"/cases/orders/{order.pk}/").content.decode()
    paper = client.get(f"/cases/orders/{order.pk}/print/").content.decode()
    assert "<p>社会救助股：</p>" in paper and "人民政府" not in paper
    listed_ = client.get(f"/cases/orders/?town={COUNTY[:9]}").content.decode()
    assert order.subject in listed_ and "县民政局" in listed_
