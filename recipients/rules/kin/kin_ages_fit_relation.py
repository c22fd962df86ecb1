"""RO-55 The ages of official and recipient fit the relation: a father is older than his son, a granddaughter younger."""

from collections.abc import Iterator

from core.sheets.findings import WARNING, Finding

from .context import KinContext, years_older

OLDER, YOUNGER = 120, -120
PARENT, GRANDPARENT, SIBLINGS, IN_LAWS, UNCLES = 14, 28, 30, 40, 25
# role -> by how many years the recipient may be older than the official: least and most.
GAPS: dict[str, tuple[int, int]] = {
    **dict.fromkeys(
        ("father", "mother", "parent", "father_of_husband", "mother_of_husband", "father_of_wife", "mother_of_wife"),
        (PARENT, OLDER),
    ),
    **dict.fromkeys(("stepfather", "stepmother"), (1, OLDER)),
    **dict.fromkeys(("son", "daughter", "child"), (YOUNGER, -PARENT)),
    **dict.fromkeys(("adopted_son", "adopted_daughter", "son_in_law", "daughter_in_law"), (YOUNGER, -1)),
    **dict.fromkeys(
        ("grandfather", "grandmother", "grandparent", "maternal_grandfather", "maternal_grandmother"),
        (GRANDPARENT, OLDER),
    ),
    **dict.fromkeys(
        ("grandson", "granddaughter", "grandchild", "grandson_by_daughter", "granddaughter_by_daughter"),
        (YOUNGER, -GRANDPARENT),
    ),
    **dict.fromkeys(("elder_brother", "elder_sister"), (0, SIBLINGS)),
    **dict.fromkeys(("younger_brother", "younger_sister"), (-SIBLINGS, 0)),
    **dict.fromkeys(("sibling", "brother", "sister"), (-SIBLINGS, SIBLINGS)),
    **dict.fromkeys(("spouse_sibling", "spouse_brother", "spouse_sister", "spouse", "husband", "wife"), (-IN_LAWS, IN_LAWS)),
    **dict.fromkeys(("uncle", "aunt", "spouse_uncle", "spouse_aunt"), (-UNCLES, OLDER)),
}  # fmt: skip
MARRIED_FROM = 16
SPOUSES = {"spouse", "husband", "wife"}


def kin_ages_fit_relation(context: KinContext) -> Iterator[Finding]:
    """One warning at the relation of each line whose ages do not fit."""
    for line in context.lines:
        older = years_older(line.id, line.official_id)
        if older is None or line.role not in GAPS:
            continue
        least, most = GAPS[line.role]
        message = ""
        if not least <= older <= most:
            compared = f"享受人比经办人大 {older} 岁" if older >= 0 else f"享受人比经办人小 {-older} 岁"
            message = f"与经办人关系填“{line.relation}”，但按身份证号{compared}"
        elif line.role in SPOUSES and (age := context.today.year - int(line.id[6:10])) < MARRIED_FROM:
            message = f"与经办人关系填“{line.relation}”，但享受人只有 {age} 岁"
        if message:
            yield context.finding(
                "RO-55",
                WARNING,
                "kin-age",
                (line.sheet, line.row, "relation"),
                message,
                "请核对关系和双方身份证号",
            )
