"""RO-58 Official and recipient are two persons."""

from collections.abc import Iterator

from core.sheets.findings import WARNING, Finding

from .context import KinContext


def kin_is_somebody_else(context: KinContext) -> Iterator[Finding]:
    """One warning for each line with the same ID number twice."""
    for line in context.lines:
        if line.id and line.id == line.official_id:
            yield context.finding(
                "RO-58",
                WARNING,
                "kin-self",
                (line.sheet, line.row, "id_number"),
                "享受人和经办人是同一个身份证号",
                "请核对享受人身份证号；经办人本人享受的，写明理由",
            )
