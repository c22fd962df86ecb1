"""RO-09 The sex agrees with the 17th place of the ID number (GB 11643: odd is male)."""

from collections.abc import Iterator

from core.sheets.findings import ERROR, Finding

from .context import Context


def sex_fits_id(context: Context) -> Iterator[Finding]:
    """One finding for each line; lines whose ID number is itself wrong or another's are left to the other rules."""
    for family, member in context.lines:
        if (family.sheet, member.row) in context.repeated:
            continue
        if member.sex and member.id and (member.sex == "1") != (ord(member.id[16]) & 1 == 1):
            yield context.finding(
                "RO-09",
                ERROR,
                "sex-mismatch",
                (family.sheet, member.row, "sex"),
                "性别与身份证号不一致",
                "请核对性别和身份证号第 17 位（单数为男，双数为女）",
            )
