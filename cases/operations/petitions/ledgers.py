"""A ledger of petitions on its way in: staged, checked, put in as a whole, or given up."""

import datetime as dt
import json
from typing import Any

from django.db.models import Q

from core import uploads
from core.operation import operation, require
from core.operations import uploads as keeping
from core.permissions import Permission
from core.refusal import Refused
from core.sheets.errors import Unreadable
from recipients.operations import counters, staging

from ...intake.ledger_row import load
from ...intake.petition_ledger import PetitionLedger
from ...models import Petition, PetitionImport
from ...petitions.examining import LedgerExamination, Unplaced, examine_ledger, no_table, read_ledger_file
from .ledger_rows import put_in

State = PetitionImport.State
WAITING = (State.STAGED, State.VALID, State.INVALID, State.UNREADABLE)
LEFT = dt.timedelta(days=14)
TRAIL = "petition_import"
NUMBERS = ("rows", "new", "same", "open", "errors", "warnings")


@operation
def stage_petition_import(*, by: Any, data: bytes, filename: str) -> PetitionImport:
    """The file is kept and waits for its check; nothing is read from it yet."""
    imp = PetitionImport(division_code=staging.county_of(by), filename=filename)
    require(by, Permission.PETITION_REGISTER, imp.division_code)
    return staging.keep(imp, by=by, data=data, trail=TRAIL)


@operation
def check_petition_import(imp: PetitionImport, *, by: Any = None) -> PetitionImport:
    """The file is read and judged: VALID, INVALID or UNREADABLE, with findings, preview and numbers."""
    return staging.check(imp, _examined, by=by, trail=TRAIL, told=NUMBERS)


def _examined(imp: PetitionImport) -> LedgerExamination:
    ledger = read_ledger_file(uploads.read(imp.upload), imp.filename)
    if not ledger.parts:
        raise Unreadable(*no_table(ledger))
    return examine_ledger(ledger, imp.county_code)


@operation
def discard_petition_import(imp: PetitionImport, *, by: Any, version: int) -> PetitionImport:
    """The import is given up; the docket is as it was. The file, and what was read from it, is removed."""
    imp = staging.discard(imp, by=by, version=version, permission=Permission.PETITION_REGISTER, trail=TRAIL)
    _forget(imp, by)
    return imp


@operation
def commit_petition_import(imp: PetitionImport, *, by: Any, version: int, warning_reason: str = "") -> PetitionImport:
    """The docket holds every row it had not, with its story, so that the clocks are derived; or nothing has changed. Rows
    it had already stay as they are. The file, and what was read from it, is removed."""
    may = Permission.PETITION_REGISTER
    imp = staging.to_commit(imp, by=by, version=version, permission=may, warning_reason=warning_reason, what="台账")
    counters.lock(f"{imp.county_code}000", "petition-import")
    lines = load(json.loads(imp.staged)["lines"])
    found = examine_ledger(Unplaced(lines=lines), imp.county_code)
    if found.errors:
        raise Refused("这份文件现在不能入库。请重新上传核对后再试。", code="docket-changed", findings=found.errors)
    made = put_in(found.new, lines, imp, by)
    imp.counts |= {"new": len(made), "same": len(lines) - len(made)}
    imp.staged = ""  # an accusation among the rows is sealed now, and readable in its case alone
    staging.committed(imp, by=by, trail=TRAIL, told=("rows", "new", "same", "warnings"))
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
    found = examine_ledger(ledger, imp.county_code)
    if found.errors:
        raise Refused("台账里有错误，没有入库。", code="invalid", findings=found.findings)
    staging.judge(imp, found)
    staging.checked(imp, by=by, trail=TRAIL, told=NUMBERS)
    return commit_petition_import(imp, by=by, version=imp.version, warning_reason=warning_reason)
