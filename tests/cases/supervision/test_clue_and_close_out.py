"""An entry whose clue was referred: the township no longer sees it, so the bureau puts it right, and never before the
discipline group has told the outcome."""

import pytest

from cases.models import ClueReferral, RectificationEntry
from cases.operations.entries import check_close_out, confirm_close_out
from core.models import User
from core.navigation import duties_for
from core.refusal import NotPermitted, Refused
from tests.cases.entries.people import ask, asked, fresh, with_evidence
from tests.cases.supervision.people import County
from tests.cases.supervision.test_clues import dispose, received, sent

pytestmark = pytest.mark.django_db
WAITS = "移交的线索还没有处置反馈"


@pytest.fixture
def county() -> County:
    return County()


def test_the_bureau_asks_for_the_close_out_of_what_the_township_no_longer_sees(county):
    clue = received(county)
    entry = fresh(clue.entry)
    with pytest.raises(Refused, match=WAITS):
        ask(entry, county.officer)
    dispose(clue, county.discipline)
    with pytest.raises(NotPermitted):
        ask(entry, county.assistant)
    assert ask(entry, county.officer).asked_by == county.officer
    entry = check_close_out(fresh(entry), by=county.second_officer, version=entry.version + 1, note="核实，属实。")
    assert confirm_close_out(entry, by=county.leader, version=entry.version).state == RectificationEntry.State.CLOSED


def test_a_clue_sent_after_the_asking_holds_the_close_out_up(county):
    entry = asked(county)
    clue: ClueReferral = sent(county, entry=entry)
    entry = fresh(entry)
    entry = check_close_out(entry, by=county.officer, version=entry.version, note="核实，属实。")
    with pytest.raises(Refused, match=WAITS):
        confirm_close_out(entry, by=county.leader, version=entry.version)
    assert clue.state == "sent" and fresh(entry).state == RectificationEntry.State.CHECKED


def test_the_officer_is_told_what_the_bureau_has_to_put_right_and_finds_it_behind_the_duty(county, client):
    clue = received(county)
    RectificationEntry.objects.filter(pk=clue.entry_id).update(state="listed")
    with_evidence(county, seed=2)
    officer: User = county.officer
    duty = next(each for each in duties_for(officer) if each.title == "给 1 条问题制定整改措施")
    client.force_login(officer)
    page = client.get(duty.url).content.decode()
    assert fresh(clue.entry).number in page and RectificationEntry.objects.get(state="working").number not in page
