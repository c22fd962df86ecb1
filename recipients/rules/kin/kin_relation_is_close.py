"""RO-57 The recipient is a close relative of the official as the notice on declared kin counts them (宁民办〔2014〕51号)."""

from collections.abc import Iterator

from core.sheets.findings import WARNING, Finding

from .context import KinContext

# 配偶；夫妻双方父母、兄弟姐妹；子女及其配偶；祖（外祖）父母；孙（外孙）子女；夫妻双方父母的兄弟姐妹；养、继、半血缘同。
CLOSE = {
    "spouse", "husband", "wife", "father", "mother", "parent", "father_of_husband", "mother_of_husband",
    "father_of_wife", "mother_of_wife", "stepfather", "stepmother", "elder_brother", "younger_brother", "elder_sister",
    "younger_sister", "sibling", "brother", "sister", "spouse_sibling", "spouse_brother", "spouse_sister", "son",
    "daughter", "child", "adopted_son", "adopted_daughter", "son_in_law", "daughter_in_law", "grandfather",
    "grandmother", "grandparent", "maternal_grandfather", "maternal_grandmother", "grandson", "granddaughter",
    "grandchild", "grandson_by_daughter", "granddaughter_by_daughter", "uncle", "aunt", "spouse_uncle", "spouse_aunt",
}  # fmt: skip


def kin_relation_is_close(context: KinContext) -> Iterator[Finding]:
    """One warning for each relation that is missing, unknown or not among them."""
    yield from context.told("RO-57", WARNING, "kin-relation-missing", "kin-relation-unknown")
    for line in context.lines:
        if line.role and line.role not in CLOSE:
            yield context.finding(
                "RO-57",
                WARNING,
                "kin-not-close",
                (line.sheet, line.row, "relation"),
                f"“{line.relation}”不在须备案的近亲属范围内",
                "请核对关系；确要登记的，写明理由即可",
            )
