"""The terms that ship with the program."""

import datetime as dt

import pytest

from cases.models import ClockRule
from cases.terms import terms_for
from core.models import AuditEntry
from tests.factories_base import UserFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("channel", "kind", "step", "days", "working"),
    [
        ("letter", "demand", "accept", 15, False),
        ("letter", "demand", "conclude", 60, False),
        ("letter", "demand", "review", 30, False),
        ("hotline", "demand", "conclude", 13, True),
        ("hotline", "consult", "conclude", 3, True),
        ("visit", "consult", "conclude", 5, True),
    ],
)
def test_each_class_has_its_term(channel, kind, step, days, working):
    term = terms_for(channel, kind, dt.date(2021, 7, 1))[step]
    assert (term.days, term.working) == (days, working) and term.basis


def test_an_accusation_follows_the_discipline_commission_and_the_new_regulation_holds_from_its_day():
    assert "conclude" not in terms_for("letter", "accusation", dt.date(2021, 7, 1))
    assert "信访条例" in terms_for("letter", "demand", dt.date(2022, 4, 30))["conclude"].basis
    assert "信访工作条例" in terms_for("letter", "demand", dt.date(2022, 5, 1))["conclude"].basis


def test_a_row_of_the_county_supersedes_the_shipped_one_from_its_day():
    ClockRule.objects.create(
        step="conclude", channel="hotline", days=10, working_days=True, effective_from="2021-07-15", basis="县政府办文"
    )
    assert terms_for("hotline", "demand", dt.date(2021, 7, 14))["conclude"].days == 13
    assert terms_for("hotline", "demand", dt.date(2021, 7, 15))["conclude"].days == 10
    assert terms_for("letter", "demand", dt.date(2021, 7, 15))["conclude"].days == 60


def test_the_system_administrator_enters_the_countys_own_term(client, officer):
    client.force_login(UserFactory(role="system_admin"))
    row = {"step": "conclude", "channel": "hotline", "kind": "", "days": "7", "working_days": "on", "shift": "on"}
    answer = client.post("/admin/cases/clockrule/add/", row | {"effective_from": "2021-07-15", "basis": "县政府办文"})
    assert answer.status_code == 302 and AuditEntry.objects.filter(action="setting.create").count() == 1
    assert terms_for("hotline", "demand", dt.date(2021, 7, 14))["conclude"].days == 13
    assert terms_for("hotline", "demand", dt.date(2021, 7, 15))["conclude"].days == 7
    assert "不选的，适用于全部" in client.get("/admin/cases/clockrule/add/").content.decode()
