"""RO-43 Where the county pays by class, the list says each family's class."""

from collections.abc import Iterator

from core.sheets.findings import WARNING, Finding

from .context import Context


def grade_is_told(context: Context) -> Iterator[Finding]:
    """One warning per table without any class, else one for each family that lacks its own."""
    paid = {scheme for scheme, grade in context.rates if grade}
    for index, part in enumerate(context.roster.parts):
        families = [family for family in context.roster.families if family.sheet == index and family.scheme in paid]
        without = [family for family in families if not family.grade]
        faults = {fault.row for fault in context.by_kind.get("grade-unknown", ()) if fault.sheet == index}
        if families and len(without) == len(families) and not faults:
            yield context.at_sheet(
                "RO-43",
                WARNING,
                "grade-missing",
                (part.title, part.table.head_address(0)),
                "表中没有写明保障类别（A、B、C 类）",
                "请补上“保障类别”栏；按类分表的，请在表名或标题写明是哪一类",
            )
            continue
        for family in without:
            if family.row not in faults:
                at = (family.sheet, family.row, "grade")
                yield context.finding("RO-43", WARNING, "grade-missing", at, "保障类别没有填", "请填 A、B 或 C")
