"""Clues: sealed at rest, packed with hashes, received by somebody else, and nothing of it to be found in a township."""

import datetime as dt
import io
import json
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from docx import Document

from cases.models import ClueReferral, Petition, PetitionHandler, RectificationEntry
from cases.operations import clues as op
from cases.rules.supervision.package_is_whole import sha256
from core import months, uploads
from core.models import AuditEntry, Notice
from core.permissions import TOWNSHIP_ROLES, Role
from core.refusal import EditConflict, NotPermitted, Refused, TransitionRefused
from tests.cases.entries.people import fresh, with_evidence
from tests.cases.supervision.people import County, petition, sealed_petition, signed_by
from tests.factories_base import UserFactory

pytestmark = pytest.mark.django_db
SECRET = "暗语丁丁丁"
CONTENT = op.Content(
    f"{SECRET}：将不符合条件的亲属纳入低保。", (op.Accused("伍斌林", "某乡镇", "民政助理员"),), "某村一户", "随机抽查"
)


@pytest.fixture
def county() -> County:
    return County()


def drafted(county: County, by: Any = None, **given: Any) -> ClueReferral:
    subject = given or {"entry": with_evidence(county)}
    return op.draft_clue(CONTENT, by=by or county.officer, source="整改台账", amount_fen=452200, **subject)


def sent(county: County, **given: Any) -> ClueReferral:
    clue = drafted(county, **given)
    return op.send_clue(clue, by=clue.handler, version=clue.version)


def received(county: County, **given: Any) -> ClueReferral:
    clue = sent(county, **given)
    return op.receive_clue(clue, by=county.discipline, version=clue.version)


def dispose(clue: ClueReferral, by: Any, **given: Any) -> ClueReferral:
    values: dict[str, Any] = {
        "disposal": "preliminary",
        "disposed_on": months.today(),
        "result": "初步核实，违纪属实，已立案。",
        "recovered_fen": 452200,
        "held_accountable": 1,
    }
    return op.dispose_clue(clue, by=by, version=clue.version, **values | given)


def test_a_clue_goes_from_draft_to_disposal(county):
    clue = received(county)
    done = dispose(clue, county.discipline)
    assert (done.state, done.recovered_fen, done.held_accountable) == ("disposed", 452200, 1)
    actions = [
        a for a in AuditEntry.objects.order_by("number").values_list("action", flat=True) if a.startswith("clue")
    ]
    assert actions == ["clue.draft", "clue.send", "clue.receive", "clue.dispose"]


def test_the_package_holds_form_entry_evidence_and_their_hashes(county):
    clue = sent(county)
    data = op.read_package(clue, by=county.discipline)
    assert sha256(data) == clue.package_sha256
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = package.namelist()
        head = json.loads(package.read("清单.json"))
        form = Document(io.BytesIO(package.read("01 移交单.docx")))
        assert head["files"] == clue.manifest and head["number"] == clue.number
        assert all(sha256(package.read(row["name"])) == row["sha256"] for row in clue.manifest)
    told = "\n".join(cell.text for table in form.tables for row in table.rows for cell in row.cells)
    assert SECRET in told and "某乡镇民政助理员 伍斌林" in told and "4,522.00" in told
    assert any(name.startswith("佐证材料/01 ") for name in names) and len(names) == 4


def test_the_chain_knows_the_packages_hash_and_nothing_of_its_content(county):
    clue = sent(county)
    canon = "".join(AuditEntry.objects.values_list("canon", flat=True)).encode().decode("unicode_escape")
    assert clue.package_sha256 in canon and SECRET not in canon and "伍斌林" not in canon


def test_nothing_of_the_content_lies_in_clear(county):
    clue = received(county)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM cases_cluereferral")
        row = b"".join(bytes(v) if isinstance(v, (bytes, memoryview)) else str(v).encode() for v in cursor.fetchone())
    assert SECRET.encode() not in row and "伍斌林".encode() not in row
    stored = Path(settings.MEDIA_ROOT) / clue.package.path
    assert SECRET.encode() not in stored.read_bytes()
    assert not any(SECRET in f"{n.title}{n.body}" for n in Notice.objects.all())


def test_from_then_on_the_township_does_not_see_the_entry(county):
    clue = sent(county)
    entry = fresh(clue.entry)
    assert entry.is_restricted and entry.referred_text == clue.number
    for user in (county.assistant, county.town_leader, county.office):
        assert not RectificationEntry.objects.visible_to(user).exists()
        assert not ClueReferral.objects.visible_to(user).exists()
    assert RectificationEntry.objects.visible_to(county.officer).exists()


def test_a_draft_restricts_nothing(county):
    clue = drafted(county)
    assert RectificationEntry.objects.visible_to(county.assistant).filter(pk=clue.entry_id).exists()


def test_a_petition_leaves_the_ordinary_lists(county):
    row = petition(text=f"反映 {SECRET}")
    signed_by(row, "马小花")
    clue = sent(county, petition=row, by=county.petitions)
    assert Petition.objects.get().is_restricted
    assert not Petition.objects.visible_to(county.assistant).exists()
    assert Petition.objects.visible_to(county.petitions).exists()
    with zipfile.ZipFile(io.BytesIO(op.read_package(clue, by=county.discipline))) as package:
        paper = Document(io.BytesIO(package.read(f"02 信访件 {row.number}.docx")))
    assert any("马小花" in cell.text for table in paper.tables for line in table.rows for cell in line.cells)


def test_a_sealed_petition_is_referred_by_its_handler_alone_and_packed_without_any_identity(county):
    row = sealed_petition(county.petitions)
    with pytest.raises(NotPermitted):
        drafted(county, by=county.officer, petition=row)
    clue = sent(county, petition=row, by=county.petitions)
    assert [each["name"] for each in clue.manifest] == ["01 移交单.docx"]
    assert ClueReferral.objects.visible_to(county.discipline).get() == clue
    for user in (county.officer, county.leader, county.second_officer):
        assert not ClueReferral.objects.visible_to(user).exists()
        with pytest.raises(NotPermitted):
            op.read_package(clue, by=user)


TELLER = {"name": "卡纳瑞", "id_number": "640498195810196623", "phone": "13895440001"}


@pytest.mark.parametrize("words", ["卡 纳瑞反映：", "电话 138-9544-0001。", "身份证尾号 0196623。"])
def test_a_clue_of_a_sealed_petition_does_not_say_who_told(county, words):
    row = sealed_petition(county.petitions)
    row.sealed_text = json.dumps({"text": "村干部伍斌林收钱办低保。", "accused": ["伍斌林"], "parties": [TELLER]})
    row.save()
    clue = drafted(county, by=county.petitions, petition=row)
    told = replace(CONTENT, text=f"{words}村干部伍斌林收钱办低保。")
    with pytest.raises(Refused) as refusal:
        op.edit_clue(clue, by=county.petitions, version=clue.version, content=told, source="检举控告", amount_fen=0)
    assert TELLER["name"] not in refusal.value.message and not refusal.value.findings
    told = replace(CONTENT, text="来信人反映：村干部伍斌林收钱办低保。")
    clue = op.edit_clue(clue, by=county.petitions, version=clue.version, content=told, source="检举控告", amount_fen=0)
    assert op.send_clue(clue, by=county.petitions, version=clue.version).state == "sent"


def test_what_was_sealed_after_the_draft_is_looked_at_when_it_is_sent(county):
    row = petition()
    clue = op.draft_clue(
        replace(CONTENT, how_found=f"{TELLER['name']}来信"), by=county.petitions, source="来信", petition=row
    )
    row.sealed_text, row.is_sealed, row.text, row.place = json.dumps({"parties": [TELLER]}), True, "", ""
    row.save()
    PetitionHandler.objects.create(petition=row, user=county.petitions, named_at=timezone.now())
    with pytest.raises(Refused, match="来信人"):
        op.send_clue(clue, by=county.petitions, version=clue.version)
    assert not ClueReferral.objects.exclude(state="drafted").exists()


def test_a_draft_is_not_the_receivers_yet(county):
    drafted(county)
    assert not ClueReferral.objects.visible_to(county.discipline).exists()


@pytest.mark.parametrize("role", sorted(TOWNSHIP_ROLES | {Role.BUREAU_OFFICE, Role.LEADERSHIP, Role.SECURITY_AUDITOR}))
def test_others_take_no_step(county, role):
    clue = sent(county)
    other = UserFactory(role=role)
    for step in (
        lambda: op.receive_clue(clue, by=other, version=clue.version),
        lambda: op.read_package(clue, by=other),
        lambda: op.open_clue(clue, by=other, reason="audit"),
        lambda: op.note_export(by=other, rows=1),
    ):
        with pytest.raises(NotPermitted):
            step()
    assert ClueReferral.objects.get().state == "sent"


def test_sender_and_receiver_are_two_people(county):
    clue = received(county)
    with pytest.raises(IntegrityError), transaction.atomic():
        ClueReferral.objects.filter(pk=clue.pk).update(received_by=clue.sent_by_id)


def tamper(clue: ClueReferral) -> None:
    """Another package lies where the one that was sent lay."""
    with zipfile.ZipFile(io.BytesIO(uploads.read(clue.package))) as old:
        files = {name: old.read(name) for name in old.namelist()}
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as new:
        for name, data in files.items():
            new.writestr(name, data.replace(b"\xff\xd8", b"\xff\xd9") if name.endswith(".jpg") else data)
    (Path(settings.MEDIA_ROOT) / clue.package.path).write_bytes(target.getvalue())


def test_a_changed_package_is_shown_and_not_received(county):
    clue = sent(county)
    assert op.package_stands(clue).whole
    tamper(clue)
    assert op.package_stands(clue) == op.PackageStands(False, ("存储的移交包被改动或丢失，打不开。",))
    for step in (
        lambda: op.receive_clue(clue, by=county.discipline, version=clue.version),
        lambda: op.read_package(clue, by=county.discipline),
    ):
        with pytest.raises(Refused, match="移交包"):
            step()
    assert ClueReferral.objects.get().state == "sent"


def test_a_changed_copy_is_told_file_by_file(county):
    clue = sent(county)
    data = op.read_package(clue, by=county.discipline)
    assert op.check_copy(clue, data).whole
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            new.writestr(name, b"changed" if name.startswith("02") else old.read(name))
    found = op.check_copy(clue, target.getvalue())
    assert not found.whole and f"文件被改动：02 整改事项 {clue.entry.number}.docx" in found.differences


def test_what_is_returned_is_supplemented_and_sent_anew(county):
    clue = sent(county)
    back = op.return_clue(clue, by=county.discipline, version=clue.version, reason="请补充发放记录。")
    assert Notice.objects.filter(recipient=county.officer, title="移交材料被退回补充").count() == 1
    more = op.Content(f"{CONTENT.text}另附发放记录。", CONTENT.accused)
    edited = op.edit_clue(back, by=county.officer, version=back.version, content=more, source="整改台账", amount_fen=1)
    again = op.send_clue(edited, by=county.officer, version=edited.version)
    assert again.package_sha256 != clue.package_sha256 and op.content_of(again).text.endswith("另附发放记录。")
    assert op.receive_clue(again, by=county.discipline, version=again.version).state == "received"


def test_what_was_sent_is_not_edited(county):
    clue = sent(county)
    with pytest.raises(TransitionRefused):
        op.edit_clue(clue, by=county.officer, version=clue.version, content=CONTENT, source="x", amount_fen=0)


def test_the_second_of_two_editors_loses(county):
    clue = drafted(county)
    op.edit_clue(clue, by=county.officer, version=clue.version, content=CONTENT, source="一", amount_fen=0)
    with pytest.raises(EditConflict):
        op.edit_clue(clue, by=county.officer, version=clue.version, content=CONTENT, source="二", amount_fen=0)


@pytest.mark.parametrize(
    "given",
    [
        {"disposal": "forgotten"},
        {"disposed_on": dt.date(2021, 1, 1)},
        {"disposed_on": dt.date(2999, 1, 1)},
        {"recovered_fen": -1},
        {"result": " "},
    ],
)
def test_a_disposal_that_cannot_be_meant_is_refused(county, given):
    clue = received(county)
    with pytest.raises(Refused):
        dispose(clue, county.discipline, **given)
    assert ClueReferral.objects.get().state == "received"


def test_a_disposal_may_be_told_again(county):
    clue = dispose(received(county), county.discipline, disposal="shelved", result="暂存。")
    assert dispose(clue, county.discipline, disposal="closed", result="予以了结。").disposal == "closed"


def test_a_clue_starts_from_one_entry_or_one_petition(county):
    for given in ({"entry": None, "petition": None}, {"entry": with_evidence(county), "petition": petition()}):
        with pytest.raises(Refused):
            op.draft_clue(CONTENT, by=county.officer, source="x", **given)
