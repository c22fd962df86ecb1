"""RO-06 Every line carries a name of 2 to 50 characters; a mark beside it is left out, and the name that is listed is told."""

from collections.abc import Iterator

from core.sheets import values
from core.sheets.findings import ERROR, WARNING, Finding
from core.sheets.table import Table
from core.sheets.told import Fault

from .context import Told


def name_is_filled(context: Told) -> Iterator[Finding]:
    """One finding for each cell that fails, or whose mark was left out; one for a table whose column of names nobody knows."""
    for index, part in enumerate(context.source.parts):
        blank = [fault for fault in context.by_kind.get("name-missing", ()) if fault.sheet == index]
        if len(blank) > 1 and {fault.field for fault in blank} == {"head_name"}:
            yield _no_column(context, part.title, part.table, blank)
        else:
            for fault in blank:
                at = (index, fault.row, fault.field)
                yield context.finding("RO-06", ERROR, "name-missing", at, "姓名没有填", "请填写姓名")
    yield from context.told("RO-06", ERROR, "name-form", "name-several", "name-dead")
    for fault in context.by_kind.get("name-marked", ()):
        at = (fault.sheet, fault.row, fault.field)
        message = f"姓名旁的标记已去掉，登记为“{fault.shown}”"
        yield context.finding("RO-06", WARNING, "name-marked", at, message, "请核对姓名，标记请写到备注栏")


def _no_column(context: Told, title: str, table: Table, blank: list[Fault]) -> Finding:
    """Where only 户主姓名 is known, what is missing is the column of each person's name; the unread one that holds names is named."""
    rows = [fault.row for fault in blank]
    unread = next(((col, word) for col, word in table.unknown if _holds_names(table, col, rows)), None)
    cell = table.head_address(unread[0] if unread else table.columns["head_name"])
    looks = f"，而“{unread[1]}”这一栏像是姓名" if unread else ""
    message = f"没有找到每个人的“姓名”这一栏，有 {len(blank)} 行没有姓名{looks}"
    hint = "请把每个人姓名这一栏的表头改成“姓名”后重新上传"
    return context.at_sheet("RO-06", ERROR, "name-column-missing", (title, cell), message, hint)


def _holds_names(table: Table, col: int, rows: list[int]) -> bool:
    return all(values.name(table.sheet.value(row, col))[1] is None for row in rows)
