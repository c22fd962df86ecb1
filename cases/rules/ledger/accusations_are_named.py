"""PT-10 What reads like an accusation (检举控告) says so: only then is it sealed."""

import re
from collections.abc import Iterator

from core.sheets.findings import WARNING, Finding

from .context import LedgerContext

LIKE = re.compile(
    "举报|检举|控告|揭发|索要|索取|索贿|受贿|行贿|贿赂|好处费|回扣|吃拿卡要|贪污|侵占|截留|挪用|虚报|冒领|骗取|套取|克扣|以权谋私|优亲厚友"
    "|打击报复|违纪|纪委|监委|纪检|送礼|保密"
)
HIDES = re.compile("保密")


def accusations_are_named(context: LedgerContext) -> Iterator[Finding]:
    """A warning for each row that would be new without a class, and one for each table whose heading makes its rows
    accusations."""
    told = set()
    for row in context.lines:
        if row.key in context.known:
            continue
        if row.by_heading and row.sheet not in told:
            told.add(row.sheet)
            yield from context.at(
                row, "text", "PT-10", WARNING, "sealed-by-heading",
                "标题或表头写的是举报，没有写信访类别的按检举控告密封，乡镇看不到", "不是检举控告的，请加一栏“信访类别”写明后重新上传",
            )  # fmt: skip
        if not row.kind and ("accusing" in row.kept or LIKE.search(row.text) or HIDES.search(row.cell)):
            yield from context.at(
                row, "text", "PT-10", WARNING, "accusation-like",
                "像是检举控告，但没有写信访类别，将按申诉求决登记，乡镇能看到",
                "是检举控告的，请加一栏“信访类别”写明，入库即密封",
            )  # fmt: skip
