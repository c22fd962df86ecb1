"""A township files its month, the bureau takes it in, the roster follows: the main job, from the first click to the last."""

from playwright.sync_api import expect

from core.models import AuditEntry
from monthly_reports.models import Report, Submission
from recipients.models import Person

from .books import CHANGES, comments, planted
from .desk import Desk

# One figure of an ID number mistyped, a death that lies ahead, an amount that is not the rate's.
ERRORS = {"新增_H9": "640498202004288301", "减少_K9": "2021-07-28", "变更_L4": 700}
NEWCOMER = "丁永虎"


def upload(desk: Desk, file) -> None:
    desk.page.get_by_label("选择本月的表格文件").set_input_files(file)
    desk.press("上传并核对")


def findings(desk: Desk) -> dict[str, str]:
    """Sheet!cell → what is said about it, as the page shows it."""
    found = {}
    for sheet in desk.page.locator(".findings-sheet").all():
        name = sheet.locator(".findings-sheet-name").inner_text().split("「")[1].split("」")[0]
        for line in sheet.locator(".finding").all():
            found[f"{name}!{line.locator('.finding-cell').inner_text()}"] = line.inner_text()
    return found


def test_a_month_from_the_first_upload_to_the_households_history(june, desk, picture, tmp_path):
    assistant, verifier, officer = desk(june.assistant), desk(june.verifier), desk(june.officer)
    page = assistant.page

    # The assistant finds the month open, sends a workbook with errors and is told all of them, each at its cell.
    assistant.choose("动态管理月报")
    assistant.press("打开本月报告期")
    assistant.heading("香水镇 2021年7月动态管理月报")
    page.reload()
    picture(page, "township-month.png")
    assistant.follow("上传在用的表格")
    upload(assistant, planted(CHANGES, **ERRORS))
    assistant.heading("第1版 有错误")
    found = findings(assistant)
    assert set(found) == {place.replace("_", "!") for place in ERRORS}, found
    assert "校验位不对" in found["新增!H9"]
    picture(page, "findings.png")

    # The copy to take home says the same at the same cells.
    with page.expect_download() as download:
        assistant.press("下载标注件", exact=False)
    copy = tmp_path / download.value.suggested_filename
    download.value.save_as(copy)
    assert copy.name == "changes-202107-标注.xlsx"
    assert set(comments(copy)) == set(found)

    # Mended, it becomes a preview of what the roster will be, and goes to the second person.
    assistant.follow("改好后重新上传")
    upload(assistant, CHANGES)
    assistant.sees("对每户的影响")
    expect(page.get_by_role("row", name=NEWCOMER).first).to_contain_text("720")
    assistant.press("核对无误，交核查")
    assistant.sees("已交核查")

    # The assistant cannot confirm; the verifier can, and types the password again an hour later.
    assert page.get_by_role("button", name="核查并报送").count() == 0
    verifier.choose("动态管理月报")
    verifier.press("核查并报送")
    verifier.heading("核查 香水镇 2021年7月月报")
    verifier.sees("640499196503135178")
    june.clock.shift(20 * 60)
    verifier.press("核查确认并报送")
    verifier.prove()
    verifier.heading("报送回执")
    first = Submission.objects.get(state=Submission.State.SUBMITTED)
    verifier.sees(first.sha256)
    verifier.sees(AuditEntry.objects.get(action="report.submit").hash)

    # The bureau returns it, with a reason for the whole and one for a line.
    officer.choose("月报接收")
    officer.follow("审阅")
    assert "640499196503135178" not in officer.page.content()
    officer.page.get_by_label(f"退回{NEWCOMER}户这一行的理由").first.fill("请附灾情证明")
    officer.page.get_by_label("总体理由").fill("新增户的佐证材料不全，请补充后重报。")
    officer.press("退回乡镇")
    officer.sees("已退回乡镇")

    # The assistant reads both, mends and sends again; the verifier confirms again.
    assistant.choose("动态管理月报")
    assistant.sees("新增户的佐证材料不全")
    assistant.follow("看退回的内容和理由")
    assistant.sees("请附灾情证明")
    assistant.choose("动态管理月报")
    assistant.follow("上传在用的表格")
    upload(assistant, planted(CHANGES, 新增_R4="灾情证明已附后"))
    assistant.press("核对无误，交核查")
    verifier.choose("动态管理月报")
    verifier.press("核查并报送")
    verifier.press("核查确认并报送")
    verifier.heading("报送回执")

    # The bureau takes it in. The household's page tells who put it there, and on what paper.
    officer.choose("月报接收")
    officer.follow("审阅")
    officer.press("接收")
    officer.press("确认接收", within=officer.dialog())
    officer.prove()
    officer.sees("已接收，花名册已按本月变动更新")
    report = Report.objects.get(township_code="640424100")
    assert (report.state, report.is_late, report.arrears) == (Report.State.TAKEN_IN, False, False)
    assert report.first_submitted_at == first.submitted_at

    officer.choose("花名册")
    officer.page.get_by_label("姓名、拼音首字母", exact=False).fill(NEWCOMER)
    officer.page.get_by_label("范围").select_option("all")
    officer.press("查询")
    officer.follow(NEWCOMER)
    history = officer.page.locator(".timeline")
    expect(history).to_contain_text("2021年7月")
    expect(history).to_contain_text("赫彩霞")
    expect(history).to_contain_text("香水镇2021年7月增减名单（第 3 版）“新增”第 4 行")

    # At the door of a household that lost a son the phone tells the same.
    visitor = desk(june.verifier, width=360, height=740, device_scale_factor=2)
    visitor.page.goto(f"/roster/households/{Person.objects.get(name='苏虎彦').household_id}")
    history = visitor.page.locator(".timeline")
    expect(history).to_contain_text("死亡")
    expect(history).to_contain_text("香水镇2021年7月增减名单（第 3 版）“减少”第 9 行")
    visitor.fits()
    history.scroll_into_view_if_needed()
    visitor.page.get_by_role("heading", name="办理记录").evaluate("place => place.scrollIntoView()")
    picture(visitor.page, "household-phone.png")
