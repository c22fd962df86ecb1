"""Small registers of declared kin to test with."""

import datetime as dt
from typing import Any

from core.models import User
from core.sheets.model import Sheet, Workbook
from core.sheets.synonyms import shipped
from recipients.intake.kin import Register, read_register
from recipients.models import KinImport
from recipients.operations.kin_imports import check_kin_import, commit_kin_import, stage_kin_import
from recipients.rules.kin import KinContext
from tests.recipients.rosters import DATA, person, workbook

SAMPLE = DATA / "kin-register.xlsx"
TODAY = dt.date(2021, 7, 23)
HEAD = [
    "序号", "经办人员（村干部）姓名", "经办人身份证号", "单位", "职务", "享受人姓名", "享受人身份证号", "与经办人关系",
    "救助类别", "保障类别", "保障人数", "月保障金额", "享受起始月", "是否主动申报", "核查人", "核查日期", "核查结论",
    "回避记录", "处理",
]  # fmt: skip
FIRST = {
    "序号": 1, "经办人员（村干部）姓名": "伍国", "经办人身份证号": person(501, 1980), "单位": "香水镇丙塬村",
    "职务": "村委会主任", "享受人姓名": "伍老大", "享受人身份证号": person(1, 1950), "与经办人关系": "父亲",
    "救助类别": "农村低保", "保障类别": "C", "保障人数": 2, "月保障金额": 480, "享受起始月": "2019-04",
    "是否主动申报": "是", "核查人": "马建国", "核查日期": "2021-06-30", "核查结论": "符合", "回避记录": "已回避",
    "处理": "",
}  # fmt: skip


def line(**changes: Any) -> list[Any]:
    """One row of the register."""
    return [(FIRST | changes)[word] for word in HEAD]


def sheet_rows(*rows: list[Any]) -> list[list[Any]]:
    """A whole sheet: title, unit line, header, rows."""
    return [
        ["最低生活保障经办人员和村（居）委会成员近亲属享受低保备案登记表"], ["填报单位：泾源县民政局"], list(HEAD), *rows,
    ]  # fmt: skip


def read_rows(rows: list[list[Any]], title: str = "备案登记表") -> Register:
    """The register read from plain rows, without a file."""
    width = max(map(len, rows))
    padded = [row + [None] * (width - len(row)) for row in rows]
    return read_register(Workbook("x.xlsx", "xlsx", [Sheet(title, padded)]), shipped())


def context(*rows: list[Any], **known: Any) -> KinContext:
    """What the rules see of the rows."""
    return KinContext(read_rows(sheet_rows(*rows)), TODAY, **known)


def found(rule: Any, **changes: Any) -> list[tuple[str, str, str]]:
    """(cell, severity, kind) of what a rule finds in one row so changed."""
    known = {name: changes.pop(name) for name in ("known", "ended") if name in changes}
    return [(f.cell, f.severity, f.kind) for f in rule(context(line(**changes), **known))]


def file(*rows: list[Any]) -> bytes:
    """The rows as an .xlsx."""
    return workbook(("备案登记表", sheet_rows(*rows)))


def check(data: bytes, by: User, filename: str = "备案.xlsx") -> KinImport:
    """Stage and check a file."""
    return check_kin_import(stage_kin_import(by=by, data=data, filename=filename))


def take_in(data: bytes, by: User, filename: str = "备案.xlsx") -> KinImport:
    """Stage, check and commit a file."""
    imp = check(data, by, filename)
    return commit_kin_import(imp, by=by, version=imp.version, warning_reason="已逐条核对")
