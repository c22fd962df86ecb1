"""A web page saved as .xls is its tables, as a reader sees them."""

import html

import pytest

from core.sheets.errors import Unreadable
from core.sheets.limits import DEFAULT, Limits
from core.sheets.read import read
from core.sheets.webpage import page_sheet

from . import people as p


def as_page(rows: list[list], encoding: str = "utf-8") -> bytes:
    lines = "".join(
        "<tr>"
        + "".join(f"<td style=\"mso-number-format:'\\@'\">{html.escape(str(c or ''))}</td>" for c in row)
        + "</tr>"
        for row in rows
    )
    head = f"<html><head><title>导出</title><style>td {{color: red}}</style><meta charset={encoding}></head>"
    return f"{head}<body><table border=1>{lines}</table><script>x('<td>9')</script></body></html>".encode(encoding)


def shown(text: str, limits: Limits = DEFAULT) -> list[list]:
    return page_sheet(text.encode(), limits).rows


def refused(text: str, **changes: int) -> str:
    with pytest.raises(Unreadable) as found:
        page_sheet(text.encode(), Limits(**changes))
    return found.value.code


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_a_page_is_the_same_roster(encoding: str) -> None:
    book = read(as_page([["香水镇2021年6月花名册"], p.FLAT, *p.flat_rows()], encoding), "花名册.xls")
    assert book.kind == "xls" and p.understood(book.sheets[0]) == p.expected(p.truth())


def test_spans_are_merged_areas_and_what_stands_outside_is_a_line() -> None:
    sheet = page_sheet(
        "<html><h3>香水镇花名册</h3><table><thead><tr><th rowspan=2>序号<th colspan='2'>户主<tr><th>姓名<th>号码</thead>"
        "<tr><td>1<td rowspan=2>王德<br>（户主）</td><td>&nbsp;6404&amp;</td></tr><tr><td>2</td><td>x<p>y</p></tr></table>"
        "<div>制表人：</div><table><tr><td>另表</td></tr></table>".encode(),
        DEFAULT,
    )
    assert sheet.rows == [
        ["香水镇花名册", None, None], ["序号", "户主", None], [None, "姓名", "号码"], ["1", "王德\n（户主）", "6404&"],
        ["2", None, "x\ny"], ["制表人：", None, None], ["另表", None, None],
    ]  # fmt: skip
    assert sheet.merges == [(1, 0, 2, 0), (1, 1, 1, 2), (3, 1, 4, 1)]


def test_odd_markup_is_no_cell() -> None:
    assert shown("<table><td>1<td colspan=0>2<td rowspan=x>3</table></td></tr>") == [["1", "2", "3"]]
    assert shown('<table><tr><td>="640498197211278431"</td><td>=1+1</td></tr>between</table>') == [
        ["640498197211278431", "=1+1"]
    ]
    assert shown("</title><table><tr><td rowspan=9>1</td></tr></table>") == [["1"]]


def test_a_page_keeps_to_the_limits() -> None:
    assert refused("<p>姓名") == refused("<table><tr><td><table><tr><td>1") == "html"
    assert refused("<table><tr><td>\x01") == "not-a-workbook"
    assert refused("<table><tr><td colspan=9>1", columns=8) == "too-many-columns"
    assert refused("<table>" + "<tr><td rowspan=50 colspan=5>1" * 3, cells=700) == "too-many-cells"
    assert refused("<table>" + "<tr><td>1" * 1100, rows=50) == "too-many-rows"
