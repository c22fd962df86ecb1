"""RO-20 家庭人口 is the number of the family's lines."""

from collections.abc import Iterator

from core.sheets.findings import WARNING, Finding

from .context import Context


def size_fits_lines(context: Context) -> Iterator[Finding]:
    """One warning for each family whose stated size differs."""
    for family in context.roster.families:
        if family.size is not None and family.size != len(family.members):
            yield context.finding(
                "RO-20",
                WARNING,
                "size-differs",
                (family.sheet, family.row, "household_size"),
                f"家庭人口填 {family.size} 人，表中列出 {len(family.members)} 人",
                "请核对家庭人口，或补全家庭成员",
            )
