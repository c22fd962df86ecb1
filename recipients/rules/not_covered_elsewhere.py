"""RO-34 Nobody draws a living allowance in two townships of the county; the other township is not told who, nor this one where."""

from collections.abc import Iterator

from core.sheets.findings import ERROR, WARNING, Finding

from .context import Context

EXCLUSIVE = {"rural_dibao", "urban_dibao", "tekun"}


def not_covered_elsewhere(context: Context) -> Iterator[Finding]:
    """An error for each covered person whom another township pays; a warning where only the family is listed there."""
    if not context.known:
        return
    for family, member in context.lines:
        known = context.known.get(member.id)
        if known is None:
            continue
        at = (family.sheet, member.row, "id_number")
        if member.covered and family.scheme in EXCLUSIVE and known.elsewhere & EXCLUSIVE:
            yield context.finding(
                "RO-34",
                ERROR,
                "already-elsewhere",
                at,
                "此人已在本县其他乡镇享受救助，不能重复纳入",
                "请与县民政局社会救助股联系核实，核实前请把此人改为不享受",
            )
        elif known.elsewhere or known.family_elsewhere:
            yield context.finding(
                "RO-34",
                WARNING,
                "listed-elsewhere",
                at,
                "此人在本县其他乡镇的花名册中也有登记",
                "请核对户籍和共同生活情况",
            )
