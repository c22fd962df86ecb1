"""The pages of visits: who sees what, how much it costs, and that nothing warns a township."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from core.idempotency import FIELD, new_key
from core.models import AuditEntry, RevealGrant
from recipients.models import Person
from spot_checks.models import Visit, VisitWay
from spot_checks.operations.visit_photos import Photo, add_photo
from spot_checks.operations.visits import hand_over, save_visit, start_visit
from tests.factories_base import UserFactory

from .browsing import page, post, signed_in
from .conftest import HERE, form, household
from .pictures import photo

pytestmark = pytest.mark.django_db


def posted(visit: Visit, **given) -> dict:
    """The form as the browser sends it."""
    data = {
        "visited_on": dt.date.today().isoformat(),
        "outcome": "match",
        "a-qualifies": "是",
        "version": visit.version,
    }
    return data | {"m-0-name": "马小花", "m-0-health": "健康"} | given


def handed(checks, seed: int = 1) -> Visit:
    visit = start_visit(checks.item(), by=checks.first)
    add_photo(visit, by=checks.first, photo=Photo(photo(seed)))
    visit = save_visit(visit, by=checks.first, version=1, data=form())
    return hand_over(visit, by=checks.first, version=2)


# -- lists --------------------------------------------------------------------------------------------------------------


def test_each_inspector_sees_what_is_theirs_to_do(checks):
    item = checks.item(name="禹小兰")
    checks.item(name="备用户", selected="R")
    for user in (checks.first, checks.second):
        text = page(user, "visit_list")
        assert "禹小兰" in text and "备用户" not in text and "香水镇" in text
    assert "禹小兰" not in page(checks.officer, "visit_list")
    visit = start_visit(item, by=checks.first)
    assert "填写中" in page(checks.second, "visit_list")
    add_photo(visit, by=checks.first, photo=Photo(photo(1)))
    hand_over(save_visit(visit, by=checks.first, version=1, data=form()), by=checks.first, version=2)
    assert "禹小兰" not in page(checks.second, "visit_list")
    assert "禹小兰" in page(checks.second, "visit_list", query="?tab=sign")
    assert "禹小兰" in page(checks.first, "visit_list", query="?tab=done")
    assert "禹小兰" in page(checks.officer, "visit_list", query="?tab=all&state=awaiting")
    assert "禹小兰" not in page(checks.officer, "visit_list", query="?tab=all&state=signed")


@pytest.mark.parametrize("tab", ["todo", "sign", "done", "all"])
def test_a_list_costs_the_same_however_long_it_is(checks, tab, assert_constant_queries):
    client = signed_in(checks.second if tab == "sign" else checks.first)
    url = reverse("visit_list") + f"?tab={tab}"
    checks.item(), handed(checks)

    def grow() -> None:
        for seed in range(3):
            checks.item(), handed(checks, seed + 10)

    assert assert_constant_queries(lambda: client.get(url), grow) <= 15


@pytest.mark.parametrize("name", ["visit_edit", "visit_detail"])
def test_a_form_costs_the_same_however_many_members_and_photos(checks, name, assert_constant_queries):
    visit = start_visit(checks.item(household=household("马小花")), by=checks.first)
    add_photo(visit, by=checks.first, photo=Photo(photo(1)))
    client = signed_in(checks.first)

    def grow() -> None:
        for seed in range(2, 6):
            add_photo(visit, by=checks.first, photo=Photo(photo(seed)))
        members = [{"name": f"马小{n}"} for n in "甲乙丙丁"]
        save_visit(visit, by=checks.first, version=1, data=form(answers={"members": members}))

    assert assert_constant_queries(lambda: client.get(reverse(name, args=[visit.pk])), grow) <= 15


# -- nothing warns the township -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("visit_on", [None, 1])
def test_no_page_tells_a_township_of_a_visit_to_come(checks, visit_on):
    day = checks.today + dt.timedelta(days=visit_on) if visit_on else None
    item = checks.item(name="禹小兰", visit_on=day)
    visit = start_visit(item, by=checks.first)
    add_photo(visit, by=checks.first, photo=Photo(photo(1)))
    client = signed_in(checks.clerk)
    for query in ("", "?tab=sign", "?tab=done", "?tab=all"):
        assert "禹小兰" not in client.get(reverse("visit_list") + query).content.decode()
    home = client.get("/").content.decode()
    assert "禹小兰" not in home and "入户日" not in home
    household_page = client.get(reverse("household_detail", args=[item.household_id])).content.decode()
    assert "抽中" not in household_page and str(visit.pk) not in household_page
    for name, pk in [("visit_item", item.pk), ("visit_detail", visit.pk), ("visit_paper", item.pk)]:
        assert client.get(reverse(name, args=[pk])).status_code == 404
    assert client.get(reverse("visit_paper_township", args=[item.draw_id, HERE[:9]])).status_code == 404


def test_from_the_visit_day_on_the_township_sees_the_name_and_after_signing_the_result(checks):
    visit = handed(checks)
    assert "不要提前通知" in page(checks.clerk, "visit_item", visit.item_id)
    assert "核查尚未签字" in page(checks.clerk, "visit_detail", visit.pk)
    post(checks.second, "visit_sign", visit.pk, version=visit.version)
    text = page(checks.clerk, "visit_detail", visit.pk)
    assert "核查尚未签字" not in text and "是否符合条件" in text
    assert (
        signed_in(UserFactory(township="640424102000")).get(reverse("visit_detail", args=[visit.pk])).status_code == 404
    )


# -- the item -------------------------------------------------------------------------------------------------------------


def test_numbers_are_masked_until_an_inspector_gives_a_reason(checks):
    item = checks.item()
    numbers = [person.id_number for person in Person.objects.filter(household=item.household)]
    text = page(checks.second, "visit_item", item.pk)
    assert not any(number in text for number in numbers)
    assert post(checks.clerk, "visit_item_reveal", item.pk, reason="visit").status_code == 404
    assert post(checks.officer, "visit_item_reveal", item.pk, reason="visit").status_code == 404
    post(checks.second, "visit_item_reveal", item.pk, reason="")
    assert not RevealGrant.objects.exists()
    post(checks.second, "visit_item_reveal", item.pk, reason="visit")
    text = page(checks.second, "visit_item", item.pk)
    assert all(number in text for number in numbers)
    assert AuditEntry.objects.filter(action="reveal.open").count() == 1
    assert numbers[0] not in page(checks.first, "visit_item", item.pk)


def test_starting_twice_leads_to_the_same_visit(checks):
    item = checks.item()
    first = post(checks.first, "visit_start", item.pk)
    second = post(checks.second, "visit_start", item.pk)
    assert first.url == second.url == reverse("visit_edit", args=[Visit.objects.get().pk])


def test_absences_are_noted_before_anything_else(checks):
    item = checks.item()
    post(checks.first, "visit_absence", item.pk, day=checks.today.isoformat())
    answer = signed_in(checks.first).post(
        reverse("visit_absence", args=[item.pk]), {FIELD: new_key(), "day": "2001-01-01"}, follow=True
    )
    assert "不能早于抽签日期" in answer.content.decode()
    assert Visit.objects.get(item=item).absences == [checks.today.isoformat()]


# -- the form -------------------------------------------------------------------------------------------------------------


def test_the_form_starts_from_the_roster(checks):
    visit = start_visit(checks.item(), by=checks.first)
    text = page(checks.first, "visit_edit", visit.pk)
    assert 'value="马小明"' in text and "花名册：2" in text
    assert not any(person.id_number in text for person in Person.objects.all())


def test_saving_keeps_and_handing_over_says_what_is_missing(checks):
    visit = start_visit(checks.item(), by=checks.first)
    answer = post(checks.first, "visit_edit", visit.pk, **posted(visit), then="hand_over")
    assert answer.url.endswith("?check=1")
    visit.refresh_from_db()
    assert (visit.state, visit.outcome) == (Visit.State.DRAFT, "match")
    assert "请附至少一张入户照片" in page(checks.first, "visit_edit", visit.pk, query="?check=1")
    add_photo(visit, by=checks.first, photo=Photo(photo(1)))
    answer = post(checks.first, "visit_edit", visit.pk, **posted(visit), then="hand_over")
    assert answer.url == reverse("visit_detail", args=[visit.pk])


def test_what_is_wrong_comes_back_with_what_was_typed(checks):
    visit = start_visit(checks.item(), by=checks.first)
    for given in ({"visited_on": "2001-01-01"}, {"a-persons": "四"}, {"outcome": "fine"}, {"version": "x"}):
        answer = post(checks.first, "visit_edit", visit.pk, **posted(visit, summary="门前有拖拉机", **given))
        assert answer.status_code == 400
        assert "门前有拖拉机" in answer.content.decode()
    assert Visit.objects.get().summary == ""


def test_who_saves_second_chooses_field_by_field(checks):
    visit = start_visit(checks.item(), by=checks.first)
    post(checks.second, "visit_edit", visit.pk, **posted(visit, summary="甲"))
    answer = post(checks.first, "visit_edit", visit.pk, **posted(visit, summary="乙", **{"a-housing": "砖房"}))
    assert answer.status_code == 409
    text = answer.content.decode()
    assert "甲" in text and "乙" in text and 'name="a-housing" value="砖房"' in text


def test_the_other_inspectors_and_the_signed_are_not_edited_on_the_page(checks):
    visit = handed(checks)
    assert signed_in(checks.officer).get(reverse("visit_edit", args=[visit.pk])).status_code == 404
    answer = post(checks.first, "visit_edit", visit.pk, **posted(visit))
    assert answer.url == reverse("visit_detail", args=[visit.pk])


def test_the_second_signs_or_sends_back_on_the_page(checks):
    visit = handed(checks)
    assert "签署这份核查" not in page(checks.first, "visit_detail", visit.pk)
    assert "签署这份核查" in page(checks.second, "visit_detail", visit.pk)
    post(checks.first, "visit_sign", visit.pk, version=visit.version)
    post(checks.second, "visit_send_back", visit.pk, version=visit.version, reason="人口不对")
    visit.refresh_from_db()
    assert (visit.state, visit.sent_back) == (Visit.State.DRAFT, "人口不对")
    assert "人口不对" in page(checks.first, "visit_edit", visit.pk)


# -- paper ----------------------------------------------------------------------------------------------------------------


def test_the_printed_form_has_its_code_lines_to_sign_and_no_full_number(checks):
    item = checks.item()
    text = page(checks.first, "visit_paper", item.pk)
    assert "<svg" in text and text.count("入户人员（签字）") == 2 and "户主（签字或按印）" in text
    assert not any(person.id_number in text for person in Person.objects.all())
    checks.item(kind="nil_village")
    text = page(checks.second, "visit_paper_township", checks.draw.pk, HERE[:9])
    assert text.count('class="visit-page"') == 2 and "据村医所说" in text


def test_a_signed_paper_is_typed_in_with_its_photo(checks):
    item = checks.item()
    data = {"visited_on": checks.today.isoformat(), "outcome": "match", "a-qualifies": "是"}
    answer = post(checks.first, "visit_paper_entry", item.pk, **data)
    assert answer.status_code == 400 and "签字后核查表的照片" in answer.content.decode()
    sheet = SimpleUploadedFile("paper.jpg", photo(1), content_type="image/jpeg")
    answer = post(checks.first, "visit_paper_entry", item.pk, **data, paper=sheet)
    visit = Visit.objects.get()
    assert answer.url == reverse("visit_detail", args=[visit.pk])
    assert (visit.way, visit.state, visit.photos.get().purpose) == (VisitWay.PAPER, Visit.State.AWAITING, "paper")
