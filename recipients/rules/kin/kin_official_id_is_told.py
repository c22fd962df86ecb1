"""RO-52 The official is known by an ID number; without one only the name can keep them away from the household."""

from collections.abc import Iterator

from core.sheets.findings import WARNING, Finding

from .context import KinContext


def kin_official_id_is_told(context: KinContext) -> Iterator[Finding]:
    """One warning for each line that is left blank."""
    yield from context.told("RO-52", WARNING, "official-id-missing")
