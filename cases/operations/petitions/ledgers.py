"""A ledger of petitions on its way in: staged, checked, put in as a whole, or given up."""

import datetime as dt
import json
from typing import Any

from django.db.models import Q
from django.utils import timezone

from core import audit, uploads
from core.operation import locked, operation, require
from core.operations import uploads as keeping
from core.permissions import Permission
from core.refusal import Refused
from core.sheets.errors import Unreadable
from recipients.operations import counters
from recipients.workflow import advance

from ...intake.ledger_row import load
from ...intake.petition_ledger import PetitionLedger
from ...models import Petition, PetitionImport
from ...petitions.examining import LedgerExamination, Unplaced, examine_ledger, no_table, read_ledger_file
from .ledger_rows import put_in

State = PetitionImport.State
WAITING = (State.STAGED, State.VALID, State.INVALID, State.UNREADABLE)
LEFT = dt.timedelta(days=14)
NUMBERS = ("rows", "new", "same", "open", "errors", "warnings")


@operation
def stage_petition_import(*, by: Any, data: bytes, filename: str) -> PetitionImport:
    """The file is kept and waits for its check; nothing is read from it yet."""
    county = f"{by.division_id[:6]}000000"
    require(by, Permission.PETITION_REGISTER, county)
    imp = PetitionImport(
        division_code=county,
        upload=keeping.keep(data, by=by),
        filename=filename[-200:],
        staged_at=timezone.now(),
        staged_by=by,
    )
    imp.save(force_insert=True)
    audit.record("petition_import.stage", imp, by=by, summary={"sha256": imp.upload_id, "size": len(data)})
    return imp


@operation
def check_petition_import(imp: PetitionImport, *, by: Any = None) -> PetitionImport:
    """The file is read and judged: VALID, INVALID or UNREADABLE, with findings, preview and numbers."""
    imp = locked(imp)
    advance(imp, "check")
    imp.checked_at = timezone.now()
    try:
        ledger = read_ledger_file(uploads.read(imp.upload), imp.filename)
    except Unreadable as refused:
        return _unreadable(imp, refused.code, refused.message, by)
    if not ledger.parts:
        return _unreadable(imp, *no_table(ledger), by)
    return _judge(imp, examine_ledger(ledger, imp.county_code), by)


def _judge(imp: PetitionImport, found: LedgerExamination, by: Any) -> PetitionImport:
    imp.counts, imp.staged = found.counts, found.staged()
    imp.findings_json = json.dumps([finding.as_dict() for finding in found.findings], ensure_ascii=False)
    imp.state = State.INVALID if found.errors else State.VALID
    return _checked(imp, by)


def _unreadable(imp: PetitionImport, code: str, message: str, by: Any) -> PetitionImport:
    imp.state, imp.message, imp.counts = State.UNREADABLE, message, {"unreadable": code}
    return _checked(imp, by)


def _checked(imp: PetitionImport, by: Any) -> PetitionImport:
    imp.version += 1
    imp.save()
    numbers = {name: imp.counts[name] for name in NUMBERS if name in imp.counts}
    audit.record("petition_import.check", imp, by=by, summary={"state": imp.state, **numbers})
    return imp


@operation
def discard_petition_import(imp: PetitionImport, *, by: Any, version: int) -> PetitionImport:
    """The import is given up; the docket is as it was. The file, and what was read from it, is removed."""
    imp = locked(imp, version=version)
    require(by, Permission.PETITION_REGISTER, imp.division_code)
    imp.state = advance(imp, "discard")
    imp.staged = ""
    imp.version += 1
    imp.save()
    audit.record("petition_import.discard", imp, by=by)
    _forget(imp, by)
    return imp


@operation
def commit_petition_import(imp: PetitionImport, *, by: Any, version: int, warning_reason: str = "") -> PetitionImport:
    """The docket holds every row it had not, with its story, so that the clocks are derived; or nothing has changed. Rows
    it had already stay as they are. The file, and what was read from it, is removed."""
    imp = locked(imp, version=version)
    require(by, Permission.PETITION_REGISTER, imp.division_code)
    state = advance(imp, "commit")
    if imp.counts.get("warnings") and not warning_reason.strip():
        raise Refused("这份台账还有提醒。请逐条看过后填写情况说明，再入库。", code="warnings-unconfirmed")
    counters.lock(f"{imp.county_code}000", "petition-import")
    lines = load(json.loads(imp.staged)["lines"])
    found = examine_ledger(Unplaced(lines=lines), imp.county_code)
    if found.errors:
        raise Refused("这份文件现在不能入库。请重新上传核对后再试。", code="docket-changed", findings=found.errors)
    made = put_in(found.new, lines, imp, by)
    imp.counts |= {"new": len(made), "same": len(lines) - len(made)}
    imp.staged = ""  # an accusation among the rows is sealed now, and readable in its case alone
    imp.state, imp.committed_at, imp.committed_by = state, timezone.now(), by
    imp.warning_reason = warning_reason.strip()[:200]
    imp.version += 1
    imp.save()
    summary = {name: imp.counts[name] for name in ("rows", "new", "same", "warnings")}
    audit.record("petition_import.commit", imp, by=by, summary=summary | {"sha256": imp.upload_id})
    _forget(imp, by)
    return imp


def _forget(imp: PetitionImport, by: Any) -> None:
    """The bytes go with the way in: an accusation among them, or found among them later, is readable in its case alone."""
    past = {Petition: Q(pk__isnull=False), PetitionImport: ~Q(state__in=WAITING)}
    keeping.erase(imp.upload, by=by, past=past)


def discard_left(now: dt.datetime) -> int:
    """Ledgers that nobody put in or gave up within a fortnight are given up; says how many."""
    left = list(PetitionImport.objects.filter(state__in=WAITING, staged_at__lt=now - LEFT))
    for imp in left:
        discard_petition_import(imp, by=None, version=imp.version)
    return len(left)


@operation
def import_ledger(
    ledger: PetitionLedger, *, by: Any, data: bytes, filename: str, warning_reason: str
) -> PetitionImport:
    """A ledger already read is staged, checked and committed in one go; raises Refused with its findings where it has
    errors."""
    imp = stage_petition_import(by=by, data=data, filename=filename)
    advance(imp, "check")
    imp.checked_at = timezone.now()
    found = examine_ledger(ledger, imp.county_code)
    if found.errors:
        raise Refused("台账里有错误，没有入库。", code="invalid", findings=found.findings)
    _judge(imp, found, by)
    return commit_petition_import(imp, by=by, version=imp.version, warning_reason=warning_reason)
