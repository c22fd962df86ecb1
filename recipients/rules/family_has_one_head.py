"""RO-28 A family has one head, on one of its lines, and the head's own columns name the same person."""

from collections.abc import Iterator

from core.sheets.findings import ERROR, WARNING, Finding

from ..intake.staged import Family
from .context import Context

PERSONAL = {"tekun", "old_age_allowance"}


def family_has_one_head(context: Context) -> Iterator[Finding]:
    """One finding for each family without a head line, with two, or whose head differs from the head's columns; an error
    where the head's columns name a person who is on none of its lines."""
    for family in context.roster.families:
        heads = [member for member in family.members if member.role == "head"]
        head = family.head
        if family.scheme not in PERSONAL and _is_lost(context, family):
            yield context.finding(
                "RO-28",
                ERROR,
                "head-unlisted",
                (family.sheet, family.row, "head_id"),
                "户主的姓名和身份证号不在这一户的任何一行里，户主会漏掉",
                "请每人一行，户主也写一行，“与户主关系”填“户主”",
            )
        elif head is None and family.scheme not in PERSONAL:
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
        elif head and head.role == "head" and head.name and family.head_name not in ("", head.name):
            yield context.finding(
                "RO-28",
                WARNING,
                "head-name-differs",
                (family.sheet, family.row, "head_name"),
                "户主姓名与户主那一行的姓名不同，已按户主那一行处理",
                "请核对户主姓名；连着的两户请各写各的户主",
            )


def _is_lost(context: Context, family: Family) -> bool:
    if family.size == len(family.members):  # the sheet itself counts without that head
        return False
    if context.has(family, "relation") and any(member.role == "head" for member in family.members):
        return False
    named = family.head_id and family.head_name
    return bool(named) and all(
        member.id != family.head_id and member.name != family.head_name for member in family.members
    )
