"""PT-02 The way it came in, its class and how far it came are words of the dictionary; others are kept as they stand."""

from collections.abc import Iterator

from core.sheets.findings import WARNING, Finding

from .context import LedgerContext

WORDS = {"channel": "信访类型", "kind": "信访类别"}
COMMON = {
    "channel": "来信、来访、来电、网上、12345转办、上级转办",
    "kind": "申诉求决、建议意见、检举控告、涉法涉诉、咨询感谢",
}


def words_are_known(context: LedgerContext) -> Iterator[Finding]:
    """A warning for each word nobody knows, and for a way that is not told."""
    for row in context.lines:
        for name, label in WORDS.items():
            if name in row.kept:
                yield from context.at(
                    row, name, "PT-02", WARNING, f"{name}-unknown",
                    f"{label}不是常用的词，将按原文记在备注里", f"常用：{COMMON[name]}",
                )  # fmt: skip
        if "progress" in row.kept and row.key not in context.known:
            yield from context.at(
                row, "handling" if row.handling else "outcome", "PT-02", WARNING, "progress-unknown",
                "看不出是否已办结，将按未办结入库，到期会催办", "已办结的请填办结日期，或在办理情况里写“已办结”",
            )  # fmt: skip
        if not row.channel and "channel" not in row.kept:
            yield from context.at(
                row,
                "channel",
                "PT-02",
                WARNING,
                "channel-missing",
                "没有填信访类型，将按来信登记",
                f"常用：{COMMON['channel']}",
            )
