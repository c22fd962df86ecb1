"""The sample month through the commands: June imported, July filed and taken in, August as the truth says."""

import datetime as dt
from types import SimpleNamespace

import pytest
import time_machine

from core.models import AuditEntry, Notice, Upload
from monthly_reports import operations
from monthly_reports.models import ChangeLine, NilReport, Period, Report, Submission
from recipients.models import RosterEvent
from tests.monthly_reports.months import (
    CHANGES,
    DEATHS_NIL,
    JULY,
    OTHER,
    TOWN,
    command,
    exported,
    truth,
)

RATES = {"A": 380, "B": 310, "C": 240}
SAME = ("id", "covered", "grade", "monthly")


def file_july(people: SimpleNamespace, *more: str) -> tuple[int, dict]:
    return command(
        "file_report", str(CHANGES), "--township", TOWN, "--month", JULY, "--commit",
        "--by", people.assistant.username, "--confirm-by", people.verifier.username, "--json", *more,
    )  # fmt: skip


def august() -> dict[str, tuple[str, str, str]]:
    """June's truth with July's changes: id → covered, grade, monthly of the household, households with someone covered."""
    families: dict[str, dict] = {}
    for row in truth("roster-202106.truth.csv"):
        home = families.setdefault(row["head_id"], {"grade": row["grade"], "members": {}})
        home["members"][row["id"]] = row["covered"] == "True"
    told = {row["id"]: row for row in truth("changes-202107.truth.csv")}
    grades = {"640498194001153856": "C", "640498196704106377": "A", "640499197008171731": "A"}
    new = {"640499196503135178": "C", "640499198304122752": "A", "640499198510217656": "B"}
    for ident, row in told.items():
        home = families.setdefault(row["head"], {"grade": new.get(row["head"], ""), "members": {}})
        if row["kind"].startswith("add"):
            home["members"][ident] = True
        elif row["kind"] == "end_household":
            home["members"][ident] = False
        elif row["kind"] == "remove_member":
            del home["members"][ident]
        else:
            home["grade"] = grades[ident]
    found = {}
    for home in families.values():
        count = sum(home["members"].values())
        for ident, covered in home["members"].items():
            if count:
                found[ident] = (str(covered), home["grade"], str(RATES[home["grade"]] * count))
    return found


def test_the_sample_list_is_read_as_its_truth_and_has_no_finding(june: SimpleNamespace) -> None:
    code, told = command("file_report", str(CHANGES), "--township", TOWN, "--month", JULY, "--json")
    assert (code, told["findings"]) == (0, [])
    assert told["counts"] == {
        "add_household": 7, "end_household": 5, "add_member": 1, "remove_member": 4, "regrade": 3,
    }  # fmt: skip
    assert told["obligations"] == {"changes": "filed", "deaths": "filed"} and told["deaths"] == 3
    assert told["receipt"] is None


def test_a_dry_run_writes_nothing_at_all(june: SimpleNamespace) -> None:
    models = (Period, Report, Submission, ChangeLine, NilReport, Upload, AuditEntry, Notice, RosterEvent)
    before = [model.objects.count() for model in models]
    command("file_report", str(CHANGES), "--township", TOWN, "--month", JULY, "--json")
    command("file_report", str(DEATHS_NIL), "--township", OTHER, "--month", JULY, "--nil-changes", "--json")
    assert [model.objects.count() for model in models] == before


def test_lines_are_those_of_the_truth(june: SimpleNamespace) -> None:
    code, told = file_july(june)
    assert code == 0 and told["state"] == "submitted"
    lines = ChangeLine.objects.filter(submission=told["submission"]).order_by("position")
    found = [
        {
            "kind": line.kind,
            "id": line.person_id or line.head_id,
            "head": line.head_id,
            "reason": line.reason,
            "effective": line.effective_month,
            "death": str(line.death_date or ""),
        }
        for line in lines
    ]
    assert found == truth("changes-202107.truth.csv")


def test_the_month_makes_augusts_roster_and_leaves_julys(june: SimpleNamespace) -> None:
    june_rows = [tuple(row[name] for name in SAME) for row in truth("roster-202106.truth.csv")]
    file_july(june)
    code, told = command("accept_report", "--township", TOWN, "--month", JULY, "--by", june.officer.username, "--json")
    assert code == 0 and told["state"] == "taken_in" and told["events"] == 13
    assert told["figures"]["rural_dibao"] == {"households": 121, "covered": 266, "fen": 7_490_000}
    assert [tuple(row[name] for name in SAME) for row in exported(june.officer, JULY)] == june_rows
    rows = exported(june.officer, "2021-08")
    assert {row["id"]: (row["covered"], row["grade"], row["monthly"]) for row in rows} == august()
    assert not ChangeLine.objects.filter(event_id__isnull=True).exists()


def test_the_receipt_names_time_version_digest_and_audit_entry(june: SimpleNamespace) -> None:
    _, told = file_july(june)
    made = told["receipt"]
    entry = AuditEntry.objects.get(action="report.submit")
    assert (made["version"], made["audit_number"], made["audit_hash"]) == (1, entry.number, entry.hash)
    assert made["sha256"] == Submission.objects.get().sha256 and len(made["sha256"]) == 64
    assert made["arrears"] and made["is_late"]


def test_filing_a_past_month_by_command_is_named_and_audited_as_arrears(june: SimpleNamespace) -> None:
    file_july(june)
    report = Report.objects.get(division_code=TOWN)
    assert report.arrears and report.is_late
    assert AuditEntry.objects.filter(action="report.arrears").count() == 1


@pytest.mark.parametrize(("day", "arrears", "late"), [(25, False, False), (27, False, True)])
def test_filing_the_current_month_by_command_is_on_time_or_late_but_never_arrears(
    people: SimpleNamespace, day: int, arrears: bool, late: bool
) -> None:
    with time_machine.travel(dt.datetime(2021, 7, day, 2, tzinfo=dt.UTC), tick=False):
        code, told = file_nil_by_command(people)
    assert code == 0 and (told["receipt"]["arrears"], told["receipt"]["is_late"]) == (arrears, late)


def test_what_was_filed_in_time_and_returned_is_no_arrears_when_a_command_files_it_again(
    people: SimpleNamespace,
) -> None:
    with time_machine.travel(dt.datetime(2021, 7, 20, 2, tzinfo=dt.UTC), tick=False):
        file_nil_by_command(people)
        filed = Submission.objects.get()
        operations.return_to_township(filed, by=people.officer, version=filed.version, reason="请补签字")
    code, told = file_nil_by_command(people)
    assert code == 0 and (told["receipt"]["version"], told["receipt"]["is_late"]) == (2, False)
    assert not Report.objects.get(division_code=OTHER).arrears


def file_nil_by_command(people: SimpleNamespace, confirm_by: str = "other_verifier") -> tuple[int, dict]:
    return command(
        "file_report", str(DEATHS_NIL), "--township", OTHER, "--month", JULY, "--nil-changes", "--commit",
        "--by", people.other_assistant.username, "--confirm-by", getattr(people, confirm_by).username, "--json",
    )  # fmt: skip


@pytest.mark.parametrize("confirmer", ["other_assistant", "officer", "verifier"])
def test_a_refused_confirmer_leaves_no_file_behind(people: SimpleNamespace, settings, tmp_path, confirmer: str) -> None:
    settings.MEDIA_ROOT = tmp_path
    code, told = file_nil_by_command(people, confirmer)
    assert code == 1 and told["state"] == "refused"
    assert not Report.objects.exists() and not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_what_cannot_all_be_taken_in_is_not_taken_in_at_all(people: SimpleNamespace) -> None:
    for statement in ("--nil-changes", "--nil-deaths"):
        command(
            "file_report", statement, "--township", OTHER, "--month", JULY, "--commit",
            "--by", people.other_assistant.username, "--confirm-by", people.other_verifier.username, "--json",
        )  # fmt: skip
    second = Submission.objects.get(number=2)
    Submission.objects.filter(pk=second.pk).update(filled_by=people.officer)
    code, told = command("accept_report", "--township", OTHER, "--month", JULY, "--by", people.officer.username)
    assert code == 1 and told["code"] == "four-eyes"
    assert set(Submission.objects.values_list("state", flat=True)) == {"submitted"}


def test_a_file_that_is_not_there_ends_with_2(june: SimpleNamespace) -> None:
    code, told = command("file_report", "/none/there.xlsx", "--township", TOWN, "--month", JULY, "--json")
    assert code == 2 and told["state"] == "unreadable" and told["findings"][0]["kind"] == "no-file"


def test_the_nil_deaths_form_is_zero_deaths(people: SimpleNamespace) -> None:
    code, told = command(
        "file_report", str(DEATHS_NIL), "--township", OTHER, "--month", JULY, "--nil-changes", "--commit",
        "--by", people.other_assistant.username, "--confirm-by", people.other_verifier.username, "--json",
    )  # fmt: skip
    assert code == 0 and told["deaths"] == 0
    assert told["obligations"] == {"changes": "nil", "deaths": "nil"}
    assert set(NilReport.objects.values_list("obligation", flat=True)) == {"changes", "deaths"}


def test_filing_the_same_month_twice_is_refused_and_writes_nothing(june: SimpleNamespace) -> None:
    file_july(june)
    code, told = file_july(june)
    assert code == 1 and "changes-filed-already" in [f["kind"] for f in told["findings"]]
    assert Submission.objects.count() == 1


@pytest.mark.parametrize(
    ("data", "name"),
    [(b"", "a.xlsx"), (b"PK\x03\x04 not a zip", "b.xlsx"), (b"%PDF-1.4", "c.pdf"), ("会议通知".encode(), "d.csv")],
)
def test_an_unreadable_file_ends_with_2(june: SimpleNamespace, tmp_path, data: bytes, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    code, told = command("file_report", str(path), "--township", TOWN, "--month", JULY, "--json")
    assert code == 2 and told["state"] == "unreadable" and told["findings"][0]["message"]


def test_the_confirmer_must_be_another_person(june: SimpleNamespace) -> None:
    code, _ = command(
        "file_report", str(CHANGES), "--township", TOWN, "--month", JULY, "--commit",
        "--by", june.assistant.username, "--confirm-by", june.assistant.username, "--json",
    )  # fmt: skip
    assert code == 1 and not Submission.objects.exists()


def test_accepting_nothing_is_refused(june: SimpleNamespace) -> None:
    code, told = command("accept_report", "--township", TOWN, "--month", JULY, "--by", june.officer.username, "--json")
    assert code == 1 and told["code"] == "nothing-submitted"
