"""The roster as it is filed: title, unit line, household cells merged down the members, 合计, signature line, seal place."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import IO, Any

from core import months
from core.sheets.write import Column, Document, csv_lines, write_xlsx
from core.templatetags.formats import masked_account, masked_id, yuan

from ..models import CareMode, Grade, Scheme
from ..models.choices import Sex
from ..roster import Line

COLUMNS = (
    Column("序号", "number", 6, merged=True),
    Column("村（社区）", width=12, merged=True),
    Column("组", width=7, merged=True),
    Column("户主姓名", width=10, merged=True),
    Column("户主身份证号", width=21, merged=True),
    Column("姓名", width=10),
    Column("身份证号", width=21),
    Column("与户主关系", width=10),
    Column("性别", width=6),
    Column("是否享受", width=8),
    Column("保障类别", width=10, merged=True),
    Column("家庭人口", "number", 8, total=True, merged=True),
    Column("保障人数", "number", 8, total=True, merged=True),
    Column("月保障金额", "money", 12, total=True, merged=True),
    Column("开户人", width=10, merged=True),
    Column("银行账号", width=22, merged=True),
)
KIND = "roster"
SEXES = dict(Sex.choices)
KINDS = dict(Grade.choices) | dict(CareMode.choices)
WORDS = [column.word for column in COLUMNS]
MONEY = WORDS.index("月保障金额")
SIGNATURES = "填报人：　　　　　　　审核人：　　　　　　　负责人：　　　　　　　（公章）　　　　　年　　月　　日"


@dataclass(frozen=True)
class Issue:
    """One document to be issued: of what, by whom, and under which number of the audit chain."""

    county: str
    town: str
    scheme: str
    month: str
    full: bool = False
    footer: str = ""

    @property
    def heading(self) -> str:
        """泾源县香水镇2021年6月农村低保对象花名册."""
        label = Scheme(self.scheme).label
        return f"{self.county}{self.town}{months.chinese(self.month)}{label}对象花名册"


def values(lines: Iterable[Line], *, full: bool) -> Iterator[list[Any]]:
    """The cells of each line in the order of COLUMNS; money in fen, numbers masked unless `full`."""
    shown_id, shown_account = (_plain, _plain) if full else (masked_id, masked_account)
    for line in lines:
        yield [
            line.serial,
            line.village,
            line.group,
            line.head_name,
            shown_id(line.head_id),
            line.name,
            shown_id(line.id_number),
            line.relation,
            SEXES.get(line.sex, ""),
            "是" if line.covered else "否",
            KINDS.get(line.grade or line.care_mode, ""),
            line.persons,
            line.covered_count,
            line.monthly_fen,
            line.account_holder,
            shown_account(line.account),
        ]


def _plain(text: str) -> str:
    return text


def write_document(target: str | IO[bytes], issue: Issue, lines: Iterable[Line]) -> int:
    """Write the workbook as filed, A4 across with a repeating header; returns its lines."""
    document = Document(
        heading=issue.heading,
        columns=COLUMNS,
        rows=values(lines, full=issue.full),
        sheet=Scheme(issue.scheme).label,
        unit_line=f"填报单位：{issue.town}人民政府　　　　　　　　　　所属月份：{months.chinese(issue.month)}　　　　　　　　　　单位：元、人",
        group=0,
        closing=(SIGNATURES,),
        footer=issue.footer,
        watermark=issue.footer if issue.full else "",
    )
    return write_xlsx(target, document)


def csv_document(issue: Issue, lines: Iterable[Line]) -> Iterator[str]:
    """The lines of the plain table; its last line says who issued it."""
    yield from csv_lines(WORDS, (_in_yuan(row) for row in values(lines, full=issue.full)))
    yield from csv_lines([issue.footer], (), bom=False)


def _in_yuan(row: Sequence[Any]) -> list[Any]:
    return [yuan(cell).replace(",", "") if place == MONEY else cell for place, cell in enumerate(row)]
