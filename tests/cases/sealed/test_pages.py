"""The handlers' page, the desk side of the public page, and sealing later."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from cases.models import Petition, PetitionEvent, PetitionFile, RectificationEntry
from cases.operations.petitions import register
from cases.petitions.addresses import petition_url
from core.idempotency import FIELD, new_key
from core.models import AuditEntry, User
from tests.cases.petitions.telling import given
from tests.cases.public.test_telling import picture
from tests.factories_base import TOWNSHIPS, UserFactory

pytestmark = pytest.mark.django_db
TEXT = "举报沙南村支书马有福收取好处费三百元。"


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def desk(officer: User) -> Client:
    return signed_in(officer)


@pytest.fixture
def case(officer: User) -> Petition:
    return register(given(kind="accusation", text=TEXT, accused=["马有福"]), by=officer)


def test_addresses_in_notices_are_those_of_the_pages(officer, case):
    assert petition_url(case) == reverse("sealed_detail", args=[case.pk])
    demand = register(given(), by=officer)
    assert petition_url(demand) == reverse("petition_detail", args=[demand.pk])


def test_the_case_is_shut_until_a_reason_is_given(desk, case):
    url = reverse("sealed_detail", args=[case.pk])
    assert TEXT not in desk.get(url).content.decode()
    desk.post(reverse("sealed_open", args=[case.pk]), {"reason": ""})
    assert TEXT not in desk.get(url).content.decode()
    desk.post(reverse("sealed_open", args=[case.pk]), {"reason": "work"})
    assert TEXT in desk.get(url).content.decode()
    assert desk.get(reverse("petition_detail", args=[case.pk])).url == url


def test_what_handlers_write_shows_only_while_it_is_open(desk, case):
    step = reverse("sealed_step", args=[case.pk, "accept"])
    page = desk.post(reverse("sealed_open", args=[case.pk]), {"reason": "work"}, follow=True)
    today = page.context["steps"][0]["form"]["on"].initial.isoformat()
    desk.post(step, {"on": today, "told_by": "当面", "version": 1})
    progress = reverse("sealed_step", args=[case.pk, "note_progress"])
    desk.post(progress, {"on": today, "text": "已向马有福所在村查账。", "version": 2})
    assert PetitionEvent.objects.filter(petition=case, kind="progress").exists()
    url = reverse("sealed_detail", args=[case.pk])
    assert "查账" in desk.get(url).content.decode()
    from core.models import RevealGrant

    RevealGrant.objects.all().delete()
    assert "查账" not in desk.get(url).content.decode()
    assert desk.post(reverse("sealed_step", args=[case.pk, "extend"]), {}).status_code == 404


def test_a_task_goes_out_and_what_it_may_not_say_comes_back(desk, case):
    url = reverse("sealed_forward", args=[case.pk])
    desk.post(reverse("sealed_open", args=[case.pk]), {"reason": "task"})
    told = {"to": TOWNSHIPS[0], "task": "conduct", "source": "self_check", "category": "审批"}
    refused = desk.post(url, told | {"task_text": "请核查马有福。", FIELD: new_key()})
    assert refused.status_code == 400 and "马有福" in refused.content.decode()
    assert not RectificationEntry.objects.exists()
    desk.post(url, told | {"task_text": "请核对今年新增对象的材料。", FIELD: new_key()})
    entry = RectificationEntry.objects.get()
    town = signed_in(UserFactory(township=TOWNSHIPS[0]))
    page = town.get(reverse("entry_detail", args=[entry.pk])).content.decode()
    assert "请核对今年新增对象" in page and case.number not in page and str(case.pk) not in page


def test_files_are_taken_only_while_the_case_is_open_and_under_neutral_names(desk, officer, case):
    desk.post(reverse("sealed_open", args=[case.pk]), {"reason": "work"})
    file = SimpleUploadedFile("马有福收条.jpg", picture())
    desk.post(reverse("sealed_attach", args=[case.pk]), {FIELD: new_key(), "file": file})
    kept = PetitionFile.objects.get()
    answer = desk.post(reverse("petition_file", args=[kept.pk, "copy"]))
    assert "%E6%9D%90%E6%96%991.jpg" in answer.headers["Content-Disposition"] and b"Exif" not in answer.content
    assert AuditEntry.objects.filter(action="sealed.file").count() == 1
    leader = signed_in(UserFactory(role="bureau_leader"))
    assert leader.post(reverse("petition_file", args=[kept.pk, "copy"])).status_code == 404
    from core.models import RevealGrant

    RevealGrant.objects.all().delete()
    assert desk.post(reverse("petition_file", args=[kept.pk, "original"])).status_code == 302


def test_handlers_come_and_go_on_the_page(desk, officer, case):
    leader = UserFactory(role="bureau_leader")
    desk.post(reverse("sealed_name", args=[case.pk]), {"user": str(leader.pk), FIELD: new_key()})
    row = case.handlers.get(user=officer)
    theirs = signed_in(leader)
    assert theirs.get(reverse("sealed_detail", args=[case.pk])).status_code == 200
    theirs.post(reverse("sealed_end", args=[case.pk]), {"handler": row.pk})
    assert desk.get(reverse("sealed_detail", args=[case.pk])).status_code == 404


def test_a_demand_that_accuses_is_sealed_from_its_page(desk, officer):
    demand = register(given(text=TEXT, accused=["马有福"]), by=officer)
    assert "改为检举控告并密封" in desk.get(reverse("petition_detail", args=[demand.pk])).content.decode()
    answer = desk.post(reverse("petition_seal", args=[demand.pk]), {"version": demand.version})
    assert answer.url == reverse("sealed_detail", args=[demand.pk])
    town = signed_in(UserFactory(township=TOWNSHIPS[0]))
    assert town.get(reverse("petition_detail", args=[demand.pk])).status_code == 404


def test_only_its_handler_has_the_case_among_todays_duties(desk, case):
    assert case.number in desk.get("/").content.decode()
    for role in ("petition_officer", "bureau_leader", "bureau_officer", "discipline_officer"):
        assert case.number not in signed_in(UserFactory(role=role)).get("/").content.decode()
