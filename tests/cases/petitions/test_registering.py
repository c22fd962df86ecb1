"""A petition comes in."""

import datetime as dt

import pytest
from django.utils import timezone

from cases.intake.petition import Party
from cases.models import Petition, PetitionParty
from cases.operations.petitions import change, register
from core.crypto import blind_index, id_index
from core.models import AuditEntry, User
from core.refusal import EditConflict, NotPermitted, Refused
from tests.cases.petitions.telling import HER_ID, HER_PHONE, given, moment
from tests.factories_base import COUNTY, TOWNSHIPS, DivisionFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk() -> User:
    for code in TOWNSHIPS:
        DivisionFactory(code=code)
    return UserFactory(role="petition_officer")


def test_numbers_run_by_year(clerk):
    years = [2020, 2021, 2020]
    made = [register(given(received_at=moment(dt.date(year, 3, 1))), by=clerk).number for year in years]
    assert made == ["XF2020-0001", "XF2021-0001", "XF2020-0002"]


def test_people_are_sealed_indexed_and_kept_in_order(clerk):
    people = [
        Party("马小兰", HER_ID, HER_PHONE),
        Party("马占林", role="co_signer"),
        Party("海德文", phone="13895440002", role="agent"),
    ]
    petition = register(given(parties=people, is_anonymous=False), by=clerk)
    rows = list(petition.parties.order_by("id"))
    assert [(row.name, row.role) for row in rows] == [
        ("马小兰", "petitioner"), ("马占林", "co_signer"), ("海德文", "agent")
    ]  # fmt: skip
    assert (rows[0].id_number, rows[0].phone) == (HER_ID, HER_PHONE)
    assert (rows[0].id_index, rows[0].phone_index) == (id_index(HER_ID), blind_index(HER_PHONE, "phone"))
    assert HER_ID.encode() not in bytes(rows[0].id_sealed)
    assert petition.group_size == 2  # the agent signs nothing


def test_the_place_decides_whose_it_is(clerk):
    village = DivisionFactory(code=TOWNSHIPS[0][:9] + "201", name="沙南村")
    assert register(given(), by=clerk).division_code == village.code
    assert register(given(place="泾河源镇某处"), by=clerk).division_code == TOWNSHIPS[1]
    assert register(given(place="", text="请问政策"), by=clerk).division_code == COUNTY


def test_a_township_keeps_what_names_no_other_and_passes_on_the_rest(clerk):
    assistant = UserFactory(township=TOWNSHIPS[0])
    assert register(given(place=""), by=assistant).division_code == TOWNSHIPS[0]
    assert register(given(place="泾河源镇"), by=assistant).division_code == COUNTY


def test_a_complaint_about_township_staff_is_kept_from_the_township(clerk):
    assistant = UserFactory(township=TOWNSHIPS[0])
    told = {"accused": ["香水镇民政助理员"], "text": "香水镇民政助理员态度差，办事拖。"}
    complaint = register(given(kind="advice", **told), by=assistant)
    demand = register(given(kind="demand", **told), by=assistant)
    seen = set(Petition.objects.visible_to(assistant).values_list("pk", flat=True))
    assert seen == {demand.pk} and complaint.division_code == COUNTY


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"text": " "}, "text-missing"),
        ({"parties": []}, "nobody"),
        ({"received_at": timezone.now() + dt.timedelta(days=2)}, "day-in-future"),
    ],
)
def test_what_cannot_be_worked_with_is_refused(clerk, told, code):
    with pytest.raises(Refused) as refusal:
        register(given(**told), by=clerk)
    assert refusal.value.code == code and not Petition.objects.exists()


def test_who_may_not_register_is_refused(clerk):
    with pytest.raises(NotPermitted):
        register(given(), by=UserFactory(role="bureau_leader"))


def test_nothing_personal_stands_in_the_trail(clerk):
    petition = register(given(), by=clerk)
    change(petition, given(text="补充：请复核。"), by=clerk, version=1)
    told = " ".join(AuditEntry.objects.values_list("canon", flat=True))
    assert "petition.register" in told
    assert not [word for word in (HER_ID, HER_PHONE, "马小兰") if word in told]


def test_a_change_keeps_numbers_left_empty_and_the_day_it_came_in(clerk):
    petition = register(given(), by=clerk)
    later = given(text="新的内容", received_at=timezone.now(), parties=[Party("马小兰")])
    changed = change(petition, later, by=clerk, version=1)
    party = PetitionParty.objects.get()
    assert (changed.text, changed.received_at, party.id_number) == ("新的内容", petition.received_at, HER_ID)
    with pytest.raises(EditConflict):
        change(petition, later, by=clerk, version=1)
