"""What is asked of those who see no case: accounts to make, chains to check; cleared by doing it alone."""

import datetime as dt

import pytest
import time_machine
from django.urls import reverse

from core import audit, duties, tasks
from core.chain import first_fault, last_check
from core.models import AuditEntry, Notice
from core.operations import trail
from core.permissions import Role
from core.questions import told
from core.refusal import NotPermitted, Refused
from tests.core.factories import COUNTY, TOWNSHIPS, DivisionFactory, UserFactory

pytestmark = pytest.mark.django_db
CHAIN = COUNTY[:6]


def titles(found):
    return [duty.title for duty in found]


@pytest.fixture
def auditor():
    return UserFactory(role=Role.SECURITY_AUDITOR)


@pytest.fixture
def written():
    for number in range(5):
        audit.record("test.step", division_code=COUNTY, summary={"n": number})


def test_the_administrator_is_told_which_township_lacks_whom():
    for code in TOWNSHIPS[:2]:
        DivisionFactory(code=code)
    admin = UserFactory(role=Role.SYSTEM_ADMIN)
    for township, role in ((0, Role.TOWNSHIP_ASSISTANT), (0, Role.TOWNSHIP_LEADER), (1, Role.TOWNSHIP_ASSISTANT)):
        UserFactory(role=role, township=TOWNSHIPS[township])
    asked = told(duties.accounts(admin))
    assert titles(asked) == ["给 1 个乡镇补齐账号"] and asked[0].why.startswith("泾河源镇缺核查人。")
    made = UserFactory(role=Role.TOWNSHIP_VERIFIER, township=TOWNSHIPS[1], must_change_password=True)
    asked = told(duties.accounts(admin))
    assert [(duty.kind, duty.title) for duty in asked] == [("waiting", "1 个账号还没有改一次性密码")]
    made.is_active, made.must_change_password = False, False
    made.save()
    assert titles(told(duties.accounts(admin))) == ["给 1 个乡镇补齐账号"]
    assert not told(duties.accounts(UserFactory(role=Role.BUREAU_OFFICER)))


def test_the_waiting_accounts_are_listed_where_the_duty_leads(client):
    UserFactory(username="newcomer", must_change_password=True)
    UserFactory(username="oldhand", role=Role.TOWNSHIP_VERIFIER)
    admin = UserFactory(role=Role.SYSTEM_ADMIN)
    client.force_login(admin)
    shown = client.get(told(duties.accounts(admin))[-1].url).content.decode()
    assert "newcomer" in shown and "oldhand" not in shown


def test_the_chain_is_checked_once_a_week(written, auditor):
    friday = dt.datetime(2021, 7, 23, 2, tzinfo=dt.UTC)
    with time_machine.travel(friday, tick=False) as clock:
        (asked,) = told(duties.chain_checks(auditor))
        assert asked.due == dt.datetime(2021, 7, 25, 16, tzinfo=dt.UTC)  # Sunday's end in Shanghai
        assert "还没有核对过" in asked.why
        assert trail.check(CHAIN, by=auditor) is None
        assert not told(duties.chain_checks(auditor))
        clock.move_to(friday + dt.timedelta(days=2))
        assert not told(duties.chain_checks(auditor))
        clock.move_to(friday + dt.timedelta(days=3))
        (asked,) = told(duties.chain_checks(auditor))
        assert "还没有核对过" not in asked.why
        assert not told(duties.chain_checks(UserFactory(role=Role.DISCIPLINE_OFFICER)))


def test_a_finding_stays_on_the_home_page_until_the_chain_holds(written, auditor, monkeypatch):
    fault = trail.Fault(CHAIN, 3, "内容与哈希不符：记录被修改")
    monkeypatch.setattr(trail, "first_fault", lambda chain: fault)
    assert trail.check(CHAIN, by=auditor) == fault
    (asked,) = told(duties.chain_checks(auditor))
    assert "有问题" in asked.title and "第 3 条" in asked.why
    assert Notice.objects.get().title.startswith("审计链有问题")
    monkeypatch.undo()
    trail.check(CHAIN, by=auditor)
    assert not told(duties.chain_checks(auditor))


def test_a_head_that_was_written_down_is_looked_for(written, auditor):
    third = AuditEntry.objects.get(number=3)
    assert trail.check(CHAIN, by=auditor, anchor=f"3:{third.hash}") is None
    assert trail.check(CHAIN, by=auditor, anchor=f"{CHAIN}:3:{third.hash}") is None
    assert "被整体改写" in trail.check(CHAIN, by=auditor, anchor=f"3:{'0' * 64}").problem
    assert "被截短" in trail.check(CHAIN, by=auditor, anchor=f"9000:{third.hash}").problem
    for text in ("三", f"640425:3:{third.hash}"):
        with pytest.raises(Refused):
            trail.check(CHAIN, by=auditor, anchor=text)
    assert last_check(CHAIN).problem


def test_links_written_while_the_chain_is_walked_are_no_fault(written, monkeypatch):
    from core import chain

    seen = chain._with_values

    def while_others_write(name):
        yield from seen(name)
        audit.record("test.late", division_code=COUNTY)
        audit.record("test.late", division_code=COUNTY)

    monkeypatch.setattr(chain, "_with_values", while_others_write)
    assert first_fault(CHAIN) is None


def test_the_page_hands_the_walk_to_the_worker_and_shows_what_it_found(client, written, auditor, monkeypatch):
    handed = []
    monkeypatch.setattr("core.tasks.check_chain.delay_on_commit", lambda *args: handed.append(args))
    client.force_login(auditor)
    page, door = reverse("audit_trail"), reverse("audit_check")
    assert "还没有核对过" in client.get(page).content.decode()
    assert client.post(door, {"chain": CHAIN, "anchor": "三"}).url.endswith(CHAIN) and not handed
    for elsewhere in ({"chain": "640425"}, {}):
        assert "没有这条审计链" in client.post(door, elsewhere, follow=True).content.decode() and not handed
    client.post(door, {"chain": CHAIN})
    assert handed == [(CHAIN, str(auditor.pk), "")]
    tasks.check_chain(*handed[0])
    shown = client.get(page).content.decode()
    assert f"{auditor.username} 核对，前 {last_check(CHAIN).number} 条没有改动" in shown


def test_who_may_not_read_the_chain_may_not_check_it(written):
    with pytest.raises(NotPermitted):
        trail.check(CHAIN, by=UserFactory(role=Role.BUREAU_OFFICER))
