"""A township's month in every state it can be in, made by the operations themselves."""

import datetime as dt

import pytest
import time_machine

from core.permissions import Role
from monthly_reports import operations
from recipients.models.household import TownshipCounter
from tests.factories_base import TOWNSHIPS, DivisionFactory, UserFactory
from tests.recipients.factories import VILLAGE, RateFactory, household_of, id_number

NOW = dt.datetime(2021, 7, 20, 2, 0, tzinfo=dt.UTC)
MONTH = "2021-07"


@pytest.fixture(autouse=True)
def july():
    """The 20th of July 2021, ten in the morning in Shanghai."""
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


class Month:
    """People of two townships and the bureau, a household on the roster, and this month's report in whatever state."""

    def __init__(self):
        for code in TOWNSHIPS:
            DivisionFactory(code=code)
        DivisionFactory(code=VILLAGE, name="丁湾村")
        RateFactory()
        self.assistant = UserFactory(display_name="马填报")
        self.verifier = UserFactory(role=Role.TOWNSHIP_VERIFIER, display_name="李核查")
        self.leader = UserFactory(role=Role.TOWNSHIP_LEADER, display_name="王分管")
        self.officer = UserFactory(role=Role.BUREAU_OFFICER, display_name="赵接收")
        self.bureau_leader = UserFactory(role=Role.BUREAU_LEADER, display_name="钱局长")
        self.stranger = UserFactory(township=TOWNSHIPS[1], display_name="外乡人")
        self.strange_verifier = UserFactory(role=Role.TOWNSHIP_VERIFIER, township=TOWNSHIPS[1])
        self.household = household_of("马大", "马小明")
        for scheme in ("", "rural_dibao"):
            TownshipCounter.objects.create(township_code=TOWNSHIPS[0][:9], scheme=scheme, last=self.household.number)
        self.period = operations.open_period("640424", MONTH)
        self.report = self.report_of(TOWNSHIPS[0])

    def report_of(self, township):
        return operations.report_of(township, MONTH)

    def rows(self, count=1, **changed):
        """New households of one person each, as the grid sends them."""
        return [
            {
                "scheme": "农村低保",
                "village": "丁湾村",
                "group": "3",
                "head_name": "丁永虎",
                "head_id": id_number(500 + n),
                "name": "丁永虎",
                "id_number": id_number(500 + n),
                "relation": "户主",
                "change_kind": "新增户",
                "reason": "因灾",
                "new_grade": "B",
                "new_count": "1",
                "new_monthly": "310",
                "effective_month": "2021-08",
            }
            | changed
            for n in range(count)
        ]

    def draft(self, rows=None, nil_deaths=True, report=None, by=None):
        report = report or self.report
        staged = operations.stage_rows(report, by=by or self.assistant, rows=rows or self.rows(), nil_deaths=nil_deaths)
        return operations.check_submission(staged)

    def nil(self, report=None, by=None):
        made = operations.file_nil(report or self.report, by=by or self.assistant, changes=True, deaths=True)
        return operations.check_submission(made)

    def submitted(self, submission=None, by=None):
        row = submission or self.draft()
        reason = "已入户核实" if row.counts.get("warnings") else ""
        return operations.confirm_and_submit(row, by=by or self.verifier, version=row.version, warning_reason=reason)

    def taken_in(self, submission=None):
        row = self.submitted(submission)
        return operations.take_in(row, by=self.officer, version=row.version)


@pytest.fixture
def month(db):
    return Month()


@pytest.fixture
def as_user(client):
    """Sign somebody in; gives the client back."""

    def sign_in(user):
        client.force_login(user)
        return client

    return sign_in


@pytest.fixture
def key():
    """A fresh idempotency key, as a form carries it."""
    from core.idempotency import new_key

    return {"idempotency_key": new_key()}
