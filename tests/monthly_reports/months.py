"""Small months to test with: the samples, change lists as workbooks, steps in one word."""

import csv
import io
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
from django.core.management import call_command

from core.models import User
from monthly_reports import operations
from monthly_reports.models import Report, Submission
from recipients.examine import read_file
from recipients.operations import import_file, township_of

DATA = Path(__file__).resolve().parents[1] / "data"
TOWN, OTHER, THIRD = "640424100000", "640424200000", "640424101000"
JULY, AUGUST = "2021-07", "2021-08"
CHANGES = DATA / "changes-202107.xlsx"
DEATHS_NIL = DATA / "deaths-nil-202107.xlsx"
# People of the sample's roster.
DEAD, DEAD_HEAD = "640498200107211135", "640498196708057824"
HEAD = [
    "序号", "救助类别", "村", "户主姓名", "户主身份证号", "姓名", "身份证号", "与户主关系", "变动类型", "变动原因",
    "死亡日期", "原类别", "新类别", "原保障人数", "现保障人数", "原月金额", "现月金额", "执行月份",
]  # fmt: skip


def load_june(officer: User) -> None:
    """香水镇's roster of June is that of the sample."""
    path = DATA / "roster-202106.xlsx"
    township = township_of(TOWN)
    roster = read_file(path.read_bytes(), path.name, township, "2021-06")
    import_file(
        roster,
        by=officer,
        township=township,
        month="2021-06",
        data=path.read_bytes(),
        filename=path.name,
        warning_reason="首次",
    )


def sheet(
    *rows: Sequence[Any], title: str = "香水镇2021年7月增减变动名单", name: str = "名单", head: Sequence[str] = HEAD
) -> bytes:
    """A workbook of one change list."""
    book = openpyxl.Workbook()
    page = book.active
    page.title = name
    page.append([title])
    page.append(list(head))
    for row in rows:
        page.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def line(number: int = 1, **said: Any) -> list[Any]:
    """A row of `sheet`: the death of a member of 苏虎彦's household unless said otherwise."""
    told: dict[str, Any] = {
        "序号": number, "救助类别": "农村低保", "村": "乙坪村", "户主姓名": "苏虎彦", "户主身份证号": DEAD_HEAD, "姓名": "金栋彩",
        "身份证号": DEAD, "变动类型": "户内减员", "变动原因": "死亡", "死亡日期": "2021-07-18", "原保障人数": 3, "现保障人数": 2,
        "原月金额": 720, "现月金额": 480, "执行月份": "2021-08",
    } | said  # fmt: skip
    return [told.get(name) for name in HEAD]


def command(*args: str) -> tuple[int, dict[str, Any]]:
    """Exit code and JSON of a command."""
    out, code = io.StringIO(), 0
    try:
        call_command(*args, stdout=out)
    except SystemExit as ended:
        code = int(ended.code or 0)
    return code, json.loads(out.getvalue())


def exported(by: User, month: str) -> list[dict[str, str]]:
    """The roster as the command exports it."""
    out = io.StringIO()
    args = [
        "--township",
        TOWN,
        "--as-of",
        month,
        "--reveal",
        "--by",
        by.username,
        "--reason",
        "核对",
        "--format",
        "csv",
    ]
    call_command("export_roster", *args, stdout=out)
    return list(csv.DictReader(io.StringIO(out.getvalue())))


def truth(name: str) -> list[dict[str, str]]:
    """A sample's truth."""
    with (DATA / name).open(encoding="utf-8-sig") as source:
        return list(csv.DictReader(source))


def report(township: str = TOWN, month: str = JULY) -> Report:
    """The report row."""
    return operations.report_of(township, month)


def draft(by: User, *files: bytes, month: str = JULY, **more: Any) -> Submission:
    """A staged and checked version of the township of `by`."""
    given = [(f"{number}.xlsx", data) for number, data in enumerate(files)]
    row = report(by.division_id, month)
    staged = (
        operations.stage_files(row, by=by, files=given, **more) if files else operations.stage_rows(row, by=by, **more)
    )
    return operations.check_submission(staged, by=by)


def nil(by: User, *, changes: bool = True, deaths: bool = True, month: str = JULY) -> Submission:
    """A checked nil report."""
    staged = operations.file_nil(report(by.division_id, month), by=by, changes=changes, deaths=deaths)
    return operations.check_submission(staged, by=by)


def file_it(submission: Submission, by: User, **more: Any) -> Submission:
    """Confirmed and submitted."""
    return operations.confirm_and_submit(
        submission, by=by, version=submission.version, **({"warning_reason": "已核实"} | more)
    )


def kinds(submission: Submission, severity: str = "") -> list[str]:
    """The kinds of finding of a version."""
    found = json.loads(submission.findings_json)
    return [each["kind"] for each in found if severity in ("", each["severity"])]
