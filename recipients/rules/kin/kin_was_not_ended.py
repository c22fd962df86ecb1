"""RO-62 A declaration that was ended is not taken up again unnoticed."""

from collections.abc import Iterator

from core.sheets.findings import WARNING, Finding

from .context import KinContext


def kin_was_not_ended(context: KinContext) -> Iterator[Finding]:
    """One warning for each line whose pair was ended before and does not hold now."""
    for line in context.lines:
        pairs = {(line.official_id, line.id), (line.official_name, line.id)}
        if line.id and pairs & set(context.ended):
            yield context.finding(
                "RO-62",
                WARNING,
                "kin-ended",
                (line.sheet, line.row, "official_name"),
                "这条备案以前已经注销，入库后将重新登记",
                "请核对经办人是否又回到岗位；不该登记的，从表里删去这一行",
            )
