"""A chart's table as a workbook."""

import datetime as dt
import io

from core.sheets.write import Column, Document, write_xlsx
from core.templatetags.formats import datetime_cn

from ..board.charts import Cell, Chart


def workbook(chart: Chart, *, unit: str, counted_at: dt.datetime | None) -> bytes:
    """The table as shown, numbers as numbers, shares as they are written, money in yuan; when it was counted at the foot."""
    columns = [Column(chart.head[0], width=18)]
    rows = [[row.label, *(_value(chart, at, cell) for at, cell in enumerate(row.cells, 1))] for row in chart.rows]
    if chart.totals:
        rows.append(["合计", *(_value(chart, at, cell) for at, cell in enumerate(chart.totals, 1))])
    for at, word in enumerate(chart.head[1:], 1):
        columns.append(Column(word, "money" if at in chart.money else "number", 12))
    when = datetime_cn(counted_at) if counted_at else "尚未计算"
    told = f"{unit}　{chart.unit}　数据更新于 {when}"
    target = io.BytesIO()
    closing = (chart.note,) if chart.note else ()
    write_xlsx(target, Document(chart.title, columns, rows, chart.title, told, closing=closing))
    return target.getvalue()


def _value(chart: Chart, at: int, cell: Cell) -> int | str | None:
    if at in chart.money or not cell.text:
        return cell.value
    return cell.text
