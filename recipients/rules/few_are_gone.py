"""RO-39 A roster lists the whole township: many households missing from it are asked about."""

from collections.abc import Iterator

from core.sheets.findings import WARNING, Finding

from .context import Context

SHARE = 0.1


def few_are_gone(context: Context) -> Iterator[Finding]:
    """One warning for the file when more than a tenth of the listed households are not in it."""
    if context.gone and context.gone > SHARE * context.listed_before:
        yield context.at_sheet(
            "RO-39",
            WARNING,
            "many-gone",
            ("", ""),
            f"现有 {context.listed_before} 户中有 {context.gone} 户不在本次花名册里，入库后将停保",
            "请确认本次上传的是全乡镇的花名册，不是部分村",
        )
