"""RO-41 A column is known by its word; one taken by its content is shown, so that somebody confirms it."""

from collections.abc import Iterator

from core.sheets.findings import WARNING, Finding
from core.sheets.synonyms import shipped

from .context import Told


def columns_are_named(context: Told) -> Iterator[Finding]:
    """One warning per column whose word is unknown and whose content told its field, or that says again what another says."""
    for part in context.source.parts:
        for col, word, field in part.table.guessed:
            cell = part.table.head_address(col)
            message = f"“{word}”这一列没有在表头词库里，按内容当作“{shipped().heading(context.form, field)}”"
            hint = "请确认；常用这个词的，请系统管理员把它加进表头词库"
            yield context.at_sheet("RO-41", WARNING, "column-guessed", (part.title, cell), message, hint)
        for col, word in part.table.doubled:
            cell = part.table.head_address(col)
            message = f"“{word}”这一列与前面的一列意思相同，没有读取"
            hint = "请确认读取的是该用的一列；不用的一列可以删去或改名"
            yield context.at_sheet("RO-41", WARNING, "column-doubled", (part.title, cell), message, hint)
