"""MR-03. A title that names a month or a township names this report's."""

from collections.abc import Iterator, Sequence

from core.months import chinese
from core.sheets.findings import WARNING, Finding

from .facts import Context, Filing
from .fold import Outcome

CODE = "MR-03"


def title_names_this_month(filing: Filing, context: Context, made: Sequence[Outcome]) -> Iterator[Finding]:
    """Warn where the sheet's title speaks of another month or another township: perhaps the wrong file."""
    for title in filing.titles:
        if title.month and title.month != context.month:
            message = f"表题写的是{chinese(title.month)}，现在填报的是{chinese(context.month)}。"
            hint = "如果选错了文件，请重新上传；如果只是表题没有改，可在确认时说明。"
            yield Finding(CODE, WARNING, "title-month", title.sheet, title.cell, message, hint)
        if title.unit and context.township_names and not any(name in title.unit for name in context.township_names):
            message = f"表头写的单位是“{title.unit}”，现在填报的是{context.township_names[0]}。"
            yield Finding(CODE, WARNING, "title-unit", title.sheet, title.cell, message, "请核对是否选错了文件。")
