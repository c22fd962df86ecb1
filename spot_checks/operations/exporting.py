"""Results on their way out."""

from core import audit
from core.models import User
from core.operation import operation, require
from core.permissions import Permission

from ..models import Draw


@operation
def note_result_export(draw: Draw, *, by: User, rows: int) -> audit.Pending:
    """The chain holds who took the draw's result with how many visits; the entry's number stands on the file."""
    require(by, Permission.VISIT_VIEW)
    summary = {"code": draw.code, "rows": rows, "in_full": False}
    return audit.record("draw.result_export", draw, by=by, division_code=by.division_id, summary=summary)
