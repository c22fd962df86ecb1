"""RO-37 An ID number known to the roster stands beside the name known with it."""

from collections.abc import Iterator

from core.sheets.findings import WARNING, Finding

from .context import Context


def name_fits_known(context: Context) -> Iterator[Finding]:
    """One warning for each person under another name."""
    if not context.known:
        return
    for family, member in context.lines:
        known = context.known.get(member.id)
        if known is not None and member.name and known.name != member.name:
            yield context.finding(
                "RO-37",
                WARNING,
                "name-differs",
                (family.sheet, member.row, "name"),
                "姓名与花名册中已登记的不同，入库后以本次为准",
                "请核对是改名、别字，还是身份证号填成了别人的",
            )
