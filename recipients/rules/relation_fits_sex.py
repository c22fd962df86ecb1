"""RO-24 A relation that tells the sex (子, 女, 夫, 妻 …) agrees with the ID number."""

from collections.abc import Iterator

from core.sheets.findings import WARNING, Finding

from .context import Context

MEN = {
    "husband", "son", "adopted_son", "grandson", "grandson_by_daughter", "father", "grandfather", "stepfather",
    "maternal_grandfather", "elder_brother", "younger_brother", "son_in_law", "great_grandson", "nephew",
    "father_of_husband", "father_of_wife", "grandson_in_law",
}  # fmt: skip
WOMEN = {
    "wife", "daughter", "adopted_daughter", "granddaughter", "granddaughter_by_daughter", "mother", "grandmother",
    "maternal_grandmother", "stepmother", "elder_sister", "younger_sister", "daughter_in_law", "niece",
    "great_granddaughter", "mother_of_husband", "mother_of_wife", "nephew_wife", "grandson_wife",
}  # fmt: skip


def relation_fits_sex(context: Context) -> Iterator[Finding]:
    """One warning for each member."""
    for family, member in context.lines:
        if not member.id or (member.role not in MEN and member.role not in WOMEN):
            continue
        male = ord(member.id[16]) & 1 == 1
        if male != (member.role in MEN):
            yield context.finding(
                "RO-24",
                WARNING,
                "relation-sex",
                (family.sheet, member.row, "relation"),
                f"与户主关系填“{member.relation}”，身份证号显示为{'男' if male else '女'}性",
                "请核对关系和身份证号",
            )
