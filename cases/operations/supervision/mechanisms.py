"""三项机制: a weakness leads to a rule, the rule to a document number, and somebody looks whether it is kept."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from core import audit, months
from core.operation import locked, operation, require
from core.permissions import Permission
from core.refusal import Refused

from ...models import Mechanism
from ..entries.story import filled, not_later


@dataclass(frozen=True)
class Rule:
    """A line as the form gives it."""

    kind: str
    weakness: str
    rule: str = ""
    document_number: str = ""
    issued_on: dt.date | None = None


@operation
def record_mechanism(given: Rule, *, by: Any) -> Mechanism:
    """The weakness stands in the register, with its rule where there is one already."""
    require(by, Permission.CAMPAIGN_MANAGE)
    row = Mechanism(division_code=by.scope[:6].ljust(12, "0"))
    _put(row, given)
    row.save(force_insert=True)
    audit.record("mechanism.record", row, by=by, summary={"kind": row.kind})
    return row


@operation
def change_mechanism(mechanism: Mechanism, given: Rule, *, by: Any, version: int) -> Mechanism:
    """The line says what is given. A rule that reads otherwise, or was issued anew, is to be looked at anew: what was found
    of the one before stays in the chain alone. Raises EditConflict."""
    mine = locked(mechanism, version=version)
    require(by, Permission.CAMPAIGN_MANAGE, mine.division_code)
    before = _issued(mine)
    _put(mine, given)
    if _issued(mine) != before:
        mine.checked_on, mine.checked_by, mine.check_result = None, None, ""
    mine.version += 1
    mine.save()
    audit.record("mechanism.change", mine, by=by, summary={"kind": mine.kind, "issued": bool(mine.document_number)})
    return mine


@operation
def check_mechanism(mechanism: Mechanism, *, by: Any, version: int, checked_on: dt.date, result: str) -> Mechanism:
    """Whether the rule is kept was looked at on the day. Raises Refused before it was issued."""
    mine = locked(mechanism, version=version)
    require(by, Permission.CAMPAIGN_MANAGE, mine.division_code)
    if not mine.document_number or mine.issued_on is None:
        raise Refused("还没有文号和印发日期，先把制度印发了再检查执行情况。", code="not-issued")
    not_later(checked_on, months.today(), "检查日期")
    if checked_on < mine.issued_on:
        raise Refused("检查日期不能早于印发日期。", code="day-before-issue")
    mine.checked_on, mine.checked_by = checked_on, by
    mine.check_result = filled(result, "执行情况", 300)
    mine.version += 1
    mine.save()
    audit.record("mechanism.check", mine, by=by, summary={"on": checked_on.isoformat()})
    return mine


def _issued(row: Mechanism) -> tuple[str, str, dt.date | None]:
    return row.rule, row.document_number, row.issued_on


def _put(row: Mechanism, given: Rule) -> None:
    if given.kind not in Mechanism.Kind.values:
        raise Refused("请选择是哪一项机制。", code="choice-unknown")
    not_later(given.issued_on, months.today(), "印发日期")
    if given.document_number.strip() and not given.rule.strip():
        raise Refused("有文号的，请写明制度措施。", code="text-missing")
    row.kind, row.weakness = given.kind, filled(given.weakness, "薄弱环节", 300)
    row.rule, row.document_number = given.rule.strip()[:300], given.document_number.strip()[:40]
    row.issued_on = given.issued_on
