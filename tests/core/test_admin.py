"""The administration: only for the system administrator, audited, no passwords chosen, no bombs read."""

import io
import json
import zipfile

import pytest
from django.contrib import admin
from django.urls import reverse
from openpyxl import load_workbook

from core.models import AuditEntry, Division, Policy, Synonym, User, Workday
from core.permissions import Role
from tests.core.factories import COUNTY, TOWNSHIPS, DivisionFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def boss(client):
    user = UserFactory(role=Role.SYSTEM_ADMIN)
    client.force_login(user)
    return user


def a_policy():
    return Policy.objects.create(name="x", value="1", effective_from="2021-01-01")


def actions():
    return list(AuditEntry.objects.order_by("pk").values_list("action", flat=True))


def fields_of(response):
    form = response.context["adminform"].form
    return {name: form[name].value() if form[name].value() is not None else "" for name in form.fields}


def test_the_site_holds_settings_and_no_case_data():
    held = {model._meta.label for model in admin.site._registry}
    assert held == {
        "core.User",
        "core.Division",
        "core.Synonym",
        "core.Workday",
        "core.Policy",
        "recipients.BenefitRate",
        "cases.ClockRule",
    }


@pytest.mark.parametrize("role", [r for r in Role if r != Role.SYSTEM_ADMIN])
def test_other_roles_are_refused(client, role):
    client.force_login(UserFactory(role=role))
    assert client.get("/admin/").status_code == 403
    assert client.get("/admin/core/user/").status_code == 403


def test_every_list_and_form_opens(client, boss):
    rows = [UserFactory(), DivisionFactory(), Workday.objects.create(day="2026-03-20", name="开斋节")]
    for model in admin.site._registry:
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        assert client.get(reverse(f"{name}_changelist")).status_code == 200
        assert client.get(reverse(f"{name}_add")).status_code == 200
    for row in rows:
        address = reverse(f"admin:core_{row._meta.model_name}_change", args=[row.pk])
        assert client.get(address).status_code == 200


def test_a_new_user_gets_a_password_shown_once(client, boss):
    place = DivisionFactory(code=TOWNSHIPS[1])
    given = {"username": "ma.li", "display_name": "马丽", "role": Role.TOWNSHIP_ASSISTANT, "division": place.pk}
    answer = client.post(reverse("admin:core_user_add"), given)
    user = User.objects.get(username="ma.li")
    password = answer.context["password"]
    assert user.check_password(password) and user.must_change_password
    assert password in answer.content.decode()
    assert "user.create" in actions()
    assert not any(password in entry.canon for entry in AuditEntry.objects.all())


def test_a_role_that_does_not_fit_its_place_is_refused(client, boss):
    place = DivisionFactory(code=COUNTY)
    given = {"username": "ma.li", "display_name": "马丽", "role": Role.TOWNSHIP_ASSISTANT, "division": place.pk}
    answer = client.post(reverse("admin:core_user_add"), given)
    assert "乡镇岗位的所属区划应选到乡镇" in answer.content.decode()
    assert not User.objects.filter(username="ma.li").exists()


def test_changing_a_role_ends_the_persons_sessions(client, boss):
    person = UserFactory()
    address = reverse("admin:core_user_change", args=[person.pk])
    given = fields_of(client.get(address)) | {"role": Role.TOWNSHIP_VERIFIER}
    client.post(address, given)
    after = User.objects.get(pk=person.pk)
    assert (after.role, after.session_epoch) == (Role.TOWNSHIP_VERIFIER, person.session_epoch + 1)
    assert "user.change" in actions()


def test_the_second_of_two_editors_is_told(client, boss):
    place = DivisionFactory(code=TOWNSHIPS[0])
    address = reverse("admin:core_division_change", args=[place.pk])
    opened = fields_of(client.get(address))
    Division.objects.filter(pk=place.pk).update(name="新香水镇")
    answer = client.post(address, opened | {"name": "香水镇二"})
    assert "已被他人修改" in answer.content.decode()
    assert Division.objects.get(pk=place.pk).name == "新香水镇"


@pytest.mark.parametrize("name", ["division", "user", "policy"])
def test_what_has_a_history_cannot_be_deleted(client, boss, name):
    rows = {"division": DivisionFactory, "user": UserFactory, "policy": a_policy}
    row = rows[name]()
    address = reverse(f"admin:core_{name}_delete", args=[row.pk])
    assert client.post(address, {"post": "yes"}).status_code == 403
    assert type(row).objects.filter(pk=row.pk).exists()


def test_a_word_is_deleted_and_the_chain_keeps_it(client, boss):
    word = Synonym.objects.create(form="roster", field="id_number", word="身份证")
    client.post(reverse("admin:core_synonym_delete", args=[word.pk]), {"post": "yes"})
    assert not Synonym.objects.filter(pk=word.pk).exists()
    assert actions()[-1] == "setting.delete"


def upload(client, model, name, data):
    file = io.BytesIO(data)
    file.name = name
    formats = {"xlsx": "0", "csv": "1"}
    given = {"import_file": file, "format": formats[name.rpartition(".")[2]], "resource": ""}
    return client.post(reverse(f"admin:core_{model}_import"), given)


def test_words_come_in_as_one_audited_file(client, boss):
    data = "form,field,word\nroster,name,户主姓名\nroster,name,姓　名\n".encode()
    answer = upload(client, "synonym", "words.csv", data)
    confirm = answer.context["confirm_form"]
    given = {name: confirm[name].value() or "" for name in confirm.fields}
    answer = client.post(reverse("admin:core_synonym_process_import"), given)
    assert answer.status_code == 302
    assert Synonym.objects.filter(form="roster", field="name").count() == 2
    entry = AuditEntry.objects.get(action="setting.import")
    assert json.loads(entry.canon)["summary"]["new"] == 2


def test_the_stock_workbook_hole_is_closed(client, boss):
    """A small file that unpacks to hundreds of megabytes is answered with a sentence, not with the worker's memory."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 250_000_000)
    answer = upload(client, "synonym", "bomb.xlsx", packed.getvalue())
    assert answer.status_code == 200
    assert "confirm_form" not in answer.context or not answer.context.get("confirm_form")
    assert not Synonym.objects.filter(word="").exists()


def test_settings_go_out_as_a_workbook_without_formulas(client, boss):
    Synonym.objects.create(form="roster", field="name", word="=1+1")
    answer = client.post(reverse("admin:core_synonym_export"), {"format": "0", "resource": ""})
    cells = [c for row in load_workbook(io.BytesIO(answer.content)).active.iter_rows() for c in row]
    assert any("1+1" in str(c.value) for c in cells)
    assert all(c.data_type != "f" for c in cells)
    assert actions()[-1] == "setting.export"


def test_reset_and_deactivate(client, boss):
    person = UserFactory()
    answer = client.post(reverse("user_reset", args=[person.pk]))
    person.refresh_from_db()
    assert person.check_password(answer.context["password"]) and person.must_change_password
    client.post(reverse("user_set_active", args=[person.pk]), {"active": "0"})
    person.refresh_from_db()
    assert not person.is_active
    client.post(reverse("user_set_active", args=[boss.pk]), {"active": "0"})
    boss.refresh_from_db()
    assert boss.is_active
    assert {"user.reset", "user.deactivate", "refused"} <= set(actions())
