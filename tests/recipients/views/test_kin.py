"""The pages of declared kin: who is found, who may look, what stands in addresses, logs and files."""

import io
import logging
import re
import secrets

import openpyxl
import pytest
from django.urls import reverse

from core.crypto import id_index
from core.models import AuditEntry
from core.permissions import ROLE_PERMISSIONS, Permission, Role
from recipients.models import KinDeclaration, Person
from tests.factories_base import TOWNSHIPS, DivisionFactory, UserFactory
from tests.recipients.factories import household_of
from tests.recipients.rosters import person
from tests.recipients.test_kin_register import OFFICIAL, RECIPIENT, declared

pytestmark = pytest.mark.django_db
LONG = re.compile(r"\d{17}[\dXx]")
FORM = {
    "official_name": "伍国", "official_id": OFFICIAL, "unit": "香水镇丙塬村", "post": "村委会主任", "name": "伍老大",
    "id": RECIPIENT, "relation": "父亲", "scheme": "rural_dibao", "grade": "C", "covered": "2", "monthly": "480",
    "since": "2019-04", "declared": "yes", "checked_by": "马建国", "checked_on": "2021-06-30", "conclusion": "符合",
}  # fmt: skip
OUTSIDE = [Role.TOWNSHIP_ASSISTANT, Role.TOWNSHIP_VERIFIER, Role.TOWNSHIP_LEADER, Role.LEADERSHIP]


@pytest.fixture
def desk(officer, signed_in):
    """The officer's browser."""
    return signed_in(officer)


def names(response) -> list[str]:
    return [row["item"].recipient_name for row in response.context["rows"]]


def search(client, text: str, **filters: str):
    response = client.post(reverse("kin_search"), {"q": text, **filters})
    assert response.status_code == 302 and not LONG.search(response["Location"])
    return client.get(response["Location"])


def new(client, **changes):
    return client.post(reverse("kin_new"), FORM | {"idempotency_key": secrets.token_hex(16)} | changes)


# -- the list ----------------------------------------------------------------


def test_names_and_numbers_find_officials_and_recipients(desk, officer):
    declared(officer)
    declared(officer, official_name="白霞", official_id=person(502, 1980), name="李生国", id=person(3, 1977))
    assert names(search(desk, "伍")) == ["伍老大"]
    assert names(search(desk, "李")) == ["李生国"]
    for number, wanted in ((OFFICIAL, ["伍老大"]), (person(3, 1977).lower(), ["李生国"]), (person(9, 1977), [])):
        response = search(desk, number)
        assert names(response) == wanted
        assert number.upper() not in response.content.decode()


def test_a_number_in_the_address_is_refused(desk, officer):
    declared(officer)
    response = desk.get(reverse("kin_list"), {"q": OFFICIAL})
    assert response.status_code == 302 and not LONG.search(response["Location"])
    assert desk.post(reverse("kin_search"), {"q": "12345"}).status_code == 400


def test_a_token_opens_only_for_the_one_who_searched(desk, officer, client, signed_in):
    declared(officer)
    address = desk.post(reverse("kin_search"), {"q": OFFICIAL})["Location"]
    other = signed_in(UserFactory(role=Role.DISCIPLINE_OFFICER))
    assert "30 分钟" in other.get(address).content.decode()


def test_filters_narrow_the_list(desk, officer):
    declared(officer)
    declared(officer, name="白大", id=person(3, 1950), unit="新民乡")
    ended = declared(officer, name="去了", id=person(5, 1950))
    KinDeclaration.objects.filter(pk=ended.pk).update(active=False, ended_on="2021-07-01")
    url = reverse("kin_list")
    assert names(desk.get(url)) == ["伍老大", "白大"]
    assert names(desk.get(url, {"town": "640424200"})) == ["白大"]
    assert names(desk.get(url, {"match": "by_id"})) == []
    assert names(desk.get(url, {"listed": "ended"})) == ["去了"]
    assert names(desk.get(url, {"listed": "all"})) == ["伍老大", "白大", "去了"]


def test_pages_follow_one_another_forth_and_back(desk, officer, monkeypatch):
    monkeypatch.setattr("recipients.kin.listing.PAGE", 2)
    for number in range(5):
        declared(officer, name=f"伍{'一二三四五'[number]}", id=person(2 * number + 1, 1950))
    url, seen = reverse("kin_list"), []
    while url:
        response = desk.get(url)
        seen.append(names(response))
        url = response.context["next_url"] and reverse("kin_list") + response.context["next_url"]
    assert [len(part) for part in seen] == [2, 2, 1] and len({name for part in seen for name in part}) == 5
    assert names(desk.get(reverse("kin_list") + response.context["previous_url"])) == seen[1]


def test_the_list_costs_the_same_for_ten_as_for_one(desk, officer, assert_constant_queries):
    def grow():
        for number in range(11, 31, 2):
            declared(officer, name="伍", id=person(number, 1950))

    declared(officer)
    assert assert_constant_queries(lambda: desk.get(reverse("kin_list")), grow) <= 15


@pytest.mark.parametrize("role", OUTSIDE)
def test_roles_without_the_permission_cannot_open_it(officer, signed_in, role):
    row = declared(officer)
    client = signed_in(UserFactory(role=role))
    for response in (client.get(reverse("kin_list")), client.get(reverse("kin_detail", args=[row.pk]))):
        assert response.status_code == 403 and "伍老大" not in response.content.decode()
    assert "近亲属备案" not in client.get("/").content.decode()


@pytest.mark.parametrize("role", [role for role in Role if Permission.KIN_VIEW in ROLE_PERMISSIONS[role]])
def test_those_who_may_look_find_it_in_the_menu(officer, signed_in, role):
    declared(officer)
    client = signed_in(UserFactory(role=role))
    text = client.get(reverse("kin_list")).content.decode()
    assert "伍老大" in text and "近亲属备案" in client.get("/").content.decode()
    assert ("登记备案" in text) == (role == Role.BUREAU_OFFICER)


# -- one declaration ---------------------------------------------------------


def test_numbers_are_masked_until_a_reason_opens_them(desk, officer):
    row = declared(officer)
    url = reverse("kin_detail", args=[row.pk])
    text = desk.get(url).content.decode()
    assert OFFICIAL not in text and RECIPIENT not in text and "640498********" in text
    assert "请先选择" in desk.post(reverse("kin_reveal", args=[row.pk]), {"reason": "x"}, follow=True).content.decode()
    desk.post(reverse("kin_reveal", args=[row.pk]), {"reason": "verify"})
    text = desk.get(url).content.decode()
    assert OFFICIAL in text and RECIPIENT in text
    assert AuditEntry.objects.filter(action="reveal.open", subject_id=str(row.pk)).count() == 1


def test_the_page_tells_what_to_look_at(desk, officer):
    row = declared(officer, id=person(1, 1985), official_id=person(501, 1980))
    assert "RO-55" in desk.get(reverse("kin_detail", args=[row.pk])).content.decode()


def test_declaring_by_hand(desk, officer):
    response = new(desk)
    row = KinDeclaration.objects.get()
    assert response["Location"] == reverse("kin_detail", args=[row.pk]) and not LONG.search(response["Location"])
    assert (row.official_id, row.recipient_id, row.monthly_fen, row.covered, row.declared) == (
        OFFICIAL, RECIPIENT, 48000, 2, True,
    )  # fmt: skip
    assert (row.created_by, str(row.checked_on), row.recipient_index) == (officer, "2021-06-30", id_index(RECIPIENT))
    again = new(desk)
    assert again.status_code == 400 and "已经备案" in again.content.decode()


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("id", RECIPIENT[:17] + ("0" if RECIPIENT[17] != "0" else "1"), "校验位不对"),
        ("id", "", "必填"),
        ("official_id", "123", "18 位"),
        ("name", "伍（父）", "姓名应为"),
        ("monthly", "四百", "金额不是数字"),
        ("since", "前年", "月份看不懂"),
        ("checked_on", "2999-01-01", "晚于今天"),
        ("relation", "", "必填"),
    ],
)
def test_what_cannot_be_read_is_told_at_its_field(desk, officer, field, value, says):
    response = new(desk, **{field: value})
    assert response.status_code == 400 and not KinDeclaration.objects.exists()
    assert field in response.context["form"].errors
    assert says == "必填" or says in response.content.decode()


def test_full_width_and_other_forms_are_taken(desk):
    new(desk, id=" ６４０４９８" + RECIPIENT[6:].lower(), monthly="４８０.00元", since="2019年4月")
    row = KinDeclaration.objects.get()
    assert (row.recipient_id, row.monthly_fen, row.since_month) == (RECIPIENT, 48000, "2019-04")


def test_the_edit_form_shows_no_number_and_keeps_what_is_left_blank(desk, officer):
    row = declared(officer)
    url = reverse("kin_edit", args=[row.pk])
    text = desk.get(url).content.decode()
    assert OFFICIAL not in text and RECIPIENT not in text and "伍老大" in text
    desk.post(url, FORM | {"id": "", "official_id": "", "version": "1", "recusal": "已回避"})
    row.refresh_from_db()
    assert (row.recipient_id, row.official_id, row.recusal, row.version) == (RECIPIENT, OFFICIAL, "已回避", 2)


def test_who_saves_second_sees_both_and_chooses(desk, officer):
    row = declared(officer)
    url = reverse("kin_edit", args=[row.pk])
    desk.post(url, FORM | {"version": "1", "conclusion": "他写的"})
    response = desk.post(url, FORM | {"version": "1", "conclusion": "我写的", "id": "", "official_id": ""})
    text = response.content.decode()
    assert response.status_code == 409 and "他写的" in text and "我写的" in text and 'value="2"' in text
    assert not LONG.search(re.sub(r"value=\"\w{32}\"", "", text))
    desk.post(url, FORM | {"version": "2", "conclusion": "我写的", "id": "", "official_id": ""})
    row.refresh_from_db()
    assert (row.conclusion, row.version) == ("我写的", 3)


def test_ending_takes_a_reason_and_keeps_the_page(desk, officer):
    row = declared(officer)
    url = reverse("kin_end", args=[row.pk])
    assert "请填写" in desk.post(url, {"version": "1", "on": "2021-07-01"}, follow=True).content.decode()
    text = desk.post(url, {"version": "1", "on": "2021-07-01", "reason": "调离"}, follow=True).content.decode()
    assert "已注销" in text and "调离" in text and "修改</a>" not in text


def test_matching_anew_by_the_button(desk, officer):
    declared(officer)
    household_of("伍老大")
    Person.objects.update(id_index=id_index(RECIPIENT))
    assert "1 条有变化" in desk.post(reverse("kin_rematch"), follow=True).content.decode()
    assert "没有变化" in desk.post(reverse("kin_rematch"), follow=True).content.decode()


def test_the_household_bears_a_mark_for_those_who_may_know(desk, officer, signed_in):
    home = household_of("伍老大")
    Person.objects.update(id_index=id_index(RECIPIENT))
    declared(officer)
    url = reverse("household_detail", args=[home.pk])
    text = desk.get(url).content.decode()
    assert "备案</span>" in text and "伍国" in text
    for role in (Role.TOWNSHIP_ASSISTANT, Role.PETITION_OFFICER):
        text = signed_in(UserFactory(role=role)).get(url).content.decode()
        assert "备案" not in text and "伍国" not in text


# -- out ---------------------------------------------------------------------


def test_the_export_is_the_filed_form_with_masked_numbers(desk, officer):
    DivisionFactory(code=TOWNSHIPS[0])
    new(desk)
    declared(officer, official_name="白霞", name="=cmd()", id=person(3, 1950), unit="新民乡")
    response = desk.post(reverse("kin_export"), {"town": TOWNSHIPS[0][:9]})
    data = response.content
    page = openpyxl.load_workbook(io.BytesIO(data)).active
    rows = [[cell.value for cell in row] for row in page.iter_rows()]
    assert rows[0][0] == "最低生活保障经办人员和村（居）委会成员近亲属享受低保备案登记表"
    assert rows[1][0].startswith("填报单位：泾源县民政局") and rows[2][1] == "经办人员（村干部）姓名"
    assert rows[3][1:3] == ["伍国", "640498********" + OFFICIAL[-4:]] and rows[3][11] == 480
    assert len(rows) == 5 and "（公章）" in rows[4][0]
    entry = AuditEntry.objects.get(action="kin.export")
    assert f"{entry.chain}-{entry.number}" in page.oddFooter.left.text
    whole = desk.post(reverse("kin_export")).content
    assert openpyxl.load_workbook(io.BytesIO(whole)).active["F5"].data_type == "s"


def test_no_number_stands_in_addresses_logs_or_the_chain(desk, officer, caplog):
    caplog.set_level(logging.DEBUG)
    new(desk)
    row = KinDeclaration.objects.get()
    search(desk, OFFICIAL)
    desk.post(reverse("kin_edit", args=[row.pk]), FORM | {"version": "1"})
    desk.post(reverse("kin_edit", args=[row.pk]), FORM | {"version": "1", "id": "64049"})
    told = caplog.text + "".join(AuditEntry.objects.values_list("canon", flat=True))
    assert OFFICIAL not in told and RECIPIENT not in told
