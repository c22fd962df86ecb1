"""Between and below the persons: signatures, page marks and carried sums are none of them; a person always is one."""

import pytest

from core.sheets.header import find_table
from core.sheets.model import Sheet
from core.sheets.synonyms import shipped
from core.sheets.table import Table

HEAD = [
    "序号",
    "村",
    "组",
    "户主姓名",
    "姓名",
    "与户主关系",
    "身份证号",
    "是否享受",
    "类别",
    "保障人数",
    "月保障金额",
    "账号",
]
ONE = [1, "惠台村", 3, "王德", "王德", "户主", "640498197211278431", "是", "C类", 1, 240, None]
TWO = [2, "惠台村", 3, "赛国", "赛国", "户主", "640498197709130637", "是", "C类", 1, 240, None]


def table_of(*between: list, head: list = HEAD, form: str = "roster") -> Table:
    """The table of a sheet with lines between its two persons."""
    rows = [row + [None] * (len(head) - len(row)) for row in (head, ONE, *between, TWO)]
    found = find_table(Sheet("a", rows), form, shipped())
    assert found is not None
    return found


@pytest.mark.parametrize(
    "line",
    [
        ["审批：", None, "复核：", None, "填表："],
        ["审批：", None, "复核：", None, "填表：", None, None, None, "2021年6月25日"],
        ["审批：", "马国", "复核：", "海秀英", "填表：", "李玉兰"],
        ["村负责人：", None, "包村干部："],
        ["驻村第一书记：", None, None, "村支部书记："],
        ["会计：", None, "出纳：", None, "主管："],
        ["社区（村）意见：", None, None, None, "乡镇意见：", None, None, None, "县民政局意见："],
        ["公示时间：2021年6月18日至6月24日", None, None, None, "监督电话：0954-5011234"],
        ["编制单位：香水镇人民政府", None, None, "单位：元", None, "第1页"],
        ["乡镇：香水镇", None, "村：惠台村等", None, None, "2021年6月", None, "第", 1, "页", "共3页"],
        ["单位：元", None, None, None, None, None, None, None, "第 1 页 共 3 页"],
        ["转下页", None, None, None, None, None, None, None, None, None, 1480],
        ["承前页", None, None, None, None, None, None, None, None, 4, 1480],
        ["过次页", None, None, None, None, None, None, None, None, None, 1480],
        ["其中：A类", "3户", None, None, None, None, None, None, None, 7, 2660],
    ],
)
@pytest.mark.parametrize("form", ["roster", "changes"])
def test_signatures_page_marks_and_carried_sums_are_no_person(line: list, form: str) -> None:
    table = table_of(line, form=form)
    assert table.body == [1, 3] and table.totals == [] and table.ignored == []


@pytest.mark.parametrize(
    "line",
    [
        [3, "惠台村", 3, "马国", "马国", "户主", None, "是", "C类", 1, 240],
        [None, None, None, None, "马国：", "子", None, "是"],
        ["户主：马国", None, None, None, "马国", "户主", None, None, None, 1, 240],
        ["减少：", None, None, "马国", "马国", "户主"],
        ["转下页", None, None, "马国", "马国", "户主", None, None, None, 1, 240],
        ["填表：", None, None, None, "马国", "子", "6404981990", "是"],
    ],
)
def test_a_line_that_may_be_a_person_stays_one(line: list) -> None:
    assert table_of(line).body == [1, 2, 3]


def villages_of(*lines: list, head: list = HEAD[:1] + HEAD[2:]) -> list[str]:
    """The section of each person of a sheet without a village column."""
    rows = [head] + [row[:1] + row[2:] if row in (ONE, TWO) else row for row in lines]
    table = find_table(Sheet("a", [row + [None] * (len(head) - len(row)) for row in rows]), "roster", shipped())
    assert table is not None
    return [table.sections.get(row, "") for row in table.body]


def summed(village: str) -> list:
    return [village, "3户", None, None, None, None, None, None, 5, 1480]


@pytest.mark.parametrize(
    "band",
    [
        ["一、惠台村（3户5人）"], ["村：惠台村"], ["【惠台村】"], ["惠台村 3户 5人"], ["惠台村"], ["惠台村小计", *[None] * 8, 1480],
        summed("惠台村"),
    ],
)  # fmt: skip
def test_a_band_above_the_people_names_their_village(band: list) -> None:
    other = [cell.replace("惠台", "沙源") if isinstance(cell, str) else cell for cell in band]
    assert villages_of(band, ONE, other, TWO) == ["惠台村", "沙源村"]


@pytest.mark.parametrize("line", [["惠台村小计", *[None] * 8, 1480], summed("惠台村")])
def test_a_villages_sum_below_its_people_or_among_other_sums_names_nobody(line: list) -> None:
    other = [cell.replace("惠台", "沙源") if isinstance(cell, str) else cell for cell in line]
    assert villages_of(ONE, line, TWO, other) == ["", ""]
    assert villages_of(line, other, ONE, TWO) == ["", ""]


def test_in_a_change_list_a_villages_sum_leaves_the_direction() -> None:
    table = table_of(["一、减少"], summed("惠台村"), form="changes")
    assert table.sections == {4: "一、减少"}
