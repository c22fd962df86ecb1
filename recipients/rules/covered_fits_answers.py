"""RO-21 保障人数 is the number of lines answered 是, and at least one."""

from collections.abc import Iterator

from core.sheets.findings import WARNING, Finding

from .context import Context


def covered_fits_answers(context: Context) -> Iterator[Finding]:
    """One warning for each family whose stated number of covered persons differs, or that covers nobody."""
    for family in context.roster.families:
        covered = len(family.covered)
        if not covered:
            yield context.finding(
                "RO-21",
                WARNING,
                "nobody-covered",
                (family.sheet, family.row, "covered"),
                "这一户没有人享受，入库后不列入名单",
                "如应享受，请把“是否享受”填“是”",
            )
        elif family.covered_count is not None and family.covered_count != covered:
            yield context.finding(
                "RO-21",
                WARNING,
                "covered-differs",
                (family.sheet, family.row, "covered_count"),
                f"保障人数填 {family.covered_count} 人，表中享受的有 {covered} 人",
                "请核对保障人数和每人的“是否享受”",
            )
