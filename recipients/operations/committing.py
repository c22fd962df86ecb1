"""Roster files become the roster: in one transaction, all or nothing, re-checked against what stands under lock."""

import json
from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from core import bulk
from core.models import Division
from core.operation import operation, require
from core.operations import uploads as keeping
from core.permissions import Permission
from core.refusal import Refused
from core.sheets.findings import Finding

from ..examine import Examination, examine
from ..intake.reading import Roster
from ..intake.staged import load
from ..models import RosterImport
from ..rules import Context
from ..rules.no_later_month_is_in import no_later_month_is_in
from ..rules.not_covered_elsewhere import not_covered_elsewhere
from ..rules.person_is_alive import person_is_alive
from . import counters, staging, villages
from .imports import require_month, township_of
from .serials import Serials
from .writing import Writer

# What may have changed in the roster between check and commit.
CHANGING = (no_later_month_is_in, not_covered_elsewhere, person_is_alive)


class _Unplaced(Roster):
    """Families from a staged import: the sheets are gone, so findings stand at no cell."""

    def place(self, sheet: int, row: int, name: str) -> tuple[str, str]:
        return "", ""


@operation
@bulk.no_collection()
def commit_import(imp: RosterImport, *, by: Any, version: int, warning_reason: str = "") -> RosterImport:
    """The roster is what the file says, with an event for each household touched; or nothing has changed."""
    may = Permission.ROSTER_COMMIT
    imp = staging.to_commit(imp, by=by, version=version, permission=may, warning_reason=warning_reason, what="花名册")
    township = township_of(imp.township_code)
    staged = json.loads(imp.staged)
    roster = _Unplaced(families=load(json.dumps(staged["families"])))
    counters.lock(township.code[:9])
    found = examine(roster, township, imp.month, rules=_recheck)
    if found.errors:
        raise Refused(
            "核对之后花名册又有变化，这份文件现在不能入库。请重新核对后再试。",
            code="roster-changed",
            findings=found.errors,
        )
    staged["undo"] = _carry_out(found, imp, by)
    imp.staged = json.dumps(staged, ensure_ascii=False, separators=(",", ":"))
    return _committed(imp, by)


@operation
@bulk.no_collection()
def import_file(
    roster: Roster, *, by: Any, township: Division, month: str, data: bytes, filename: str, warning_reason: str = ""
) -> tuple[RosterImport, Examination]:
    """Stage, check and commit in one go, for those who have already looked. Raises Refused with the findings when there
    are errors."""
    require(by, Permission.ROSTER_COMMIT, township.code)
    require_month(month)
    counters.lock(township.code[:9])
    found = examine(roster, township, month)
    if found.errors:
        raise Refused("文件有错误，没有入库。", code="invalid", findings=found.findings)
    upload = keeping.keep(data, by=by)
    now = timezone.now()
    imp = RosterImport(
        division_code=township.code, month=month, upload=upload, filename=filename[-200:], staged_at=now, staged_by=by
    )
    staging.judge(imp, found)
    counts = imp.counts
    undo = _carry_out(found, imp, by)
    if undo["households"] or undo["people"]:
        imp.staged = f'{imp.staged[:-1]},"undo":{json.dumps(undo, ensure_ascii=False)}}}'
    imp.counts, imp.warning_reason = imp.counts | counts, warning_reason if counts["warnings"] else ""
    imp.state = RosterImport.State.COMMITTED
    return _committed(imp, by), found


def _recheck(context: Context) -> list[Finding]:
    return [finding for rule in CHANGING for finding in rule(context)]


def _carry_out(found: Examination, imp: RosterImport, by: Any) -> dict[str, Any]:
    """Write the plan; returns the old values that a reversal will need."""
    names = _villages(found)
    codes = villages.ensure(found.township, names, by=by)
    new = sum(1 for target in found.plan.targets if target.is_new)
    numbers = counters.take(counters.lock(found.township.code[:9]), new)
    writer = Writer(
        found.plan,
        found.standing,
        imp,
        found.township,
        codes,
        planner=found.planner,
        at=timezone.now(),
        by=by,
    )
    imp.counts["events"] = writer.write(numbers, Serials(found.township.code[:9]))
    return writer.undo


def _villages(found: Examination) -> Iterable[str]:
    return dict.fromkeys(family.village for family in found.families)


def _committed(imp: RosterImport, by: Any) -> RosterImport:
    told = ("rows", "households", "persons", "covered", "monthly_fen", "warnings", "events")
    reason = bool(imp.warning_reason)
    return staging.committed(imp, by=by, trail="roster", told=told, month=imp.month, reason=reason)
