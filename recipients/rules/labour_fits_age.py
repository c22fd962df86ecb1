"""RO-26 有劳动能力 is said of persons from 16 to 70 years."""

from collections.abc import Iterator

from core.sheets.findings import WARNING, Finding

from .context import Context

FULL = {"有", "有劳动能力", "普通劳动力", "完全劳动能力", "技能劳动力"}
YOUNGEST, OLDEST = 16, 70


def labour_fits_age(context: Context) -> Iterator[Finding]:
    """One warning for each child or aged person said to be fully able to work."""
    year = int(context.month[:4])
    for family, member in context.lines:
        if member.id and member.labour in FULL:
            age = year - int(member.id[6:10])
            if not YOUNGEST <= age <= OLDEST:
                yield context.finding(
                    "RO-26",
                    WARNING,
                    "labour-age",
                    (family.sheet, member.row, "labour"),
                    f"{age} 岁，劳动能力填“{member.labour}”",
                    "请核对劳动能力",
                )
