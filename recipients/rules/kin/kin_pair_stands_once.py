"""RO-54 An official and a recipient stand once in a file."""

from collections.abc import Iterator

from core.sheets.findings import ERROR, Finding

from .context import KinContext


def kin_pair_stands_once(context: KinContext) -> Iterator[Finding]:
    """One error at the recipient's number of each repeated line."""
    seen: dict[tuple[str, str], tuple[int, int]] = {}
    for line in context.lines:
        official = line.official_id or line.official_name
        if not line.id or not official:
            continue
        first = seen.setdefault((official, line.id), (line.sheet, line.row))
        if first == (line.sheet, line.row):
            continue
        title, cell = context.declared.place(*first, "id_number")
        yield context.finding(
            "RO-54",
            ERROR,
            "pair-duplicate",
            (line.sheet, line.row, "id_number"),
            f"这位经办人和这位享受人在表中已经出现过，首次在“{title}”{cell}",
            "请核对是重复登记还是输错号码，只保留一行",
        )
