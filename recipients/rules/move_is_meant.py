"""RO-35 A person who stood in another household of the township moves with the import."""

from collections.abc import Iterator

from core.sheets.findings import WARNING, Finding

from .context import Context


def move_is_meant(context: Context) -> Iterator[Finding]:
    """One warning for each person moved between households."""
    if not context.known:
        return
    for family, member in context.lines:
        known = context.known.get(member.id)
        if known is not None and known.moved_from:
            yield context.finding(
                "RO-35",
                WARNING,
                "moved",
                (family.sheet, member.row, "id_number"),
                f"此人原在本乡镇 {known.moved_from} 号户，入库后转入本户",
                "请核对是否分户、合户或并入",
            )
