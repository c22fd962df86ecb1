"""RO-28 A family has one head, and the head's own columns name the same person."""

from collections.abc import Iterator

from core.sheets.findings import WARNING, Finding

from .context import Context

PERSONAL = {"tekun", "old_age_allowance"}


def family_has_one_head(context: Context) -> Iterator[Finding]:
    """One warning for each family without a head line, with two, or whose head differs from the head's columns."""
    for family in context.roster.families:
        heads = [member for member in family.members if member.role == "head"]
        head = family.head
        if head is None and family.scheme not in PERSONAL:
            yield context.finding(
                "RO-28",
                WARNING,
                "head-missing",
                (family.sheet, family.row, "head_name"),
                "这一户的成员里没有户主",
                "请补上户主一行，或把户主的“与户主关系”填“户主”",
            )
        elif len(heads) > 1:
            yield context.finding(
                "RO-28",
                WARNING,
                "head-twice",
                (family.sheet, heads[1].row, "relation"),
                "同一户有两个户主，已按第一个处理",
                "请核对与户主关系",
            )
        elif head and head.id and family.head_id and head.id != family.head_id:
            yield context.finding(
                "RO-28",
                WARNING,
                "head-mismatch",
                (family.sheet, family.row, "head_id"),
                "户主身份证号与户主那一行的身份证号不同，已按户主那一行处理",
                "请核对户主身份证号",
            )
