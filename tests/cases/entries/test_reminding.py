"""Units hear before a deadline and after it, once; and what a pending dismissal and a referral hold back."""

import datetime as dt

import pytest

from cases.models import RectificationEntry
from cases.operations import entries as op
from cases.operations.entries.reminding import remind_entries
from core import months
from core.models import Notice, User
from core.permissions import Role
from core.refusal import NotPermitted, Refused
from tests.cases.entries.people import RESULT, Cast, fresh, with_evidence, working
from tests.factories_base import TOWNSHIPS, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return Cast()


def test_a_unit_hears_seven_days_and_a_day_before_and_the_day_after(cast):
    leader, other = UserFactory(role=Role.TOWNSHIP_LEADER), Cast(TOWNSHIPS[1]).assistant
    entry = working(cast)
    for left in (8, 7, 7, 6, 1, 0, -1, -1, -2):
        remind_entries(entry.due_on - dt.timedelta(days=left))
    titles = list(
        Notice.objects.filter(recipient=cast.assistant).order_by("created_at").values_list("title", flat=True)
    )
    assert titles == ["1 条整改事项还有 7 天到期", "1 条整改事项还有 1 天到期", "1 条整改事项已逾期"]
    assert Notice.objects.filter(recipient=leader).count() == 1 and not Notice.objects.filter(recipient=other).exists()
    assert entry.description not in "".join(Notice.objects.values_list("body", flat=True))


def test_a_township_without_accounts_is_told_of_to_the_bureau(cast):
    entry = working(cast)
    User.objects.filter(pk=cast.assistant.pk).update(is_active=False)
    for left in (1, -1):
        assert [told["sent"] for told in remind_entries(entry.due_on - dt.timedelta(days=left))] == [1]
    notices = Notice.objects.filter(recipient=cast.officer)
    assert notices.count() == 2 and all("没有能收提醒的账号" in notice.body for notice in notices)


def test_a_referred_entry_reminds_nobody(cast):
    entry = working(cast)
    RectificationEntry.objects.filter(pk=entry.pk).update(is_restricted=True)
    assert remind_entries(entry.due_on) == [] and remind_entries(entry.due_on + dt.timedelta(days=1)) == []


def test_a_referred_entry_is_out_of_the_townships_hands(cast):
    entry = working(cast)
    RectificationEntry.objects.filter(pk=entry.pk).update(is_restricted=True)
    with pytest.raises(NotPermitted, match="限制查看"):
        op.report_progress(entry, by=cast.assistant, version=entry.version, progress="已改")
    assert op.report_progress(entry, by=cast.officer, version=entry.version, progress="已核实")


def test_no_close_out_while_a_dismissal_waits(cast):
    entry = with_evidence(cast)
    entry = op.ask_dismissal(entry, by=cast.officer, version=entry.version, reason="核查后不属实。")
    with pytest.raises(Refused, match="提请认定不成立"):
        op.ask_close_out(entry, by=cast.assistant, version=entry.version, result=RESULT, done_on=months.today())


def test_money_recovered_does_not_shrink(cast):
    entry = working(cast, due_back_fen=50000)
    entry = op.report_progress(entry, by=cast.assistant, version=entry.version, progress="追", recovered_fen=30000)
    with pytest.raises(Refused, match="不能比以前登记的少"):
        op.report_progress(entry, by=cast.assistant, version=entry.version, progress="追", recovered_fen=20000)
    assert fresh(entry).recovered_fen == 30000
