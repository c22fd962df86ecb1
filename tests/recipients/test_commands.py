"""Commands and background doors around the roster."""

import io
import json
from pathlib import Path

import pytest
from django.core.management import call_command

from core.models import AuditEntry, Division, Synonym, User
from recipients.models import BenefitRate, Membership, Person, RosterImport
from recipients.operations import stage_import
from recipients.tasks import check_due_imports, check_import
from tests.recipients.rosters import MONTH, STANDARD, TOWN, family, load, sheet_rows, truth, workbook
from tests.recipients.rosters import sample as bytes_of


def run(*args: str) -> tuple[int, str]:
    out, code = io.StringIO(), 0
    try:
        call_command(*args, stdout=out)
    except SystemExit as ended:
        code = ended.code
    return code, out.getvalue()


@pytest.mark.django_db
def test_load_divisions_is_idempotent_and_keeps_what_the_county_changed() -> None:
    assert json.loads(run("load_divisions")[1])["added"]["rates"] == 3
    BenefitRate.objects.filter(grade="A").update(amount_fen=39000)
    Division.objects.filter(code=TOWN).update(name="香水（新）镇")
    assert set(json.loads(run("load_divisions")[1])["added"].values()) == {0}
    assert BenefitRate.objects.get(grade="A").amount_fen == 39000
    assert [r.amount_fen for r in BenefitRate.objects.for_month("2021-06", TOWN).filter(grade="C")] == [24000]
    assert not BenefitRate.objects.for_month("2020-12", TOWN).exists()
    names = list(Division.objects.townships().values_list("name", flat=True))
    assert len(names) == 7 and names[0] == "香水（新）镇" and Synonym.objects.filter(form="roster").exists()


def test_check_roster_proves_and_finds(officer: User) -> None:
    load(workbook(("花名册", sheet_rows(family(1, *STANDARD)))), officer)
    code, told = run("check_roster", "--json")
    assert code == 0 and json.loads(told)["state"] == "agrees" and json.loads(told)["events"] == 1
    Person.objects.filter(name="马强").update(covered=False)
    Membership.objects.filter(person__name="海兰").update(first_month="2021-05")
    code, told = run("check_roster", "--scope", TOWN[:9])
    found = json.loads(told)["differences"]
    assert code == 1 and found == {"person_repeats_the_present": 1, "lines_begin_with_their_event": 1}


def test_export_needs_a_reason_in_full_and_is_recorded(officer: User, tmp_path: Path) -> None:
    load(bytes_of("roster-202106.xlsx"), officer)
    args = ["export_roster", "--township", TOWN, "--as-of", MONTH, "--by", officer.username]
    code, told = run(*args, "--reveal")
    assert code == 1 and json.loads(told)["code"] == "reason-missing"
    target = tmp_path / "名单.csv"
    code, told = run(*args, "--reveal", "--reason", "银行核对", "--output", str(target))
    assert code == 0 and json.loads(told)["rows"] == len(truth("roster-202106.truth.csv"))
    assert target.read_bytes().startswith(
        b"household,town,village,group,head_id,name,id,relation,covered,grade,persons,"
    )
    entry = AuditEntry.objects.get(action="roster.export")
    assert entry.actor == officer.username and '"reveal":true' in entry.canon
    code, told = run(*args[:-1], "nobody")
    assert code == 1 and json.loads(told)["code"] == "user-unknown"


def test_unknown_township_and_month_are_refused(county: None, tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(workbook(("花名册", sheet_rows(family(1, *STANDARD)))))
    for township, month, code in (
        ("640499100000", MONTH, "township-unknown"),
        (TOWN, "2021-13", "month-form"),
        (TOWN, "2199-06", "month-in-future"),
    ):
        ended, told = run("import_roster", str(path), "--township", township, "--month", month)
        assert ended == 1 and json.loads(told)["code"] == code


def test_a_file_that_is_not_there_is_unreadable(county: None, tmp_path: Path) -> None:
    for path in (tmp_path / "none.xlsx", tmp_path):
        code, told = run("import_roster", str(path), "--township", TOWN, "--month", MONTH)
        assert code == 2 and json.loads(told)["state"] == "unreadable"
        assert json.loads(told)["findings"][0]["kind"] == "no-file" and json.loads(told)["monthly_fen"] == 0


def test_an_unforeseen_error_is_one_sentence(county: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: object, **options: object) -> None:
        raise ValueError("640498197211278431")

    monkeypatch.setattr("recipients.management.commands.import_roster.read_file", broken)
    path = tmp_path / "x.xlsx"
    path.write_bytes(b"x")
    code, told = run("import_roster", str(path), "--township", TOWN, "--month", MONTH)
    assert code == 2 and json.loads(told)["message"].endswith("。") and "640498" not in told


def test_tasks_check_what_waits_and_may_run_twice(assistant: User) -> None:
    data = workbook(("花名册", sheet_rows(family(1, *STANDARD))))
    first, second = (
        stage_import(by=assistant, township_code=TOWN, month=MONTH, data=data, filename="六月.xlsx") for _ in range(2)
    )
    check_import(str(first.pk))
    version = RosterImport.objects.get(pk=first.pk).version
    check_import(str(first.pk))
    assert RosterImport.objects.get(pk=first.pk).version == version
    check_due_imports()
    check_due_imports()
    assert set(RosterImport.objects.values_list("state", flat=True)) == {"valid"}
    assert RosterImport.objects.get(pk=second.pk).version == version
