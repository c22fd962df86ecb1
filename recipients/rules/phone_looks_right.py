"""RO-17 A telephone number has the length of a mobile or landline number."""

from collections.abc import Iterator

from core.sheets.findings import WARNING, Finding

from .context import Told


def phone_looks_right(context: Told) -> Iterator[Finding]:
    """One finding for each cell that fails."""
    yield from context.told("RO-17", WARNING, "phone-form")
