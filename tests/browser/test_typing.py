"""What is typed stays: rows pasted from a spreadsheet, and a page left alone until it locked."""

import json

from playwright.sync_api import expect

from monthly_reports.models import Submission
from tests.core.factories import PASSWORD

from .desk import Desk

HEADS = ("救助类别", "村", "组", "户主姓名", "户主身份证号", "变动类型", "变动原因", "变动人姓名", "变动人身份证号", "原保障人数",
         "现保障人数", "原月金额", "现月金额", "执行月份", "死亡日期")  # fmt: skip
DEATH = ("农村低保", "乙坪村", "6", "苏虎彦", "640498196708057824", "户内减员", "死亡", "金栋彩", "640498200107211135", "3", "2",
         "720", "480", "2021-08", "2021-07-18")  # fmt: skip
LEAVING = ("农村低保", "庚梁村", "1", "冶文福", "640499194808247411", "户内减员", "婚嫁", "禹桂", "640498197406189965", "2", "1",
           "480", "240", "2021-08", "")  # fmt: skip
COLUMNS = 22


def open_grid(desk: Desk) -> None:
    desk.page.goto("/monthly/report/")
    desk.press("打开本月报告期")
    desk.follow("在线填写")
    desk.heading("在线填写2021年7月变动")


def first_cells(desk: Desk) -> list[str]:
    row = desk.page.locator("[data-grid-table] tbody tr").first
    expect(row.locator(".grid-input")).to_have_count(COLUMNS)
    return [cell.input_value() for cell in row.locator(".grid-input").all()[:5]]


def test_rows_pasted_from_a_spreadsheet_are_filed(june, desk):
    assistant = desk(june.assistant, permissions=["clipboard-read", "clipboard-write"])
    page = assistant.page
    open_grid(assistant)
    block = "\n".join("\t".join(row) for row in (HEADS, DEATH, LEAVING))
    page.evaluate("text => navigator.clipboard.writeText(text)", block)
    page.locator("[data-grid-table] .grid-input").first.focus()
    page.keyboard.press("Control+V")
    assistant.sees("已粘贴 2 行，按表头对应各列")
    assert first_cells(assistant) == list(DEATH[:5])
    assistant.press("核对")
    assistant.sees("对每户的影响")
    sent = Submission.objects.get()
    assert (sent.source, sent.state, sent.counts["kinds"]) == ("grid", "draft", {"remove_member": 2})


def test_an_error_in_a_typed_row_is_shown_in_its_cell(june, desk):
    assistant = desk(june.assistant)
    open_grid(assistant)
    wrong = list(DEATH)
    wrong[9] = "5"
    fill(assistant, dict(zip(HEADS, wrong, strict=True)))
    assistant.press("核对")
    assistant.heading("有错误")
    assistant.follow("回表格改正")
    assistant.sees("原保障人数写的是 5 人，花名册上是 3 人")
    assert first_cells(assistant) == list(DEATH[:5])


def fill(desk: Desk, values: dict[str, str]) -> None:
    """Type into the first row, column by column."""
    columns = json.loads(desk.page.locator("script#change-grid").inner_text())
    row = desk.page.locator("[data-grid-table] tbody tr").first
    expect(row.locator(".grid-input")).to_have_count(len(columns))
    for column, cell in zip(columns, row.locator(".grid-input").all(), strict=True):
        value = values.get(column["label"], "")
        if value and column["type"] == "select":
            cell.select_option(label=value)
        elif value:
            cell.fill(value)


def test_a_form_sent_after_the_lock_goes_on_behind_the_password(june, desk):
    assistant = desk(june.assistant)
    open_grid(assistant)
    fill(assistant, dict(zip(HEADS, DEATH, strict=True)))
    june.clock.shift(31 * 60)
    assistant.press("核对")
    assistant.sees("您已超过 30 分钟没有操作")
    assistant.prove()
    assistant.sees("对每户的影响")
    assert Submission.objects.get().counts["kinds"] == {"remove_member": 1}


def test_a_page_left_alone_keeps_what_was_typed_while_one_signs_in_again(june, desk):
    assistant = desk(june.assistant)
    page = assistant.page
    page.clock.install()
    open_grid(assistant)
    fill(assistant, dict(zip(HEADS, DEATH, strict=True)))
    june.clock.shift(31 * 60)
    page.clock.fast_forward(31 * 60 * 1000)
    expect(assistant.dialog()).to_contain_text("本页填写的内容还在")
    with page.context.expect_page() as opened:
        assistant.follow("在新窗口登录")
    opened.value.get_by_label("用户名").fill(june.assistant.username)
    opened.value.get_by_label("密码").fill(PASSWORD)
    opened.value.get_by_role("button", name="登录", exact=True).click()
    expect(opened.value.get_by_role("heading", level=1)).to_contain_text("今天要办的事")
    page.bring_to_front()
    assistant.press("继续", within=assistant.dialog())
    expect(assistant.dialog()).to_have_count(0)
    assert first_cells(assistant) == list(DEATH[:5])
    assistant.press("核对")
    assistant.sees("对每户的影响")
