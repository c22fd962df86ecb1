"""A 检举控告 is sealed: nobody but its handlers knows of it, and repeats are still found."""

import json

import pytest

from cases.intake.petition import Party
from cases.models import CallLog, Petition, PetitionParty, RepeatProposal
from cases.operations.petitions import register
from cases.operations.repeats import propose_all
from cases.operations.sealing import (
    adopt_orphans,
    attach_sealed,
    end_handler,
    forward_redacted,
    name_handler,
    open_sealed,
    read_sealed,
    seal_later,
)
from core.models import AuditEntry, Notice, User
from core.operations.uploads import attach_scan
from core.refusal import NotPermitted, Refused
from tests.cases.petitions.telling import HER_ID, HER_PHONE, given
from tests.factories_base import COUNTY, TOWNSHIPS, UserFactory

pytestmark = pytest.mark.django_db
TEXT = "举报沙南村支书马有福收取五保户柳月娥的好处费三百元，把自家亲戚办进低保。"
PNG_HEAD = b"\x89PNG\r\n\x1a\n"


def accusation(**told):
    return given(**{"kind": "accusation", "text": TEXT, "accused": ["马有福"], "category": "优亲厚友"} | told)


@pytest.fixture
def case(officer: User) -> Petition:
    return register(accusation(), by=officer)


def test_the_row_says_nothing_and_the_sealed_text_everything(officer, case):
    case.refresh_from_db()
    assert (case.division_code, case.accused, case.category, case.text, case.place) == (COUNTY, [], "", "", "")
    assert not PetitionParty.objects.exists()
    told = json.loads(case.sealed_text)
    assert told["text"] == TEXT and told["parties"][0] == {
        "role": "petitioner", "name": "马小兰", "id_number": HER_ID, "phone": HER_PHONE
    }  # fmt: skip
    assert case.sketch and TEXT.encode() not in bytes(case.sketch)


def test_sealed_numbers_leave_no_gap(officer, case):
    demands = [register(given(), by=officer).number for _ in range(2)]
    register(accusation(), by=officer)
    demands.append(register(given(), by=officer).number)
    assert case.number.startswith("JK") and [number[-4:] for number in demands] == ["0001", "0002", "0003"]


def test_only_the_registering_officer_sees_it(officer, case):
    UserFactory(role="petition_officer")
    roles = ("petition_officer", "bureau_leader", "bureau_officer", "discipline_officer", "township_assistant")
    seen = [Petition.objects.visible_to(UserFactory(role=role)).count() for role in roles]
    assert seen == [0] * 5 and Petition.objects.visible_to(officer).get() == case


def test_a_township_registrar_loses_what_was_typed_and_an_officer_is_told(officer):
    typist = UserFactory(township=TOWNSHIPS[0])
    case = register(accusation(), by=typist)
    assert not Petition.objects.visible_to(typist).exists()
    with pytest.raises(NotPermitted):
        open_sealed(case, by=typist, reason="work")
    notice = Notice.objects.get(recipient=officer)
    assert "马有福" not in notice.title + notice.body and str(case.pk) in notice.url


@pytest.mark.parametrize(
    "told",
    [
        {"accused_unit": "泾源县民政局"},
        {"accused": ["县民政局社会救助股干部"]},
        {"accused": [], "text": "举报民政局的人收好处。"},
        {"accused": [], "text": "办事员韩丰年索要好处。"},
    ],
)
def test_an_accusation_of_the_bureau_goes_past_it(officer, told):
    UserFactory(role="bureau_officer", display_name="韩丰年")
    discipline = UserFactory(role="discipline_officer")
    case = register(accusation(**told), by=officer)
    assert [row.user for row in case.handlers.all()] == [discipline]
    assert not Petition.objects.visible_to(officer).exists()
    with pytest.raises(NotPermitted):
        name_handler(case, user=officer, by=discipline)


def test_without_anybody_to_handle_it_nothing_is_registered(officer):
    with pytest.raises(Refused) as refusal:
        register(accusation(accused_unit="泾源县民政局"), by=officer)
    assert refusal.value.code == "no-handler" and not Petition.objects.exists()


def test_whoever_is_named_in_it_does_not_handle_it(officer):
    discipline = [UserFactory(role="discipline_officer") for _ in range(2)]
    case = register(accusation(accused=[officer.display_name]), by=UserFactory(role="bureau_officer"))
    assert {row.user for row in case.handlers.all()} == set(discipline)
    case = register(accusation(accused=[discipline[0].display_name]), by=UserFactory(role="bureau_officer"))
    assert [row.user for row in case.handlers.all()] == [officer]


def test_opening_is_for_handlers_with_a_reason_for_ten_minutes_and_logged(officer, case):
    assert read_sealed(case, by=officer) is None
    with pytest.raises(Refused):
        open_sealed(case, by=officer, reason="看看")
    open_sealed(case, by=officer, reason="work")
    opened = read_sealed(case, by=officer)
    assert opened is not None and opened[0].text == TEXT
    entry = AuditEntry.objects.get(action="sealed.open")
    assert entry.actor == officer.username and '"reason":"work"' in entry.canon
    leader = UserFactory(role="bureau_leader")
    with pytest.raises(NotPermitted):
        open_sealed(case, by=leader, reason="work")
    assert read_sealed(case, by=leader) is None


def test_handlers_name_and_end_each_other_but_the_last_stays(officer, case):
    leader = UserFactory(role="bureau_leader")
    with pytest.raises(NotPermitted):
        name_handler(case, user=leader, by=leader)
    with pytest.raises(NotPermitted):
        name_handler(case, user=UserFactory(township=TOWNSHIPS[0]), by=officer)
    name_handler(case, user=leader, by=officer)
    open_sealed(case, by=leader, reason="work")
    end_handler(case, user=leader, by=officer)
    assert read_sealed(case, by=leader) is None and not Petition.objects.visible_to(leader).exists()
    with pytest.raises(Refused) as refusal:
        end_handler(case, user=officer, by=officer)
    assert refusal.value.code == "last-handler"
    name_handler(case, user=leader, by=officer)
    assert Petition.objects.visible_to(leader).exists() and case.handlers.count() == 2


def test_cases_left_alone_are_taken_up(officer, case):
    assert adopt_orphans() == 0
    User.objects.filter(pk=officer.pk).update(is_active=False)
    successor = UserFactory(role="petition_officer")
    assert adopt_orphans() == 1 and Petition.objects.visible_to(successor).get() == case


def test_a_redacted_task_tells_nothing_and_points_nowhere(officer, case):
    entry = forward_redacted(
        case,
        by=officer,
        to=TOWNSHIPS[0],
        task_text="请核对本镇今年新增对象的审批材料，10 日内报县局。",
        category="审批程序",
    )
    assert (entry.source_type, entry.source_id, entry.listed_by) == ("", "", None)
    assert entry.number in [event.text for event in case.events.all()][-1]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("请核查马有福的亲戚。", "马有福"),
        ("有人收取五保户的钱。", "收取五保户"),
        (f"联系电话 {HER_PHONE}", HER_PHONE),
        (f"证件尾号 {HER_ID[-4:]}", HER_ID[-4:].lower()),
        ("马 小 兰 反映的事", "马小兰"),
        ("ＨＡＯ 好处费三百元", "好处费三百元"),
    ],
)
def test_forwarding_what_a_sealed_case_says_is_refused(officer, case, text, word):
    with pytest.raises(Refused) as refusal:
        forward_redacted(case, by=officer, to=TOWNSHIPS[0], task_text=text, category="其他")
    assert refusal.value.code == "tells-sealed" and word in refusal.value.findings
    refused = AuditEntry.objects.get(action="refused")
    assert word not in refused.canon.encode().decode("unicode_escape")


def test_no_task_goes_to_the_unit_that_is_accused(officer):
    case = register(accusation(accused=["香水镇民政助理员"], accused_unit="香水镇"), by=officer)
    with pytest.raises(NotPermitted):
        forward_redacted(case, by=officer, to=TOWNSHIPS[0], task_text="请自查。", category="其他")
    assert forward_redacted(case, by=officer, to=TOWNSHIPS[1], task_text="请自查。", category="其他")


def test_repeats_are_found_across_the_seal(officer, case):
    repeat = register(accusation(text="再次举报沙南村支书马有福收好处费、给亲戚办低保，至今没人管。"), by=officer)
    demand = register(given(text="村支书马有福把亲戚办进低保，收好处费，要求查处。"), by=officer)
    propose_all(officer.scope)
    found = {frozenset((row.first_id, row.second_id)) for row in RepeatProposal.objects.all()}
    assert frozenset((case.pk, repeat.pk)) in found and frozenset((case.pk, demand.pk)) in found
    assert RepeatProposal.objects.visible_to(officer).count() == len(found)
    assert not RepeatProposal.objects.visible_to(UserFactory(role="petition_officer")).exists()


def test_sealing_later_takes_people_files_calls_and_notices_along(officer):
    typist = UserFactory(township=TOWNSHIPS[0])
    demand = register(given(text=TEXT, accused=["马有福"]), by=typist)
    pdf = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF"
    attach_scan(demand, by=typist, filename="马有福照片.pdf", data=pdf, purpose="", action="upload.keep")
    CallLog.objects.create(
        division_code=TOWNSHIPS[0], at=demand.received_at, telephone="0954-5012345", kind="answered",
        note="说马有福的事", petition=demand, by=typist,
    )  # fmt: skip
    sealed = seal_later(demand, by=officer, version=demand.version)
    assert sealed.number.startswith("JK") and not PetitionParty.objects.exists()
    assert not Petition.objects.visible_to(typist).exists()
    assert CallLog.objects.get().note == "" and CallLog.objects.get().petition is None
    told = json.loads(sealed.sealed_text)
    assert told["files"] == {"1": "马有福照片.pdf"} and told["was"].startswith("XF")
    assert "说马有福的事" in told["note"] and told["parties"][0]["phone"] == HER_PHONE


def test_files_of_a_sealed_case_keep_their_names_inside(officer, case):
    pdf = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF"
    attach_sealed(case, by=officer, filename="马有福收条.pdf", data=pdf)
    assert json.loads(Petition.objects.get().sealed_text)["files"] == {"1": "马有福收条.pdf"}
    for bad in (b"<html><script>alert(1)</script></html>", b"<svg onload=alert(1)>", b"PK\x03\x04", PNG_HEAD):
        with pytest.raises(Refused):
            attach_sealed(case, by=officer, filename="好.png", data=bad)
    with pytest.raises(NotPermitted):
        attach_sealed(case, by=UserFactory(role="bureau_leader"), filename="x.pdf", data=pdf)


def test_an_accusation_without_a_name_is_sealed_too(officer):
    case = register(accusation(is_anonymous=True, parties=[Party("", "", HER_PHONE)]), by=officer)
    assert not case.is_anonymous and json.loads(case.sealed_text)["is_anonymous"]
