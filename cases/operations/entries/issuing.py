"""What leaves the house: noted in the chain before it is handed out."""

from typing import Any

from core import audit
from core.audit import Pending
from core.operation import operation, require
from core.permissions import Permission

from ...models import LedgerImport


@operation
def note_ledger_export(division_code: str, *, by: Any, rows: int) -> Pending:
    """The chain holds who took how many lines of the ledger; its number goes into the footer."""
    require(by, Permission.ENTRY_VIEW, division_code)
    return audit.record("entry.export", by=by, division_code=division_code, summary={"rows": rows})


@operation
def note_ledger_copy(imp: LedgerImport, *, by: Any) -> None:
    """The chain holds who took the annotated copy."""
    require(by, Permission.ENTRY_CHECK, imp.division_code)
    audit.record("ledger.copy", imp, by=by)
