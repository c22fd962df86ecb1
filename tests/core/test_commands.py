"""The commands that make accounts."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from core.models import User
from core.operations.demo import DEMO_PASSWORD
from core.permissions import TOWNSHIP_ROLES, Role
from tests.core.factories import COUNTY, TOWNSHIPS, DivisionFactory

pytestmark = pytest.mark.django_db
GIVEN = ("--name", "马小明", "--role", "township_assistant", "--division", TOWNSHIPS[0])


def run(name, *arguments):
    out = io.StringIO()
    call_command(name, *arguments, stdout=out)
    return out.getvalue()


def test_create_user_prints_a_password_that_works_once():
    DivisionFactory()
    said = run("create_user", "ma", *GIVEN)
    password = said.strip().rpartition("：")[2]
    user = User.objects.get(username="ma")
    assert user.check_password(password) and user.must_change_password


def test_create_user_takes_a_password_from_standard_input(monkeypatch):
    DivisionFactory()
    monkeypatch.setattr("sys.stdin", io.StringIO("Wutong-Shu-Xia-99\n"))
    said = run("create_user", "ma", *GIVEN, "--password-stdin")
    assert "Wutong" not in said
    user = User.objects.get(username="ma")
    assert user.check_password("Wutong-Shu-Xia-99") and user.must_change_password


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("--name", "x", "--role", "township_assistant", "--division", COUNTY), "乡镇"),
        (("--name", "x", "--role", "bureau_officer", "--division", TOWNSHIPS[0]), "县级"),
        (("--name", "x", "--role", "bureau_officer", "--division", "999999"), "没有这个区划"),
    ],
)
def test_create_user_refuses_what_does_not_fit(arguments, why):
    DivisionFactory()
    with pytest.raises(CommandError, match=why):
        run("create_user", "ma", *arguments)
    assert not User.objects.exists()


def test_a_name_is_taken_once_whatever_its_case():
    DivisionFactory()
    run("create_user", "ma", *GIVEN)
    with pytest.raises(CommandError, match="已有人使用"):
        run("create_user", "MA", *GIVEN)


def test_demo_accounts_makes_one_per_role_and_nothing_twice(settings):
    settings.DEBUG = True
    for code in TOWNSHIPS:
        DivisionFactory(code=code)
    names = json.loads(run("demo_accounts", "--json"))
    assert set(names) == set(Role.values)
    assert json.loads(run("demo_accounts", "--json")) == names
    assert User.objects.count() == len(Role)
    other = json.loads(run("demo_accounts", "--township", TOWNSHIPS[1], "--json"))
    differing = {role for role in Role.values if other[role] != names[role]}
    assert differing == TOWNSHIP_ROLES
    user = User.objects.get(username=other["township_assistant"])
    assert (user.division_id, user.must_change_password) == (TOWNSHIPS[1], False)
    assert user.check_password(DEMO_PASSWORD)


def test_demo_accounts_need_debug(settings):
    settings.DEBUG = False
    DivisionFactory()
    with pytest.raises(CommandError, match="DEBUG"):
        run("demo_accounts", "--json")
    assert not User.objects.exists()
