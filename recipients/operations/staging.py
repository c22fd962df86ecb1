"""What every workbook goes through on its way in, whatever it holds: kept, judged, taken in as a whole, or given up.

Each kind of workbook has operations of its own around these steps: who may, what is read, what is carried out.
"""

import json
from collections.abc import Callable, Iterable
from typing import Any, Protocol, TypeVar

from django.db import transaction
from django.utils import timezone

from core import audit
from core.operation import locked, require
from core.operations import uploads as keeping
from core.refusal import Refused
from core.sheets.errors import Unreadable
from core.sheets.findings import Finding

from ..models import StagedFile
from ..workflow import advance

State = StagedFile.State
File = TypeVar("File", bound=StagedFile)
TOLD = ("rows", "errors", "warnings")


class Examination(Protocol):
    """What was found in a workbook: the preview in numbers, the findings, and what is staged for the commit."""

    findings: list[Finding]

    @property
    def counts(self) -> dict[str, Any]: ...

    @property
    def errors(self) -> list[Finding]: ...

    def staged(self) -> str: ...


def county_of(by: Any) -> str:
    """The code of the county whose ledger or register `by` fills."""
    return f"{by.division_id[:6]}000000"


def keep(imp: File, *, by: Any, data: bytes, trail: str, **told: Any) -> File:
    """`imp`, new, stands with the bytes of its file and waits for its check; nothing is read from it yet."""
    imp.upload, imp.filename = keeping.keep(data, by=by), imp.filename[-200:]
    imp.staged_at, imp.staged_by = timezone.now(), by
    imp.save(force_insert=True)
    audit.record(f"{trail}.stage", imp, by=by, summary=told | {"sha256": imp.upload_id, "size": len(data)})
    return imp


def check(
    imp: File, examine: Callable[[File], Examination], *, by: Any, trail: str, told: Iterable[str] = TOLD
) -> File:
    """The import, locked, is VALID or INVALID with what `examine` found, or UNREADABLE with the sentence it raised."""
    imp = locked(imp)
    advance(imp, "check")
    try:
        judge(imp, examine(imp))
    except Unreadable as refused:
        imp.state, imp.message, imp.checked_at = State.UNREADABLE, refused.message, timezone.now()
        imp.counts = {"unreadable": refused.code}
    return checked(imp, by=by, trail=trail, told=told)


def judge(imp: StagedFile, found: Examination) -> None:
    """State, findings, numbers and what is staged go into the import (not saved)."""
    imp.counts, imp.staged, imp.checked_at = found.counts, found.staged(), timezone.now()
    imp.findings_json = json.dumps([finding.as_dict() for finding in found.findings], ensure_ascii=False)
    imp.state = State.INVALID if found.errors else State.VALID


def checked(imp: File, *, by: Any, trail: str, told: Iterable[str] = TOLD) -> File:
    """The judged import is saved, its state and numbers are in the chain."""
    _save(imp)
    numbers = {name: imp.counts[name] for name in told if name in imp.counts}
    audit.record(f"{trail}.check", imp, by=by, summary={"state": imp.state, **numbers})
    return imp


def discard(imp: File, *, by: Any, version: int, permission: str, trail: str) -> File:
    """The import is given up and what was read from its file removed; nothing else has changed."""
    imp = locked(imp, version=version)
    require(by, permission, imp.division_code)
    imp.state, imp.staged = advance(imp, "discard"), ""
    _save(imp)
    audit.record(f"{trail}.discard", imp, by=by)
    return imp


def to_commit(imp: File, *, by: Any, version: int, permission: str, warning_reason: str, what: str) -> File:
    """The import, locked, in the state it has once it is in (not saved). Raises Refused while its warnings are unexplained;
    `what` names the workbook in that sentence."""
    imp = locked(imp, version=version)
    require(by, permission, imp.division_code)
    state = advance(imp, "commit")
    imp.warning_reason = warning_reason.strip()[:200]
    if imp.counts.get("warnings") and not imp.warning_reason:
        raise Refused(f"这份{what}还有提醒。请逐条看过后填写情况说明，再入库。", code="warnings-unconfirmed")
    imp.state = state
    return imp


def committed(imp: File, *, by: Any, trail: str, told: Iterable[str], **more: Any) -> File:
    """What the import held has been carried out: it is saved, and the chain has the numbers named in `told`."""
    imp.committed_at, imp.committed_by = timezone.now(), by
    _save(imp)
    numbers = {name: imp.counts.get(name, 0) for name in told}
    audit.record(f"{trail}.commit", imp, by=by, summary=numbers | {"sha256": imp.upload_id} | more)
    return imp


def check_waiting(model: type[File], pk: str, check: Callable[[File], File]) -> None:
    """The import is checked; nothing happens when another process has taken it or it is checked already."""
    with transaction.atomic():
        rows = model._default_manager.select_for_update(skip_locked=True, of=("self",))
        imp = rows.filter(pk=pk, state=State.STAGED).first()
        if imp is not None:
            check(imp)


def check_all_waiting(model: type[File], check: Callable[[File], File]) -> None:
    """Every import that still waits is checked, oldest first: what a lost process left behind is taken up again."""
    waiting = model._default_manager.filter(state=State.STAGED).order_by("staged_at")
    for pk in waiting.values_list("pk", flat=True):
        check_waiting(model, str(pk), check)


def _save(imp: StagedFile) -> None:
    imp.version += 1
    imp.save()
