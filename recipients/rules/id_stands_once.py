"""RO-07 A person stands once in a file: twice in one scheme, or in two schemes that exclude each other, is told at the second."""

from collections.abc import Iterator

from core.sheets.findings import ERROR, Finding

from .context import Context

# One person may draw these beside a living allowance.
BESIDE_OTHERS = {"old_age_allowance", "temporary_assistance"}
LIVING = "living"


def id_stands_once(context: Context) -> Iterator[Finding]:
    """One finding for each repeated line."""
    seen: dict[tuple[str, str], tuple[int, int]] = {}
    for family, member in context.lines:
        if not member.id:
            continue
        key = (member.id, family.scheme if family.scheme in BESIDE_OTHERS else LIVING)
        if key not in seen:
            seen[key] = (family.sheet, member.row)
            continue
        title, cell = context.roster.place(*seen[key], "id_number")
        yield context.finding(
            "RO-07",
            ERROR,
            "id-duplicate",
            (family.sheet, member.row, "id_number"),
            f"这个身份证号在表中已经出现过，首次在“{title}”{cell}",
            "请核对是重复登记还是输错号码，只保留一行",
        )
