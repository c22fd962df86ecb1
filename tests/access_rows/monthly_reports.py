"""The month's objects with an address of their own."""

import datetime as dt
from pathlib import Path
from typing import Any

from django.utils import timezone

from core.models import Attachment, ExportRequest, User
from core.operations import uploads
from core.permissions import Role
from monthly_reports.models import ChangeLine, LateUnlock, Period, Report, Submission
from tests.access_rows import Row
from tests.access_rows.core import NOWHERE

SHEET = Path(__file__).parents[1] / "data" / "deaths-nil-202107.xlsx"
MONTH, DUE = "2021-07", dt.date(2021, 7, 25)


def period() -> Period:
    deadline = dt.datetime(2021, 7, 25, 16, tzinfo=dt.UTC)
    given = {"due_date": DUE, "deadline": deadline, "opened_at": timezone.now()}
    return Period.objects.get_or_create(county_code="640424", month=MONTH, defaults=given)[0]


def report(township: str) -> Report:
    found = Report.objects.filter(period=period(), township_code=township[:9]).first()
    return found or Report.objects.create(period=period(), division_code=township)


def submission(township: str, people: dict[str, User], canary: str) -> Submission:
    mine = report(township)
    row = Submission(
        report=mine,
        division_code=township,
        number=mine.submissions.count() + 1,
        source=Submission.Source.BUTTON,
        state=Submission.State.SUBMITTED,
        filled_by=people[Role.TOWNSHIP_ASSISTANT],
        filled_at=timezone.now(),
        submitted_by=people[Role.TOWNSHIP_VERIFIER],
        submitted_at=timezone.now(),
        message=canary,
    )
    row.content, row.findings_json = "", "[]"
    row.save()
    return row


def a_period(township: str, people: dict[str, User], canary: str) -> dict[str, Any]:
    return {"pk": period().pk}


def a_report(township: str, people: dict[str, User], canary: str) -> dict[str, Any]:
    return {"pk": report(township).pk}


def a_submission(township: str, people: dict[str, User], canary: str) -> dict[str, Any]:
    return {"pk": submission(township, people, canary).pk}


def a_file(township: str, people: dict[str, User], canary: str) -> dict[str, Any]:
    mine = submission(township, people, canary)
    file = mine.files.create(upload=uploads.keep(SHEET.read_bytes(), by=None), filename=f"{canary}.xlsx")
    return {"pk": mine.pk, "file": file.pk}


def a_line(township: str, people: dict[str, User], canary: str) -> dict[str, Any]:
    row = ChangeLine(
        submission=submission(township, people, canary),
        division_code=township,
        position=1,
        kind="add_household",
        scheme="rural_dibao",
        head_name=canary,
        person_name=canary,
        effective_month="2021-08",
    )
    row.head_id = row.person_id = "640498197211270010"
    row.account = ""
    row.save()
    return {"pk": row.pk}


def an_unlock(township: str, people: dict[str, User], canary: str) -> dict[str, Any]:
    unlock = LateUnlock.objects.create(
        report=report(township),
        division_code=township,
        reason=canary,
        asked_by=people[Role.TOWNSHIP_ASSISTANT],
        asked_at=timezone.now(),
    )
    return {"pk": unlock.pk}


def a_scan(township: str, people: dict[str, User], canary: str) -> dict[str, Any]:
    scan = Attachment.objects.create(
        division_code=township,
        upload=uploads.keep(b"%PDF-1.4 sealed", by=None),
        filename=f"{canary}.pdf",
        subject_type="monthly_reports.submission",
        subject_id=str(submission(township, people, canary).pk),
        purpose="scan",
        at=timezone.now(),
        by=people[Role.TOWNSHIP_ASSISTANT],
    )
    return {"pk": scan.pk}


def a_summary_export(township: str, people: dict[str, User], canary: str) -> dict[str, Any]:
    asking = ExportRequest.objects.create(
        kind="monthly_summary",
        parameters={"period": str(period().pk)},
        reason=canary,
        division_code=township[:6] + "000000",
        asked_by=people[Role.BUREAU_OFFICER],
        asked_at=timezone.now(),
    )
    return {"pk": asking.pk}


SUBMISSIONS = """submission_detail submission_state submission_open submission_hand_over submission_discard submission_export
submission_confirm submission_send_back submission_receipt submission_receipt_print submission_qr submission_print_changes
submission_print_deaths scan_attach submission_review submission_reveal submission_take_in submission_return"""
REPORTS = "report_detail report_upload report_grid report_nil late_unlock_ask"
PERIODS = "period_detail period_close period_export period_export_ask"
ROWS = {
    **{name: Row(a_submission, NOWHERE) for name in SUBMISSIONS.split()},
    **{name: Row(a_report, NOWHERE) for name in REPORTS.split()},
    **{name: Row(a_period, NOWHERE) for name in PERIODS.split()},
    "submission_annotated": Row(a_file, {**NOWHERE, "file": 1}),
    "late_unlock_decide": Row(an_unlock, NOWHERE),
    "scan_download": Row(a_scan, NOWHERE),
    "line_detail": Row(a_line, NOWHERE),
    "correction_propose": Row(a_line, NOWHERE),
    "summary_export": Row(a_summary_export, NOWHERE, personal=True),
}
