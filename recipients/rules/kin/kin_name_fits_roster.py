"""RO-60 The recipient's ID number stands on the roster beside the same name."""

from collections.abc import Iterator

from core.sheets.findings import WARNING, Finding

from .context import KinContext


def kin_name_fits_roster(context: KinContext) -> Iterator[Finding]:
    """One warning for each recipient under another name."""
    for line in context.lines:
        known = context.known.get(line.id)
        if known is not None and line.name and known.name != line.name:
            yield context.finding(
                "RO-60",
                WARNING,
                "kin-name-differs",
                (line.sheet, line.row, "name"),
                "享受人姓名与花名册上这个身份证号的姓名不同",
                "请核对是别字、改名，还是身份证号填成了别人的",
            )
