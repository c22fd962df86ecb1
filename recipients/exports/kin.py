"""The register of declared kin as it is filed (备案登记表): title, unit line, signature line, seal place. Numbers masked."""

from collections.abc import Iterable, Iterator, Mapping
from typing import IO, Any

from core.sheets.write import Column, Document, write_xlsx
from core.templatetags.formats import masked_id

from ..models import KinDeclaration

HEADING = "最低生活保障经办人员和村（居）委会成员近亲属享受低保备案登记表"
COLUMNS = (
    Column("序号", "number", 6),
    Column("经办人员（村干部）姓名", width=13),
    Column("经办人身份证号", width=21),
    Column("单位", width=16),
    Column("职务", width=13),
    Column("享受人姓名", width=10),
    Column("享受人身份证号", width=21),
    Column("与经办人关系", width=10),
    Column("救助类别", width=11),
    Column("保障类别", width=9),
    Column("保障人数", "number", 8),
    Column("月保障金额", "money", 11),
    Column("享受起始月", width=11),
    Column("是否主动申报", width=8),
    Column("核查人", width=10),
    Column("核查日期", "date", 12),
    Column("核查结论", width=18),
    Column("回避记录", width=14),
    Column("处理", width=14),
    Column("乡镇", width=11),
    Column("与花名册核对", width=14),
    Column("注销", width=16),
)
SIGNATURES = "填表人：　　　　　　　审核人：　　　　　　　负责人：　　　　　　　（公章）　　　　　年　　月　　日"
ANSWERS = {True: "是", False: "否", None: ""}


def write_register(
    target: str | IO[bytes], rows: Iterable[KinDeclaration], towns: Mapping[str, str], *, bureau: str, footer: str
) -> int:
    """Write the workbook as filed, A4 across with a repeating header; returns its lines."""
    document = Document(
        heading=HEADING,
        columns=COLUMNS,
        rows=_values(rows, towns),
        sheet="备案登记表",
        unit_line=f"填报单位：{bureau}　　　　　　　　　　单位：元、人",
        total_label="",
        closing=(SIGNATURES,),
        footer=footer,
    )
    return write_xlsx(target, document)


def _values(rows: Iterable[KinDeclaration], towns: Mapping[str, str]) -> Iterator[list[Any]]:
    for number, row in enumerate(rows, 1):
        yield [
            number,
            row.official_name,
            masked_id(row.official_id),
            row.unit,
            row.post,
            row.recipient_name,
            masked_id(row.recipient_id),
            row.relation,
            row.get_scheme_display(),
            row.grade,
            row.covered,
            row.monthly_fen,
            row.since_month,
            ANSWERS[row.declared],
            row.checked_by,
            row.checked_on,
            row.conclusion,
            row.recusal,
            row.handling,
            towns.get(row.township_code, ""),
            row.get_match_display(),
            f"{row.ended_on} {row.ended_reason}" if row.ended_on else "",
        ]
