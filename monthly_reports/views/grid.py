"""What the entry grid asks for and what it shows again. Keys are the field words of a change list's columns, values the
words a cell would hold, so that a typed row is read exactly as a sheet's."""

import json
from typing import Any

from core import months
from core.synonyms import load

from ..models import ChangeKind, Submission


def columns(month: str) -> list[dict[str, Any]]:
    """The columns of the grid; choices come from the county's own dictionary."""
    words = load()

    def pick(kind: str) -> list[list[str]]:
        return [[label, label] for label in words.choices(kind).values()]

    next_month = months.add(month, 1)
    kinds = [[kind.label, kind.label] for kind in ChangeKind]
    return [
        _column("scheme", "救助类别", "select", 8, options=pick("scheme"), required=True),
        _column("village", "村", "text", 7, required=True),
        _column("group", "组", "text", 4),
        _column("head_name", "户主姓名", "text", 6, required=True),
        _column("head_id", "户主身份证号", "id", 12, required=True),
        _column("change_kind", "变动类型", "select", 8, options=kinds, required=True),
        _column("reason", "变动原因", "select", 9, options=pick("change_reason"), required=True),
        _column("name", "变动人姓名", "text", 6, hint="类别调整、提标、降标等按户变动的可不填"),
        _column("id_number", "变动人身份证号", "id", 12),
        _column("relation", "与户主关系", "select", 7, options=pick("relation"), hint="新增人员填写"),
        _column("old_grade", "原类别", "select", 5, options=pick("grade")),
        _column("new_grade", "现类别", "select", 5, options=pick("grade")),
        _column("old_count", "原保障人数", "number", 5),
        _column("new_count", "现保障人数", "number", 5),
        _column("old_monthly", "原月金额", "money", 6, hint="元，整户每月"),
        _column("new_monthly", "现月金额", "money", 6, hint="元，整户每月"),
        _column("effective_month", "执行月份", "month", 7, required=True, hint=f"一般为次月 {next_month}"),
        _column("death_date", "死亡日期", "date", 8, hint="因死亡减少的必填"),
        _column("care_mode", "供养方式", "select", 8, options=pick("care_mode"), hint="特困人员填写"),
        _column("account_holder", "开户人", "text", 6),
        _column("account", "银行账号", "account", 13),
        _column("note", "备注", "long", 12),
    ]


def _column(key: str, label: str, kind: str, width: int, **more: Any) -> dict[str, Any]:
    return {"key": key, "label": label, "type": kind, "width": width} | more


def rows_of(submission: Submission | None) -> list[dict[str, str]]:
    """The rows of a draft as they were typed."""
    if submission is None or not submission.content:
        return []
    content = json.loads(submission.content)
    rows = content.get("rows", []) if isinstance(content, dict) else content
    return [row for row in rows if isinstance(row, dict)]


def findings_of(submission: Submission) -> list[dict[str, Any]]:
    """What the checks found."""
    found: list[dict[str, Any]] = json.loads(submission.findings_json) if submission.findings_json else []
    return found


def errors(submission: Submission | None) -> list[dict[str, Any]]:
    """The findings by grid row (0-based) and key, as the grid marks them. A grid cell's address is 'row:key'."""
    if submission is None:
        return []
    return [
        {"row": int(row) - 1, "key": key, "message": finding["message"], "severity": finding["severity"]}
        for finding in findings_of(submission)
        for row, _, key in [finding["cell"].partition(":")]
        if row.isdigit()
    ]


def readable(submission: Submission) -> list[dict[str, Any]]:
    """The findings for people: a cell of the grid is told by its row and the column's word."""
    words = {column["key"]: column["label"] for column in columns(submission.report.period.month)}
    found = findings_of(submission)
    if submission.source != Submission.Source.GRID:
        return found
    for finding in found:
        row, _, key = finding["cell"].partition(":")
        if row.isdigit():
            finding["cell"] = f"第{row}行 {words.get(key, '')}".strip()
    return found
