"""Who took a ledger of supervision, or a register of questions and calls."""

from typing import Any

from core import audit
from core.operation import operation


@operation
def note_export(*, by: Any, what: str, rows: int) -> Any:
    """The chain knows who took which ledger (`what` is order, circular, look-back, mechanism, education, consultation, call)."""
    return audit.record("supervision.export", by=by, division_code=by.division_id, summary={"what": what, "rows": rows})
