"""RO-56 A relation that tells the sex (父亲, 妻子, 叔叔 …) agrees with the recipient's ID number; spouses differ in sex."""

from collections.abc import Iterator

from core.sheets.findings import WARNING, Finding

from ..relation_fits_sex import MEN, WOMEN
from .context import KinContext

KINSMEN = MEN | {"uncle", "brother", "spouse_brother", "spouse_uncle", "husband_of_elder_sister", "husband_of_younger_sister"}  # fmt: skip
KINSWOMEN = WOMEN | {"aunt", "sister", "spouse_sister", "spouse_aunt", "wife_of_elder_brother", "wife_of_younger_brother"}  # fmt: skip
SPOUSES = {"spouse", "husband", "wife"}


def _is_man(id_number: str) -> bool:
    return ord(id_number[16]) & 1 == 1


def kin_relation_fits_sex(context: KinContext) -> Iterator[Finding]:
    """One warning for each line."""
    for line in context.lines:
        if not line.id:
            continue
        man = _is_man(line.id)
        if (man and line.role in KINSWOMEN) or (not man and line.role in KINSMEN):
            yield context.finding(
                "RO-56",
                WARNING,
                "kin-sex",
                (line.sheet, line.row, "relation"),
                f"与经办人关系填“{line.relation}”，享受人身份证号显示为{'男' if man else '女'}性",
                "请核对关系和享受人身份证号",
            )
        elif line.role in SPOUSES and line.official_id and _is_man(line.official_id) == man:
            yield context.finding(
                "RO-56",
                WARNING,
                "kin-sex",
                (line.sheet, line.row, "relation"),
                "关系填夫妻，两人身份证号显示为同一性别",
                "请核对关系和双方身份证号",
            )
