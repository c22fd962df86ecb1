"""RO-25 Head and spouse are a man and a woman (Civil Code art. 1046)."""

from collections.abc import Iterator

from core.sheets.findings import WARNING, Finding

from .context import Context

SPOUSES = {"spouse", "husband", "wife"}


def spouses_differ_in_sex(context: Context) -> Iterator[Finding]:
    """One warning at the spouse's relation; a second spouse is told too."""
    for family in context.roster.families:
        head = family.head
        spouses = [member for member in family.members if member.role in SPOUSES and member is not head]
        for number, spouse in enumerate(spouses):
            same = head and head.id and spouse.id and (ord(head.id[16]) ^ ord(spouse.id[16])) & 1 == 0
            if same or number:
                yield context.finding(
                    "RO-25",
                    WARNING,
                    "spouse-sex",
                    (family.sheet, spouse.row, "relation"),
                    "同一户有两名配偶" if number else "配偶与户主性别相同",
                    "请核对与户主关系和身份证号",
                )
