"""A ledger workbook on its way in: staged, checked, put in as a whole, or given up."""

import datetime as dt
import json
from typing import Any

from django.utils import timezone

from core import uploads
from core.operation import operation, require
from core.permissions import Permission
from core.refusal import Refused
from core.sheets.errors import Unreadable
from recipients.operations import staging

from ...intake.ledger_line import Line, load
from ...ledger.examine import LedgerExamination, Unplaced, examine_ledger, read_ledger_file, why_no_table
from ...models import Campaign, EntryEvent, LedgerImport, RectificationEntry, Source
from ...rules.entries.categories import task_of
from . import numbers
from .planning import gaps

State = LedgerImport.State
S = RectificationEntry.State


@operation
def stage_ledger_import(*, by: Any, data: bytes, filename: str) -> LedgerImport:
    """The file is kept and waits for its check; nothing is read from it yet."""
    imp = LedgerImport(division_code=staging.county_of(by), filename=filename)
    require(by, Permission.ENTRY_CHECK, imp.division_code)
    return staging.keep(imp, by=by, data=data, trail="ledger")


@operation
def check_ledger_import(imp: LedgerImport, *, by: Any = None) -> LedgerImport:
    """The file is read and judged: VALID, INVALID or UNREADABLE, with findings, lines and numbers."""
    return staging.check(imp, _examined, by=by, trail="ledger")


def _examined(imp: LedgerImport) -> LedgerExamination:
    ledger = read_ledger_file(uploads.read(imp.upload), imp.filename, imp.county_code)
    if not ledger.parts:
        raise Unreadable(*why_no_table(ledger))
    return examine_ledger(ledger, imp.county_code)


@operation
def discard_ledger_import(imp: LedgerImport, *, by: Any, version: int) -> LedgerImport:
    """The import is given up; the ledger is as it was. What was read from the file is removed."""
    return staging.discard(imp, by=by, version=version, permission=Permission.ENTRY_CHECK, trail="ledger")


@operation
def commit_ledger_import(imp: LedgerImport, *, by: Any, version: int, warning_reason: str = "") -> LedgerImport:
    """Every line that was not on the ledger is an entry; or nothing has changed. Lines struck off in the file enter as
    历史销号（待复核）, the others as being worked on, or as listed where something of the plan is missing. Lines that stand
    change nothing."""
    imp = staging.to_commit(
        imp, by=by, version=version, permission=Permission.ENTRY_CHECK, warning_reason=warning_reason, what="台账"
    )
    lines = load(json.dumps(json.loads(imp.staged)["lines"]))
    for year in sorted({line.found_on[:4] for line in lines if line.found_on}):
        numbers.hold(imp.county_code, dt.date(int(year), 1, 1))
    found = examine_ledger(Unplaced(lines=lines), imp.county_code)
    if found.errors:
        raise Refused("这份文件现在不能入库。请重新上传核对后再试。", code="ledger-changed", findings=found.errors)
    entries = _enter(found, imp, by)
    imp.counts |= {name: found.counts[name] for name in ("new", "open", "closed_legacy", "same", "differing")}
    told = ("rows", "new", "closed_legacy", "same", "differing", "warnings")
    return staging.committed(imp, by=by, trail="ledger", told=told, entries=len(entries))


def _enter(found: LedgerExamination, imp: LedgerImport, by: Any) -> list[RectificationEntry]:
    at = timezone.now()
    campaigns = list(Campaign.objects.filter(county_code=imp.county_code).prefetch_related("stages"))
    entries = [_entry(line, found.codes[line.town], imp, by, at, campaigns) for line in found.new]
    for year in sorted({entry.found_on.year for entry in entries}):
        mine = [entry for entry in entries if entry.found_on.year == year]
        for entry, number in zip(mine, numbers.take(imp.county_code, dt.date(year, 1, 1), len(mine)), strict=True):
            entry.number = number
    RectificationEntry.objects.bulk_create(entries)
    text = f"{imp.filename} 导入"
    EntryEvent.objects.bulk_create(
        EntryEvent(division_code=entry.division_code, entry=entry, step="import", at=at, by=by, text=text[-500:])
        for entry in entries
    )
    return entries


def _entry(
    line: Line, division_code: str, imp: LedgerImport, by: Any, at: dt.datetime, campaigns: list[Campaign]
) -> RectificationEntry:
    found_on = dt.date.fromisoformat(line.found_on)
    campaign = next((one for one in campaigns if one.first_day <= found_on <= one.last_day), None)
    stages = campaign.stages.all() if campaign else ()
    entry = RectificationEntry(
        division_code=division_code,
        ledger_number=line.seq,
        campaign=campaign,
        task=task_of(line.problem, line.category, line.source),
        stage=next((one.kind for one in stages if one.first_day <= found_on <= one.last_day), ""),
        category=line.category,
        problem=line.problem,
        description=line.description,
        village=line.village,
        households_count=line.households,
        amount_fen=line.amount,
        source=line.source or Source.IMPORT,
        source_word=line.source_word,
        found_on=found_on,
        cause=line.cause,
        goal=line.goal,
        measures_text=line.measures,
        unit=line.unit,
        leader=line.leader,
        person_name=line.person,
        due_on=dt.date.fromisoformat(line.due_on) if line.due_on else None,
        progress=line.progress,
        done_on=dt.date.fromisoformat(line.done_on) if line.done_on else None,
        result=line.result,
        due_back_fen=line.due_back,
        recovered_fen=line.recovered,
        referred_text=line.referred,
        is_restricted=line.is_handed_on,
        note=line.note,
        listed_by=by,
        listed_at=at,
        source_upload=imp.upload,
        source_row=line.row + 1,
    )
    if line.closed:
        entry.state = S.LEGACY_CLOSED
    elif not gaps(entry):
        entry.state = S.WORKING
    return entry


def import_ledger_file(
    *, by: Any, data: bytes, filename: str, warning_reason: str
) -> tuple[LedgerImport, list[dict[str, str]]]:
    """Stage, check and, where nothing is wrong, commit in one go; the import as it stands then, and its findings. What was
    unreadable or wrong stays as an import of that state."""
    imp = check_ledger_import(stage_ledger_import(by=by, data=data, filename=filename), by=by)
    findings: list[dict[str, str]] = json.loads(imp.findings_json or "[]")
    if imp.state == State.VALID:
        imp = commit_ledger_import(imp, by=by, version=imp.version, warning_reason=warning_reason)
    return imp, findings
