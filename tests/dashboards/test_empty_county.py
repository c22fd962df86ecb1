"""A county on its first day: divisions and accounts, and nothing else."""

import pytest
from django.test import Client
from django.urls import reverse

from core.models import User
from core.permissions import Permission, Role
from dashboards.operations.figures import rebuild
from recipients.models import RosterImport
from recipients.operations.reference import load_divisions
from tests.access_rows.recipients import an_import
from tests.factories_base import COUNTY, TOWNSHIPS, UserFactory
from tests.recipients.factories import household_of

pytestmark = pytest.mark.django_db
FIRST = "上传现用的花名册"


@pytest.fixture
def people() -> dict[str, User]:
    load_divisions()
    return {role: UserFactory(role=role, township=TOWNSHIPS[0]) for role in Role}


def text_of(user: User, name: str) -> str:
    client = Client()
    client.force_login(user)
    answer = client.get(reverse(name))
    assert answer.status_code == 200, (user.role, name)
    return answer.content.decode().partition("<main")[2]


@pytest.mark.parametrize("is_counted", [False, True])
def test_every_home_and_board_says_what_to_do_first(people, is_counted):
    if is_counted:
        rebuild(COUNTY)
    for role, user in people.items():
        home = text_of(user, "home")
        assert "头三步" in home and "现在去办" in home, role
        if user.may(Permission.ROSTER_STAGE):
            assert FIRST in home, role
        elif role == Role.LEADERSHIP:
            assert ("看板数字还没有计算" in home, "保障人数" in home) == (not is_counted, is_counted)
        elif role not in {Role.SYSTEM_ADMIN, Role.SECURITY_AUDITOR}:  # who have something to do from the first day
            assert "目前没有待办事项" in home, role
        if user.may(Permission.DASHBOARD_VIEW):
            for name in ("dashboard", "dashboard_wall"):
                board = text_of(user, name)
                assert ("还没有计算" in board, "还没有数据" in board) == (not is_counted, is_counted), (role, name)
                assert ("图表自动出现" in board) == (is_counted and name == "dashboard")


def test_a_list_the_board_leads_to_says_what_will_stand_there(people):
    officer = people[Role.BUREAU_OFFICER]
    assert "花名册入库后，本月应发的一户一类一行列在这里" in text_of(officer, "award_list")
    assert "没有符合条件的变动" in text_of(officer, "line_list")


def test_the_first_roster_is_asked_for_until_one_is_handed_in(people):
    assistant = people[Role.TOWNSHIP_ASSISTANT]
    assert FIRST in text_of(assistant, "home")
    an_import(TOWNSHIPS[0], people, "花名册")
    assert FIRST not in text_of(assistant, "home")
    RosterImport.objects.all().delete()
    household_of("马小明", village=f"{TOWNSHIPS[0][:9]}201")
    assert FIRST not in text_of(assistant, "home")
