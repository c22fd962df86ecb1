"""The two sample rosters give exactly their truth and their defects."""

import csv
import io
import json
from pathlib import Path

import pytest
from django.core.management import call_command

from core.models import User
from recipients.models import RosterEvent, RosterImport
from tests.recipients.rosters import DATA, MONTH, OTHER, TOWN, defects, load, sample, truth

RATES_KEYS = {"code", "severity", "kind", "sheet", "cell", "message"}


def run(*args: str) -> tuple[int, dict]:
    out, code = io.StringIO(), 0
    try:
        call_command(*args, stdout=out)
    except SystemExit as ended:
        code = ended.code
    return code, json.loads(out.getvalue())


def export(by: User, month: str, *more: str) -> list[dict[str, str]]:
    out = io.StringIO()
    call_command(
        "export_roster",
        "--township",
        TOWN,
        "--as-of",
        month,
        "--by",
        by.username,
        "--reason",
        "核对",
        *more,
        stdout=out,
    )
    return list(csv.DictReader(io.StringIO(out.getvalue())))


def test_clean_sample_is_valid_and_writes_nothing(county: None) -> None:
    code, told = run("import_roster", str(DATA / "roster-202106.xlsx"), "--township", TOWN, "--month", MONTH, "--json")
    assert code == 0 and told["state"] == "valid" and told["sheet"] == "花名册"
    assert (told["rows"], told["households"], told["persons"], told["covered"]) == (315, 120, 315, 267)
    assert told["monthly_fen"] == 7_500_000
    assert not [finding for finding in told["findings"] if finding["severity"] == "error"]
    assert all(finding.keys() >= RATES_KEYS for finding in told["findings"])
    assert not RosterImport.objects.exists() and not RosterEvent.objects.exists()


def test_dirty_sample_has_its_ten_defects_and_no_other_error(county: None) -> None:
    code, told = run(
        "import_roster", str(DATA / "roster-202106-dirty.xlsx"), "--township", OTHER, "--month", MONTH, "--json"
    )
    found = sorted((f["cell"], f["kind"]) for f in told["findings"] if f["severity"] == "error")
    assert code == 1 and found == defects("roster-202106-dirty.defects.json")


def test_dirty_sample_is_not_committed(officer: User) -> None:
    args = ["--township", OTHER, "--month", MONTH, "--commit", "--by", officer.username]
    code, told = run("import_roster", str(DATA / "roster-202106-dirty.xlsx"), *args)
    assert code == 1 and told["state"] == "invalid" and len(told["findings"]) > 10
    assert not RosterImport.objects.exists()


@pytest.mark.parametrize("month", ["2021-06", "2021-07"])
def test_export_as_of_equals_truth(officer: User, month: str) -> None:
    args = ["--township", TOWN, "--month", MONTH, "--commit", "--by", officer.username, "--json"]
    code, told = run("import_roster", str(DATA / "roster-202106.xlsx"), *args)
    assert code == 0 and told["state"] == "committed"
    assert export(officer, month, "--reveal") == truth("roster-202106.truth.csv")


def test_export_before_the_baseline_is_empty_and_masked_without_reveal(officer: User) -> None:
    load(sample("roster-202106.xlsx"), officer)
    assert export(officer, "2021-05") == []
    line = export(officer, MONTH)[0]
    assert line["id"] == "640498********8431" and "*" in line["account"]


def test_same_file_again_changes_nothing(officer: User) -> None:
    load(sample("roster-202106.xlsx"), officer)
    events = RosterEvent.objects.count()
    again = load(sample("roster-202106.xlsx"), officer)
    assert events == 120 and RosterEvent.objects.count() == 120
    assert again.counts["household_changes"] == {"new": 0, "changed": 0, "same": 120, "gone": 0}


def test_unreadable_file_ends_with_2_and_a_sentence(county: None, tmp_path: Path) -> None:
    broken = tmp_path / "坏.xlsx"
    broken.write_bytes(sample("roster-202106.xlsx")[:3000])
    code, told = run("import_roster", str(broken), "--township", TOWN, "--month", MONTH)
    assert code == 2 and told["state"] == "unreadable" and told["message"].endswith("。")
    code, told = run("import_roster", str(tmp_path / "无.xlsx"), "--township", TOWN, "--month", MONTH)
    assert code == 2 and told["state"] == "unreadable"


def test_commit_takes_a_bureau_officer(assistant: User) -> None:
    args = ["--township", TOWN, "--month", MONTH, "--commit", "--by", assistant.username]
    code, told = run("import_roster", str(DATA / "roster-202106.xlsx"), *args)
    assert code == 1 and told["code"] == "not-permitted" and not RosterImport.objects.exists()
