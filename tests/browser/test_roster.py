"""The roster comes in through its page, is searched, and opens its numbers only for a reason and ten minutes."""

import json

from playwright.sync_api import expect

from core.models import AuditEntry, RevealGrant
from recipients.models import Household, Person
from tests.recipients.rosters import truth

from .books import DIRTY, ROSTER, comments
from .desk import Desk
from .test_month import findings

DEFECTS = json.loads(DIRTY.with_suffix(".defects.json").read_text(encoding="utf-8"))
HEAD, HEAD_ID = "苏虎彦", "640498196708057824"


def hand_in(officer: Desk, path, town: str) -> None:
    officer.choose("花名册导入")
    officer.follow("上传花名册")
    officer.page.get_by_label("乡镇").select_option(label=town)
    officer.page.get_by_label("所属月份").select_option("2021-06")
    officer.page.locator("input[type=file]").set_input_files(path)
    officer.press("上传并核对")
    officer.heading(f"{town}2021年6月花名册")


def test_a_roster_with_errors_is_told_by_cell_and_a_good_one_goes_in_whole(county, desk, tmp_path):
    officer = desk(county.officer)
    page = officer.page
    hand_in(officer, DIRTY, "新民乡")
    officer.sees("有错误，暂时不能入库")
    found = {place.split("!")[1] for place, text in findings(officer).items() if text.startswith("错误")}
    assert found == {defect["cell"] for defect in DEFECTS}
    assert page.get_by_role("button", name="确认入库").count() == 0
    with page.expect_download() as download:
        officer.press("下载标注好的表格")
    download.value.save_as(tmp_path / "copy.xlsx")
    assert found <= {place.split("!")[1] for place in comments(tmp_path / "copy.xlsx")}
    assert not Household.objects.exists()

    hand_in(officer, ROSTER, "香水镇")
    officer.sees("入库后的变化")
    people = truth("roster-202106.truth.csv")
    homes = {row["household"] for row in people}
    covered = sum(row["covered"] == "True" for row in people)
    expect(page.locator(".preview-sum")).to_contain_text(f"变为 {len(homes)} 户 {covered} 人")
    reason = page.get_by_label("情况说明", exact=False)
    if reason.count():
        reason.fill("首次建册，村名已核对")
    officer.press("确认入库")
    officer.sees("花名册已入库")
    assert (Household.objects.count(), Person.objects.count()) == (len(homes), len(people))
    officer.choose("花名册")
    expect(page.get_by_role("table", name="救助对象").locator("tbody tr")).not_to_have_count(0)


def test_people_are_found_by_name_initials_and_numbers_which_stay_out_of_addresses(june, desk):
    verifier = desk(june.verifier)
    page = verifier.page

    def search(words: str) -> list[str]:
        verifier.choose("花名册")
        page.get_by_label("姓名、拼音首字母", exact=False).fill(words)
        with page.expect_navigation():
            page.keyboard.press("Enter")
        assert words not in page.url or not words[-2:].isdigit()
        return page.get_by_role("table", name="救助对象").locator("tbody th").all_inner_texts()

    assert HEAD in search("苏虎")
    assert HEAD in search("shy")
    assert search(HEAD_ID) == [HEAD]
    assert HEAD in search(HEAD_ID[-6:])
    masked = page.get_by_role("table", name="救助对象").inner_text()
    assert "640498********7824" in masked and HEAD_ID not in page.content()


def test_numbers_open_for_a_reason_and_ten_minutes(june, desk):
    verifier = desk(june.verifier)
    page = verifier.page
    home = Person.objects.get(name=HEAD).household
    page.clock.install()
    page.goto(f"/roster/households/{home.pk}")
    expect(page.locator("body")).not_to_contain_text(HEAD_ID)
    page.get_by_label("查看完整号码，用于").select_option(label="核对身份信息")
    verifier.press("显示 10 分钟")
    verifier.sees(HEAD_ID)
    page.clock.run_for(1000)
    expect(page.get_by_role("timer")).to_contain_text("还剩 9 分")
    assert RevealGrant.objects.get().reason == "verify"
    assert AuditEntry.objects.filter(action__contains="reveal").count() == 1
    june.clock.shift(601)
    page.clock.run_for(600_000)
    expect(page.locator("body")).not_to_contain_text(HEAD_ID)
    expect(page.get_by_label("查看完整号码，用于")).to_be_visible()


def test_another_townships_household_is_not_there(june, desk):
    stranger = desk(june.other_assistant)
    home = Person.objects.get(name=HEAD).household
    answer = stranger.page.goto(f"/roster/households/{home.pk}")
    assert answer is not None and answer.status == 404
    stranger.sees("没有找到")
    assert HEAD not in stranger.page.content()
    stranger.page.goto("/roster/")
    stranger.sees("花名册里还没有人")
