"""After taking in a line changes only by a correction that points at it: withdraws it, or states it anew. It goes the same
way as a report, by four eyes, and when taken in the old event is reversed and what remains is applied again."""

import json
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.utils import timezone

from core import audit, months, synonyms
from core.models import Division, User
from core.operation import operation, require
from core.permissions import Permission
from core.refusal import Refused
from recipients.models import RosterEvent
from recipients.operations import apply_change, reverse_event

from .. import workflow
from ..applying import changes_of
from ..examine import Examination, judge
from ..intake import stored
from ..intake.cells import Cells
from ..models import ChangeLine, Submission
from ..receipts import filing_of
from ..rules.facts import Filing, Line
from .checking import build_line
from .periods import lock_report
from .standing import next_number


@operation
def stage_correction(
    line: ChangeLine, *, by: User, changes: dict[str, Any] | None = None, withdraw: bool = False, reason: str
) -> Submission:
    """A draft correction of one taken-in line waits for its confirmation. `changes` are fields under the grid's names with
    what is right; `withdraw` says the line should never have been. Refused with findings when the corrected line does not
    fit the roster as it would be without the wrong one."""
    line = ChangeLine.objects.select_related("submission__report__period").get(pk=line.pk)
    report = lock_report(line.submission.report)
    require(by, Permission.REPORT_FILL, report.division_code)
    _refuse_unless_correctable(line, withdraw, changes, reason)
    right = None if withdraw else corrected(line, changes or {})
    examined = _rehearsed(line, right)
    mine = Submission(
        division_code=report.division_code,
        report=report,
        number=next_number(report),
        is_correction=True,
        source=Submission.Source.GRID,
        state=workflow.after(
            Submission(state=Submission.State.STAGED), "check_faulty" if examined.errors else "check_clean"
        ),
        filled_by=by,
        filled_at=timezone.now(),
        warning_reason="",
        message=f"更正理由：{reason.strip()}"[:300],
        counts={"lines": 1, "deaths": 0, "errors": len(examined.errors), "warnings": len(examined.warnings)},
    )
    mine.content = json.dumps({"filing": stored.as_data(Filing(lines=[right] if right else []))}, ensure_ascii=False)
    mine.findings_json = stored.findings_text(examined.findings)
    mine.save(force_insert=True)
    row = build_line(mine, right or _line_of(line), examined, corrects=line, withdraws=withdraw)
    row.note = reason.strip()[:200]
    row.save(force_insert=True)
    summary = {"number": mine.number, "withdraws": withdraw, "line": str(line.pk), "errors": len(examined.errors)}
    audit.record("report.correct", mine, by=by, summary=summary)
    return mine


def _refuse_unless_correctable(line: ChangeLine, withdraw: bool, changes: Any, reason: str) -> None:
    if line.submission.state != Submission.State.TAKEN_IN or line.event_id is None:
        raise Refused("这一行还没有接收，请退回后修改，不用报更正件。", code="not-taken-in")
    if withdraw == bool(changes):
        raise Refused("请选择撤销这一行，或者写明改成什么。", code="no-correction")
    if not reason.strip():
        raise Refused("请写明更正的理由。", code="reason-needed")
    standing = [*workflow.OPEN_STATES, *workflow.FILED_STATES]
    if line.corrections.filter(submission__state__in=standing).exists():
        raise Refused("这一行已经有一份更正件，请先处理那一份。", code="corrected-already")


def corrected(line: ChangeLine, changes: dict[str, Any]) -> Line:
    """The line with the corrected fields read the way the grid reads them."""
    words = synonyms.load()
    cells = Cells(words, line.submission.report.period.month, months.today())
    old = _line_of(line)
    raw = _as_typed(old, words) | {name: value for name, value in changes.items() if value is not None}
    right = Line(0, "更正", 1)
    right.cells = {name: f"1:{name}" for name in raw}
    cells.fill(right, raw, "", old.scheme)
    return right


def _as_typed(line: Line, words: Any) -> dict[str, Any]:
    """The line's fields as a clerk would type them."""
    money = {"old_monthly": line.fen_before, "new_monthly": line.fen_after}
    typed: dict[str, Any] = {
        "change_kind": words.label("change_kind", line.kind),
        "reason": line.reason,
        "village": line.village,
        "group": line.group,
        "head_name": line.head_name,
        "head_id": line.head_id,
        "name": line.name,
        "id_number": line.id_number,
        "relation": line.relation,
        "old_grade": line.grade_before,
        "new_grade": line.grade_after,
        "old_count": line.covered_before,
        "new_count": line.covered_after,
        "effective_month": line.effective_month,
        "death_date": line.death_date,
        "account_holder": line.account_holder,
        "account": line.account,
        "note": line.note,
    }
    typed |= {name: f"{fen / 100:.2f}" for name, fen in money.items() if fen is not None}
    return {name: value for name, value in typed.items() if value not in ("", None)}


def _line_of(row: ChangeLine) -> Line:
    """The line a row was made from."""
    for line in filing_of(row.submission).lines:
        if line.position == row.position or row.submission.is_correction:
            return replace(line, position=0)
    raise Refused("找不到这一行的原始内容，不能更正。请联系县局。", code="line-lost")


def _group(line: ChangeLine) -> list[ChangeLine]:
    """The other lines the same event came from, those withdrawn or restated since left out."""
    rows = ChangeLine.objects.filter(event_id=line.event_id).exclude(pk=line.pk).select_related("submission")
    return [row for row in rows.order_by("position") if not row.withdraws]


def _rehearsed(line: ChangeLine, right: Line | None) -> Examination:
    """What the rules say of the corrected household on the roster without the wrong event. Nothing of the rehearsal stays."""
    with audit.collecting(), transaction.atomic():
        _reverse(line, by=None, paper="试算")
        examined = _judge(line, right)
        transaction.set_rollback(True)
    return examined


def _reverse(line: ChangeLine, *, by: User | None, paper: str) -> None:
    event = RosterEvent.objects.get(pk=str(line.event_id))
    reverse_event(event, by=by, paper=paper, source_type="correction", source_id=line.pk)


def _judge(line: ChangeLine, right: Line | None, *, ignore: Submission | None = None) -> Examination:
    report = line.submission.report
    lines = [_line_of(row) for row in _group(line)]
    if right:
        wrong = _line_of(line)
        lines = [_following(other, wrong, right) for other in lines] + [right]
    for position, each in enumerate(lines):
        each.position = position
    return judge(
        Filing(lines=lines),
        township=Division.objects.get(pk=report.division_code),
        month=report.period.month,
        today=months.today(),
        report_id=None,
        ignore=ignore,
    )


def _following(other: Line, wrong: Line, right: Line) -> Line:
    """Another line of the household: what it repeated of the wrong line's terms is corrected with it."""
    if other.kind != right.kind:
        return other
    names = ("grade_after", "covered_after", "fen_after", "effective_month")
    return replace(other, **{n: getattr(right, n) for n in names if getattr(other, n) == getattr(wrong, n)})


def apply_correction(submission: Submission, *, by: User) -> None:
    """The wrong event is reversed, what is right of its lines applied again; every line of it knows its new event."""
    from .taking import paper

    row = submission.lines.get()
    wrong = ChangeLine.objects.select_related("submission__report__period").get(pk=str(row.corrects_id))
    text = paper(submission, wrong.sheet, wrong.row)
    kept = _group(wrong)
    right = None if row.withdraws else filing_of(submission).lines[0]
    _reverse(wrong, by=by, paper=text)
    examined = _judge(wrong, right, ignore=submission)
    if examined.errors:
        raise Refused("更正后的内容与花名册不符，不能接收。请退回更正件。", code="findings", findings=examined.findings)
    rows = [*kept, *([row] if right else [])]
    for change, lines in changes_of(examined, submission):
        event = apply_change(change, by=by, source_type="correction", source_id=row.pk, paper=text)
        for line in lines:
            rows[line.position].event_id = event.pk
            rows[line.position].household_id = event.household_id
    ChangeLine.objects.bulk_update([*rows, *([] if right else [row])], ["event_id", "household"])
