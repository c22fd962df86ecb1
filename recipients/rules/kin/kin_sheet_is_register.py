"""RO-51 Every filled sheet holds a register of declared kin with official, recipient, ID number and relation."""

from collections.abc import Iterator

from core.sheets.findings import ERROR, WARNING, Finding

from .context import KinContext

NEEDED = {"name": "享受人姓名", "id_number": "享受人身份证号", "relation": "与经办人关系"}


def kin_sheet_is_register(context: KinContext) -> Iterator[Finding]:
    """A warning per sheet that was left out, an error per column that a table lacks."""
    for title in context.declared.skipped:
        yield context.at_sheet(
            "RO-51",
            WARNING,
            "sheet-skipped",
            (title, ""),
            "这张表里没有认出备案登记表，未读取",
            "如果它也是备案登记表，请检查表头是否有经办人姓名、享受人姓名、享受人身份证号、与经办人关系",
        )
    for part in context.declared.parts:
        cell = f"A{part.table.header_rows.start + 1}"
        for name in part.table.missing(*NEEDED):
            yield context.at_sheet(
                "RO-51",
                ERROR,
                "column-missing",
                (part.title, cell),
                f"没有找到“{NEEDED[name]}”这一栏",
                "请补上这一栏后重新上传",
            )
