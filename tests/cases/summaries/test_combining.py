"""The county's summary: from what townships filed, who is missing, its paper and its annex."""

import datetime as dt
import io
import zipfile

import openpyxl
import pytest
from docx import Document

from cases.exports.official import Official, official
from cases.exports.summaries import annex, combined_paper
from cases.ledger.filing import COLUMNS
from cases.models import CombinedSummary, WorkSummary
from cases.operations import summaries as op
from cases.rules.summaries.figures import render
from cases.summaries.annex import annex_of
from core.models import Policy
from core.refusal import EditConflict, NotPermitted, Refused
from tests.cases.entries.people import listed
from tests.cases.summaries.conftest import MONTH, TOWN, drafted, filed

COUNTY = "640424"
SEED = "区、市民政厅、局，县纪委监委、组织部，纪检组长"


def test_nobody_filed_nothing_to_combine(people) -> None:
    drafted(people.assistant)
    with pytest.raises(Refused, match="还没有乡镇报送"):
        op.combine_summaries(COUNTY, MONTH, by=people.office)
    with pytest.raises(NotPermitted):
        op.combine_summaries(COUNTY, MONTH, by=people.officer)


def test_it_takes_in_what_was_filed_and_names_the_missing(people) -> None:
    made = filed(people.assistant, people.verifier)
    combined = op.combine_summaries(COUNTY, MONTH, by=people.office)
    made.refresh_from_db()
    assert (made.state, made.combined_by) == (WorkSummary.State.COMBINED, people.office)
    assert combined.missing == ["泾河源镇", "六盘山镇"] and "泾河源镇、六盘山镇尚未报送" in combined.text
    assert combined.copied_to == SEED and "（一）香水镇。" in combined.text
    assert "未报" in render(combined.text, combined.facts)


def test_the_copy_list_is_a_dated_setting(people) -> None:
    Policy.objects.create(name="summary_copied_to", value="区民政厅，县纪委监委", effective_from=dt.date(2021, 7, 1))
    filed(people.assistant, people.verifier)
    assert op.combine_summaries(COUNTY, MONTH, by=people.office).copied_to == "区民政厅，县纪委监委"


def test_who_comes_late_is_taken_in_by_combining_anew_and_only_knowingly(people) -> None:
    filed(people.assistant, people.verifier)
    combined = op.combine_summaries(COUNTY, MONTH, by=people.office)
    combined = op.edit_combined(
        combined,
        by=people.office,
        version=1,
        text=combined.text + "另外。",
        number="泾民发〔2021〕50号",
        copied_to="县纪委监委",
    )
    with pytest.raises(EditConflict):
        op.combine_summaries(COUNTY, MONTH, by=people.office)
    with pytest.raises(EditConflict):
        op.combine_summaries(COUNTY, MONTH, by=people.office, version=1)
    filed(people.other, people.other_verifier)
    again = op.combine_summaries(COUNTY, MONTH, by=people.office, version=combined.version)
    assert again.missing == ["六盘山镇"] and "（二）泾河源镇。" in again.text and "另外。" not in again.text
    assert (again.number, again.copied_to) == ("泾民发〔2021〕50号", "县纪委监委")
    assert CombinedSummary.objects.count() == 1


def test_the_paper_follows_the_standard(people) -> None:
    text = "一、情况\n收到3件。\n（一）香水镇。抓紧。"
    data = combined_paper(
        bureau="泾源县民政局", month=MONTH, number="泾民发〔2021〕50号", text=text, copied_to=SEED,
        made_on=dt.date(2021, 7, 28), annexed=True,
    )  # fmt: skip
    paper = Document(io.BytesIO(data))
    lines = [line.text.strip() for line in paper.paragraphs]
    assert "泾源县民政局文件" in lines and "泾民发〔2021〕50号" in lines and f"抄报：{SEED}。" in lines
    assert "附件：典型问题办理台账" in lines and "2021年7月28日" in lines
    body = next(line for line in paper.paragraphs if line.text == "收到3件。")
    run = body.runs[-1]
    assert run.font.size.pt == 16 and 'w:eastAsia="仿宋_GB2312"' in run._element.xml
    title = next(line for line in paper.paragraphs if "2021年7月" in line.text and "报告" in line.text)
    assert 'w:eastAsia="方正小标宋简体"' in title._p.xml
    names = zipfile.ZipFile(io.BytesIO(data)).namelist()
    assert not [name for name in names if "vba" in name.lower() or "embed" in name.lower()]


def test_the_annex_is_the_ledger_in_its_filed_form(people) -> None:
    listed(township=TOWN, level="typical", found_on=dt.date(2021, 7, 3), amount_fen=639000, village="庚梁村")
    data = annex(annex_of(COUNTY, MONTH), bureau="泾源县民政局", unit="香水镇", filed_on=dt.date(2021, 7, 23))
    page = openpyxl.load_workbook(io.BytesIO(data)).active
    assert page["A1"].value == "泾源县民政局社会救助领域腐败和作风问题专项整治工作台账"
    assert page["A2"].value == "填报单位：香水镇        填报日期：2021年7月23日"
    assert [cell.value for cell in page[3]] == COLUMNS
    assert [cell.value for cell in page[4]][:9] == [
        1, "关系保", "庚梁村一户不符合条件，由村干部亲属关系纳入低保。", "香水镇", "庚梁村", 0, 6390, "自查", "2021-07-03",
    ]  # fmt: skip


def test_what_was_combined_may_still_be_sent_back_and_is_combined_anew(people) -> None:
    made = filed(people.assistant, people.verifier)
    combined = op.combine_summaries(COUNTY, MONTH, by=people.office)
    made.refresh_from_db()
    made = op.return_summary(made, by=people.office, version=made.version, reason="典型问题写错了乡镇。")
    assert (made.state, made.combined_by, made.is_late) == (WorkSummary.State.RETURNED, None, False)
    made = op.edit_summary(made, by=people.assistant, version=made.version, text=made.text + "\n已经更正。")
    made = op.hand_over(made, by=people.assistant, version=made.version)
    op.submit_summary(made, by=people.verifier, version=made.version)
    again = op.combine_summaries(COUNTY, MONTH, by=people.office, version=combined.version)
    assert "已经更正" in again.text


@pytest.mark.parametrize(("names", "told"), [(["甲"], ["附件：甲"]), (["甲", "乙"], ["附件：1. 甲", "　　　2. 乙"])])
def test_one_attachment_has_no_number(names, told) -> None:
    paper = Document(io.BytesIO(official(Official(title="报告", lines=["一。"], attachments=names))))
    assert [p.text for p in paper.paragraphs if any(name in p.text for name in names)] == told
