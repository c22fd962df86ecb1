"""RO-32 Column, title, sheet name or the line above tells the scheme; where none does, rural dibao is assumed."""

from collections.abc import Iterator

from core.sheets.findings import WARNING, Finding

from .context import Context


def scheme_is_told(context: Context) -> Iterator[Finding]:
    """One warning per table whose scheme had to be assumed."""
    for part in context.roster.parts:
        if not part.scheme_told:
            yield context.at_sheet(
                "RO-32",
                WARNING,
                "scheme-assumed",
                (part.title, ""),
                "表中没有写明救助类别，已按农村低保处理",
                "如果不是农村低保，请在标题或“救助类别”栏写明后重新上传",
            )
