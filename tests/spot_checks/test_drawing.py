"""From plan to published files: what is fixed when, who may, and what is refused."""

import hashlib
import json
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from core import uploads
from core.models import AuditEntry, User
from core.permissions import Role
from core.refusal import NotPermitted, Refused, TransitionRefused
from monthly_reports.operations import open_period
from recipients.models import Household
from spot_checks import mzdraw, operations, sealed_frame
from spot_checks.exports import bundle
from spot_checks.models import Draw, DrawItem, Inspector
from spot_checks.operations.committing import chained, purpose_text
from tests.factories_base import COUNTY, TOWNSHIPS, UserFactory
from tests.recipients.factories import household_of

pytestmark = pytest.mark.django_db
BALLS = "01895559797114710497"
MONTH = "2021-07"


@pytest.fixture
def officer() -> User:
    return UserFactory(role=Role.BUREAU_OFFICER, display_name="赫彩霞")


@pytest.fixture
def witness() -> User:
    return UserFactory(role=Role.DISCIPLINE_OFFICER)


@pytest.fixture
def homes(officer: User) -> list[Household]:
    """Six households in one township, four in another."""
    villages = [TOWNSHIPS[0][:9] + "201"] * 6 + [TOWNSHIPS[1][:9] + "201"] * 4
    return [household_of(f"马小花{at}", village=village) for at, village in enumerate(villages)]


def planned(officer: User, **given: Any) -> Draw:
    values = {"purpose": "roster", "month": MONTH, "total": 4, "reserve": 1}
    return operations.plan_draw(operations.Wanted(**values | given), by=officer)


def committed(officer: User, **given: Any) -> Draw:
    return operations.commit_draw(planned(officer, **given), by=officer, shortage="名册未建")


def revealed(officer: User, witness: User, **given: Any) -> Draw:
    return operations.reveal_draw(committed(officer, **given), values=[BALLS], by=officer, witness=witness)


def test_the_commitment_stands_in_the_audit_chain_before_any_seed(officer, homes):
    draw = committed(officer)
    entry = AuditEntry.objects.get(action="draw.commit")
    assert json.loads(entry.canon)["summary"]["commitment"] == draw.commitment
    commit = mzdraw.parse_commit(draw.commit_json.encode())
    assert commit.commitment == draw.commitment and commit.total == 4
    assert commit.strata == {f"{TOWNSHIPS[0][:9]}-C": (6, 3), f"{TOWNSHIPS[1][:9]}-C": (4, 1)}
    assert (draw.seed, draw.result_tsv, DrawItem.objects.count()) == ("", "", 0)
    assert hashlib.sha256(bundle.frame_tsv(draw)).hexdigest() == draw.frame_sha256


def test_every_drawn_item_opens_its_public_commitment(officer, witness, homes):
    draw = revealed(officer, witness)
    public = {entry.item: entry for entry in mzdraw.parse_frame(bundle.frame_tsv(draw)).entries()}
    assert draw.items.filter(selected="M").count() == 4
    for item in draw.items.all():
        nonce, *content = item.opening.split("\x1f")
        found = mzdraw.item_commitment(bytes.fromhex(nonce), *content[:4], int(content[4]))
        assert found == public[item.item].commitment
        assert content[1] == item.name and item.household.people.get().id_number == content[0]


def test_public_files_hold_nothing_personal(officer, witness, homes):
    made = bundle.files(revealed(officer, witness))
    text = b"".join(data for name, data in made.items() if not name.startswith("verify"))
    for household in homes:
        person = household.people.get()
        assert person.name.encode() not in text and person.id_number.encode() not in text
        assert str(household.pk).encode() not in text and household.label.encode() not in text


def test_of_one_purpose_only_one_draw_is_open(officer, witness, homes):
    committed(officer)
    with pytest.raises(Refused) as refusal:
        committed(officer)
    assert refusal.value.code == "draw-open"
    assert Draw.objects.filter(state="committed").count() == 1


def test_draws_of_a_purpose_are_chained_through_results_and_voids(officer, witness, homes):
    first = revealed(officer, witness)
    assert json.loads(first.commit_json)["prev"] == mzdraw.ZEROS
    second = committed(officer)
    assert json.loads(second.commit_json)["prev"] == mzdraw.prev_after_result(first.result_tsv.encode())
    operations.void_draw(second, reason="摇号机故障，改期另抽", by=officer)
    third = committed(officer)
    assert json.loads(third.commit_json)["prev"] == mzdraw.prev_after_void(second.commitment, "摇号机故障，改期另抽")
    assert [first.code, second.code, third.code] == [f"640424-{MONTH}-{n:02d}" for n in (1, 2, 3)]
    assert chained(third.previous) == json.loads(third.commit_json)["prev"]


def test_a_void_stays_public_and_needs_a_reason(officer, homes):
    draw = committed(officer)
    with pytest.raises(Refused):
        operations.void_draw(draw, reason="", by=officer)
    draw = operations.void_draw(draw, reason="停电，改期另抽", by=officer)
    reader = UserFactory(role=Role.LEADERSHIP)
    assert list(Draw.objects.public_to(reader)) == [draw]


def test_a_draw_that_is_out_cannot_be_voided_or_drawn_again(officer, witness, homes):
    draw = revealed(officer, witness)
    with pytest.raises(Refused) as refusal:
        operations.void_draw(draw, reason="名单不合适，重抽", by=officer)
    assert refusal.value.code == "already-drawn"
    with pytest.raises(TransitionRefused):
        operations.reveal_draw(draw, values=[BALLS[::-1]], by=officer, witness=witness)
    assert AuditEntry.objects.filter(action="refused").count() == 2


@pytest.mark.parametrize(
    "values", [["0189555979711471049"], ["0189555979711471049x"], [], [BALLS, BALLS], [BALLS + " "]]
)
def test_malformed_or_surplus_values_are_refused_and_nothing_is_written(values, officer, witness, homes):
    draw = committed(officer)
    with pytest.raises(Refused) as refusal:
        operations.reveal_draw(draw, values=values, by=officer, witness=witness)
    assert refusal.value.code == "bad-seed"
    draw.refresh_from_db()
    assert (draw.state, draw.seed) == ("committed", "") and not DrawItem.objects.exists()


def test_no_seed_before_the_commitment(officer, witness, homes):
    with pytest.raises(TransitionRefused):
        operations.reveal_draw(planned(officer), values=[BALLS], by=officer, witness=witness)


def test_the_witness_is_a_second_person_of_the_discipline_group_or_named(officer, witness, homes):
    draw = committed(officer)
    for bad in (officer, UserFactory(role=Role.BUREAU_LEADER)):
        with pytest.raises(NotPermitted):
            operations.reveal_draw(draw, values=[BALLS], by=officer, witness=bad)
    with pytest.raises(Refused):
        operations.reveal_draw(draw, values=[BALLS], by=officer)
    out = operations.reveal_draw(draw, values=[BALLS], by=officer, witness_name="人大代表王某")
    assert (out.state, out.witness, out.witness_name) == ("revealed", None, "人大代表王某")


def test_a_total_too_small_is_refused_with_the_smallest_feasible_one(officer, homes):
    with pytest.raises(Refused) as refusal:
        committed(officer, total=4, minimum=3)
    assert refusal.value.code == "total-too-small" and "6" in refusal.value.message
    assert committed(officer, total=6, minimum=3).strata[f"{TOWNSHIPS[1][:9]}-C"] == [4, 3]


def test_townships_that_have_not_filed_wait_or_enter_by_order_and_are_named(officer, homes, time_machine):
    time_machine.move_to("2021-07-28T02:00:00Z")
    open_period(COUNTY, MONTH)
    draw = planned(officer)
    with pytest.raises(Refused) as refusal:
        operations.commit_draw(draw, by=officer, shortage="名册未建")
    assert refusal.value.code == "not-all-filed" and "香水镇" in refusal.value.message
    done = operations.commit_draw(draw, by=officer, by_order=True, shortage="名册未建")
    assert TOWNSHIPS[0] in done.unfiled and "香水镇" in json.loads(done.commit_json)["purpose"]


def test_a_draw_of_some_schemes_says_so_in_its_commitment(officer, homes):
    every, some = committed(officer), planned(officer, purpose="kin", schemes=("rural_dibao",))
    assert "只含" not in json.loads(every.commit_json)["purpose"]
    assert "只含农村低保" in purpose_text(some)


def test_inspectors_are_two_for_each_township_and_kept_from_their_own(officer, witness, homes):
    people = [UserFactory(role=Role.BUREAU_OFFICE) for _ in range(3)]
    local, native = UserFactory(township=TOWNSHIPS[0]), UserFactory(role=Role.BUREAU_OFFICE)
    for user in (*people, local):
        operations.register_inspector(user, by=officer)
    operations.register_inspector(native, by=officer, home_code=TOWNSHIPS[0])
    draw = operations.commit_draw(planned(officer), by=officer)
    recuse = json.loads(draw.commit_json)["recuse"]
    codes = {str(user): f"u{at:03d}" for at, user in enumerate(draw.pool)}
    assert set(recuse[TOWNSHIPS[0][:9]]) == {codes[str(local.pk)], codes[str(native.pk)]}
    draw = operations.reveal_draw(draw, values=[BALLS], by=officer, witness=witness)
    pairs = {town: set() for town in (TOWNSHIPS[0][:9], TOWNSHIPS[1][:9])}
    for each in draw.inspectors.all():
        pairs[each.township_code].add(each.user_id)
    assert all(len(pair) == 2 for pair in pairs.values())
    assert not pairs[TOWNSHIPS[0][:9]] & {local.pk, native.pk}


def test_a_township_without_two_inspectors_needs_a_reason(officer, homes):
    operations.register_inspector(UserFactory(role=Role.BUREAU_OFFICE), by=officer)
    with pytest.raises(Refused) as refusal:
        operations.commit_draw(planned(officer), by=officer)
    assert refusal.value.code == "inspectors-short"


def test_without_a_register_everybody_whose_post_visits_may_be_drawn(officer, witness, homes):
    other = UserFactory(role=Role.BUREAU_OFFICE)
    draw = operations.commit_draw(planned(officer), by=officer)
    assert set(draw.pool) == {str(officer.pk), str(other.pk)} and not Inspector.objects.exists()


def test_a_frame_changed_after_the_commitment_is_refused(officer, witness, homes):
    draw = committed(officer)
    rows = list(sealed_frame.load(uploads.read(draw.frame_file)))
    forged = sealed_frame.dump([rows[0]._replace(name="李四"), *rows[1:]])
    draw.frame_file = operations.committing.keep(forged, by=officer)
    draw.save(update_fields=["frame_file"])
    with pytest.raises(Refused) as refusal:
        operations.reveal_draw(draw, values=[BALLS], by=officer, witness=witness)
    assert refusal.value.code == "frame-changed"


def test_the_frame_is_the_roster_of_the_month_and_adds_up(officer, homes):
    later = household_of("迟来", first_month="2021-08")
    draw = committed(officer, total=2)
    rows = list(sealed_frame.load(uploads.read(draw.frame_file)))
    assert {row.household for row in rows} == {str(each.pk) for each in homes}
    assert str(later.pk) not in {row.household for row in rows}
    assert sum(row.fen for row in rows) == 31000 * len(homes)


def test_roles_without_the_permission_plan_nothing(homes):
    for role in (Role.TOWNSHIP_ASSISTANT, Role.BUREAU_LEADER, Role.DISCIPLINE_OFFICER):
        with pytest.raises(NotPermitted):
            planned(UserFactory(role=role))


def run(capsys: pytest.CaptureFixture[str], *args: str) -> Any:
    call_command(*args)
    return json.loads(capsys.readouterr().out)


def test_the_commands_lead_from_plan_to_files_that_verify(officer, witness, homes, capsys, tmp_path):
    by = ["--by", officer.username]
    made = run(capsys, "plan_draw", "--month", MONTH, "--total", "4", "--min", "2", *by, "--json")
    assert made["households"] == 10 and made["smallest"] == 4
    run(capsys, "commit_draw", made["id"], *by)
    out = run(capsys, "reveal_draw", made["id"], "--value", BALLS, *by, "--witness", witness.username)
    assert out["items"] == 4
    run(capsys, "publish_draw", made["id"], str(tmp_path))
    call_command("verify_draw", str(tmp_path))
    told = capsys.readouterr().out.splitlines()
    draw = Draw.objects.get()
    assert told == ["OK", f"frame_sha256 {draw.frame_sha256}", f"commit {draw.commitment}", f"seed {draw.seed}"]
    assert Draw.objects.get().state == "published"
    text = (tmp_path / "result.tsv").read_text()
    (tmp_path / "result.tsv").write_text(text.replace("\tM\n", "\tR\n", 1))
    with pytest.raises(SystemExit):
        call_command("verify_draw", str(tmp_path))
    assert capsys.readouterr().out.startswith("FAIL: ")


def test_the_command_says_how_many_to_visit(capsys):
    call_command("sample_size", "--frame", "3000", "--rate", "0.01", "--confidence", "0.95")
    assert capsys.readouterr().out.strip() == "284"
    with pytest.raises(CommandError):
        call_command("sample_size", "--frame", "3000", "--rate", "2")


@pytest.mark.parametrize("month", ["2019-01", "2999-01", "2021-13"])
def test_a_month_without_a_roster_is_not_planned(month, officer, homes, capsys):
    with pytest.raises(SystemExit) as ended:
        call_command("plan_draw", "--month", month, "--total", "4", "--by", officer.username)
    assert ended.value.code == 1 and json.loads(capsys.readouterr().out)["state"] == "refused"
    assert not Draw.objects.exists()
