"""The check: a staged version is read, judged and written out as lines, nil statements, findings and counts."""

import datetime as dt
import json
from typing import Any

from django.utils import timezone

from core import audit, crypto, months, uploads
from core.models import Division, User
from core.operation import operation
from core.sheets.errors import Unreadable

from .. import workflow
from ..examine import Examination, Given, examine
from ..intake import stored
from ..models import ChangeLine, NilReport, Obligation, Submission
from ..rules.facts import Line
from .periods import lock_report
from .standing import refresh

CHECKABLE = (Submission.State.STAGED, Submission.State.INVALID, Submission.State.DRAFT)
STATEMENTS = {
    Obligation.CHANGES: "本月救助对象无增减变动",
    Obligation.DEATHS: "本月救助对象无死亡",
}


def check_submission(submission: Submission, *, by: User | None = None) -> Submission:
    """The version is a draft without errors, or told invalid or unreadable. Running again judges it anew as long as nobody
    has confirmed it; after that nothing changes. Reading happens before the transaction, so that nobody waits for it."""
    if submission.state not in CHECKABLE or submission.is_correction:
        return submission
    try:
        examined = look(submission)
    except Unreadable as trouble:
        return _unreadable(submission, trouble.message, by=by)
    return write_down(submission, examined, by=by)


def look(submission: Submission) -> Examination:
    """The version read and judged against the roster as it stands; nothing is written. Raises Unreadable."""
    given = json.loads(submission.content or "{}")
    files = [
        (each.filename, uploads.read(each.upload)) for each in submission.files.select_related("upload").order_by("id")
    ]
    report = submission.report
    return examine(
        Given(
            files=files,
            rows=given.get("rows", ()),
            nil_changes=bool(given.get("nil_changes")),
            nil_deaths=bool(given.get("nil_deaths")),
        ),
        township=Division.objects.get(pk=submission.division_code),
        month=report.period.month,
        today=months.today(),
        report_id=report.pk,
    )


@operation
def write_down(submission: Submission, examined: Examination, *, by: User | None = None) -> Submission:
    """Lines, statements, findings and counts of the version are those of the examination."""
    report = lock_report(submission.report)
    mine = Submission.objects.select_for_update(of=("self",)).get(pk=submission.pk)
    if mine.state not in CHECKABLE:
        return mine
    empty = not (
        examined.filing.lines or examined.filing.deaths or examined.filing.nil_changes or examined.filing.nil_deaths
    )
    mine.state = workflow.after(mine, "check_faulty" if examined.errors or empty else "check_clean")
    mine.message = "表里没有读到任何人员，也没有零报声明。" if empty else ""
    given = json.loads(mine.content or "{}")
    mine.content = json.dumps(given | {"filing": stored.as_data(examined.filing)}, ensure_ascii=False)
    mine.findings_json = stored.findings_text(examined.findings)
    mine.counts = examined.counts()
    mine.version += 1
    mine.save(update_fields=["state", "message", "content_sealed", "findings_sealed", "counts", "version"])
    mine.lines.all().delete()
    ChangeLine.objects.bulk_create(build_lines(mine, examined))
    _state_nothing(mine, examined)
    refresh(report)
    summary = {key: mine.counts[key] for key in ("lines", "deaths", "errors", "warnings")}
    audit.record("report.check", mine, by=by, summary=summary | {"state": str(mine.state)})
    return mine


@operation
def _unreadable(submission: Submission, message: str, *, by: User | None) -> Submission:
    report = lock_report(submission.report)
    mine = Submission.objects.select_for_update(of=("self",)).get(pk=submission.pk)
    if mine.state != Submission.State.STAGED:
        return mine
    mine.state, mine.message = workflow.after(mine, "check_unreadable"), message[:300]
    mine.version += 1
    mine.save(update_fields=["state", "message", "version"])
    refresh(report)
    audit.record("report.check", mine, by=by, summary={"state": str(mine.state)})
    return mine


def _state_nothing(submission: Submission, examined: Examination) -> None:
    submission.nil_reports.all().delete()
    stated = {Obligation.CHANGES: examined.filing.nil_changes, Obligation.DEATHS: examined.filing.nil_deaths}
    NilReport.objects.bulk_create(
        NilReport(
            division_code=submission.division_code,
            submission=submission,
            obligation=obligation,
            statement=STATEMENTS[obligation],
            signed_by_id=submission.filled_by_id,
            signed_at=timezone.now(),
        )
        for obligation, is_stated in stated.items()
        if is_stated
    )


SAME = (
    "position", "sheet", "row", "kind", "reason", "scheme", "village", "group", "head_name", "head_id", "relation",
    "grade_before", "grade_after", "care_mode", "care_level", "aid_kind", "covered_before", "covered_after", "fen_before",
    "fen_after", "effective_month", "account_holder", "account", "note",
)  # fmt: skip


def build_lines(submission: Submission, examined: Examination) -> list[ChangeLine]:
    """Rows for every line of the filing that says what it does, not yet saved."""
    return [build_line(submission, line, examined) for line in examined.filing.lines if line.kind]


def build_line(submission: Submission, line: Line, examined: Examination, **also: Any) -> ChangeLine:
    """The row of one line; `also` are further columns."""
    home = examined.context.home_of(line)
    person = examined.context.people.get(line.person_id)
    made = ChangeLine(
        division_code=submission.division_code,
        submission=submission,
        household_id=home.key if home else None,
        recipient_id=(person.key or None) if person and person.here else None,
        head_id_index=crypto.id_index(line.head_id),
        person_id_index=crypto.id_index(line.id_number),
        person_name=line.name,
        death_date=dt.date.fromisoformat(line.death_date) if line.death_date else None,
        **also,
    )
    made.person_id = line.id_number
    for name in SAME:
        setattr(made, name, getattr(line, name))
    return made
