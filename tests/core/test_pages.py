"""Home, inbox, audit trail, export requests."""

import datetime as dt
import json

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from core import audit, navigation
from core.models import AuditEntry, ExportRequest, Notice
from core.navigation import Duty
from core.operations import export_requests, notices
from core.permissions import Role
from core.refusal import NotPermitted, Refused, TransitionRefused
from tests.core.factories import COUNTY, TOWNSHIPS, DivisionFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def user(client):
    user = UserFactory()
    client.force_login(user)
    return user


def send(user, key, **more):
    return notices.queue([user], key=key, kind="x", title=f"标题{key}", **more)


def test_home_shows_what_is_to_do_with_time_left(client, user, monkeypatch):
    due = timezone.now() + dt.timedelta(days=2)
    duties = [
        Duty("等县局接收", "已报送", "/account/", kind="waiting"),
        Duty("报送7月变动", "25日截止", "/monthly/report/", due=due),
        Duty("上月数据", "可查看", "/monthly/board/", kind="info"),
    ]
    monkeypatch.setattr(navigation, "_duties", [lambda _: duties])
    page = client.get("/")
    assert [duty.title for duty in page.context["todo"]] == ["报送7月变动"]
    assert [duty.title for duty in page.context["waiting"]] == ["等县局接收"]
    assert "还剩" in page.content.decode()


def test_home_without_duties_says_so(client, user, monkeypatch):
    monkeypatch.setattr(navigation, "_duties", [])
    assert "目前没有待办事项" in client.get("/").content.decode()


def test_a_notice_exists_once_however_often_it_is_queued():
    one, two = UserFactory(), UserFactory()
    assert notices.queue([one], key="k", kind="x", title="a") == 1
    assert notices.queue([one, two, two], key="k", kind="x", title="a") == 1
    assert notices.queue([one, two], key="k", kind="x", title="a") == 0
    assert Notice.objects.count() == 2
    assert notices.queue([UserFactory(is_active=False)], key="k", kind="x", title="a") == 0


def test_reading_opens_what_it_is_about_and_only_ones_own(client, user):
    send(user, "a", url="/account/")
    mine = Notice.objects.get()
    assert client.get(reverse("notice_read", args=[mine.pk])).status_code == 405
    answer = client.post(reverse("notice_read", args=[mine.pk]))
    assert answer.url == "/account/"
    mine.refresh_from_db()
    assert mine.read_at
    other = Client()
    other.force_login(UserFactory())
    assert other.post(reverse("notice_read", args=[mine.pk])).status_code == 404


def test_a_notice_leads_to_no_foreign_place(client, user):
    send(user, "a", url="https://evil.example/")
    assert client.post(reverse("notice_read", args=[Notice.objects.get().pk])).url == reverse("notice_list")


def test_the_inbox_pages_and_reads_all(client, user):
    for number in range(120):
        send(user, f"n{number:03d}")
    seen, address = [], reverse("notice_list")
    while True:
        page = client.get(address)
        seen += [notice.key for notice in page.context["notices"]]
        if not page.context["next_url"]:
            break
        address = reverse("notice_list") + page.context["next_url"]
    assert len(seen) == len(set(seen)) == 120
    client.post(reverse("notice_read_all"))
    assert not user.notices.unread().exists()
    assert client.get(reverse("notice_list") + "?show=unread").context["notices"] == []


@pytest.mark.parametrize("before", ["x", "0", "640498197211270010"])
def test_a_broken_page_mark_is_no_failure(client, user, before):
    assert client.get(reverse("notice_list"), {"before": before}).status_code == 200


def test_lists_cost_the_same_with_many_rows(client, user, django_assert_max_num_queries):
    for number in range(60):
        send(user, f"n{number}")
        audit.record("test.step", division_code=COUNTY)
    with django_assert_max_num_queries(60):  # every app's duties; tests/dashboards says that rows cost nothing
        client.get("/")
    with django_assert_max_num_queries(12):
        client.get(reverse("notice_list"))
    client.force_login(UserFactory(role=Role.SECURITY_AUDITOR))
    with django_assert_max_num_queries(12):
        client.get(reverse("audit_trail"))


def trail(client, **asked):
    page = client.get(reverse("audit_trail"), asked)
    return page, [line["entry"].number for line in page.context["entries"]]


def test_the_trail_shows_who_did_what_without_values(client):
    auditor = UserFactory(role=Role.SECURITY_AUDITOR)
    client.force_login(auditor)
    who = UserFactory()
    for number in range(70):
        audit.record("test.step", by=who, division_code=TOWNSHIPS[0], summary={"n": number}, values={"v": "明文秘密"})
    audit.record("user.reset", division_code=TOWNSHIPS[1], subject=who)
    page, first = trail(client, chain=COUNTY[:6])
    assert "明文秘密" not in page.content.decode()
    assert first == sorted(first, reverse=True) and len(first) == 50
    older = client.get(reverse("audit_trail") + page.context["next_url"])
    second = [line["entry"].number for line in older.context["entries"]]
    assert second[0] == first[-1] - 1
    newer = client.get(reverse("audit_trail") + older.context["prev_url"])
    assert [line["entry"].number for line in newer.context["entries"]] == first
    assert len(trail(client, chain=COUNTY[:6], action="user.reset")[1]) == 1
    assert len(trail(client, chain=COUNTY[:6], actor="nobody")[1]) == 0
    assert len(trail(client, chain=COUNTY[:6], subject=str(who.pk))[1]) == 1
    head = AuditEntry.objects.filter(chain=COUNTY[:6]).order_by("-number").first()
    assert f"{head.number}:{head.hash}" in page.content.decode()


def test_the_trail_tells_reasons_in_words(client):
    client.force_login(UserFactory(role=Role.SECURITY_AUDITOR))
    audit.record("reveal.open", division_code=COUNTY, summary={"reason": "visit", "n": 2})
    audit.record("sealed.open", division_code=COUNTY, summary={"reason": "work"})
    audit.record("import.commit", division_code=COUNTY, summary={"reason": True})
    audit.record("refused", division_code=COUNTY, summary={"needs": "audit.view"})
    page, _ = trail(client, chain=COUNTY[:6])
    told = [line["summary"] for line in page.context["entries"]]
    assert told[:4] == ["需要的权限：查看审计记录", "理由：有", "理由：核实办理", "n：2；理由：入户核查准备"]


def test_the_discipline_group_sees_its_county_and_not_the_systems_chain(client):
    audit.record("test.system")
    audit.record("test.step", division_code="640425000000")
    audit.record("test.step", division_code=COUNTY)
    client.force_login(UserFactory(role=Role.DISCIPLINE_OFFICER))
    page, _ = trail(client, chain="000000")
    assert [tab["label"] for tab in page.context["tabs"]] == ["泾源县"]
    client.force_login(UserFactory(role=Role.SECURITY_AUDITOR))
    page, _ = trail(client)
    assert [tab["label"] for tab in page.context["tabs"]] == ["泾源县", "系统"]


def ask(by, code=TOWNSHIPS[0]):
    return export_requests.ask("roster", by=by, parameters={}, reason="核对发放账户", division_code=code)


def test_an_export_takes_two_people_and_is_used_once():
    asker = UserFactory(role=Role.TOWNSHIP_ASSISTANT)
    leader, elsewhere = (
        UserFactory(role=Role.TOWNSHIP_LEADER),
        UserFactory(role=Role.TOWNSHIP_LEADER, township=TOWNSHIPS[1]),
    )
    bureau = UserFactory(role=Role.BUREAU_LEADER)
    request = ask(asker)
    told = set(Notice.objects.values_list("recipient__username", flat=True))
    assert told == {leader.username, bureau.username}
    with pytest.raises(TransitionRefused):
        export_requests.use(request, by=asker)
    for person in (asker, elsewhere, UserFactory(role=Role.BUREAU_OFFICER)):
        with pytest.raises(NotPermitted):
            export_requests.decide(request, by=person, approve=True)
    export_requests.decide(request, by=leader, approve=True)
    with pytest.raises(TransitionRefused):
        export_requests.decide(request, by=bureau, approve=False)
    with pytest.raises(NotPermitted):
        export_requests.use(request, by=leader)
    export_requests.use(request, by=asker)
    with pytest.raises(TransitionRefused):
        export_requests.use(request, by=asker)
    assert Notice.objects.filter(recipient=asker).count() == 1


def test_nobody_approves_their_own_export():
    leader = UserFactory(role=Role.TOWNSHIP_LEADER)
    with pytest.raises(NotPermitted, match="自己的申请"):
        export_requests.decide(ask(leader), by=leader, approve=True)


def test_an_approval_lasts_a_day():
    asker, leader = UserFactory(), UserFactory(role=Role.TOWNSHIP_LEADER)
    request = ask(asker)
    export_requests.decide(request, by=leader, approve=True)
    ExportRequest.objects.update(expires_at=timezone.now() - dt.timedelta(minutes=1))
    with pytest.raises(TransitionRefused, match="24 小时"):
        export_requests.use(request, by=asker)


def test_exports_outside_ones_scope_or_without_a_reason_are_refused():
    DivisionFactory(code=TOWNSHIPS[1])
    with pytest.raises(NotPermitted):
        ask(UserFactory(), TOWNSHIPS[1])
    with pytest.raises(Refused, match="用途"):
        export_requests.ask("x", by=UserFactory(), parameters={}, reason=" ", division_code=TOWNSHIPS[0])


def test_deciding_in_the_browser(client):
    leader = UserFactory(role=Role.TOWNSHIP_LEADER)
    request = ask(UserFactory())
    client.force_login(leader)
    assert "审批明码导出" in client.get("/").content.decode()
    assert "批准" in client.get(reverse("export_request_detail", args=[request.pk])).content.decode()
    client.post(reverse("export_request_decide", args=[request.pk]), {"decision": "decline"})
    request.refresh_from_db()
    assert (request.state, request.decided_by) == ("declined", leader)
    assert "审批明码导出" not in client.get("/").content.decode()


def test_health_answers_without_signing_in(client):
    assert json.loads(client.get("/healthz").content) == {"ok": True}
