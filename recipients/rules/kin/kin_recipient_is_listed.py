"""RO-59 The recipient stands on the roster and draws relief now."""

from collections.abc import Iterator

from core.sheets.findings import WARNING, Finding

from .context import KinContext


def kin_recipient_is_listed(context: KinContext) -> Iterator[Finding]:
    """One warning for each recipient who does not."""
    for line in context.lines:
        if not line.id:
            continue
        known = context.known.get(line.id)
        at = (line.sheet, line.row, "id_number")
        if known is None:
            yield context.finding(
                "RO-59",
                WARNING,
                "kin-unlisted",
                at,
                "花名册上没有这位享受人",
                "请核对享受人身份证号；花名册还没有入库的，入库后会自动对上",
            )
        elif not known.listed or not known.covered:
            yield context.finding(
                "RO-59",
                WARNING,
                "kin-not-covered",
                at,
                "花名册上有这位享受人，但现在没有享受救助",
                "请核对是否已经停保，或只有家中其他人享受",
            )
