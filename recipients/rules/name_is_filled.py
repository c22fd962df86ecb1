"""RO-06 Every line carries a name of 2 to 50 characters; a mark beside it is left out, and the name that is listed is told."""

from collections.abc import Iterator

from core.sheets.findings import ERROR, WARNING, Finding
from core.sheets.messages import MESSAGES

from .context import Told


def name_is_filled(context: Told) -> Iterator[Finding]:
    """One finding for each cell that fails, or whose mark was left out."""
    yield from context.told("RO-06", ERROR, "name-missing", "name-form", "name-dead")
    message, hint = MESSAGES["name-marked"]
    for fault in context.by_kind.get("name-marked", ()):
        at = (fault.sheet, fault.row, fault.field)
        yield context.finding("RO-06", WARNING, "name-marked", at, f"{message}，登记为“{fault.shown}”", hint)
