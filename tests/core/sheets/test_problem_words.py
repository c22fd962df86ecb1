"""Column words of a ledger of problems that nobody listed are read by their parts; cells of its body never are."""

import pytest

from core.sheets.problem_words import problem_field
from core.sheets.synonyms import shipped

WORDS = {
    "seq": "顺序 项目编号 NO.",
    "category": "问题归类 类型 问题类别（六项任务） 问题领域 对应任务",
    "description": "问题表述 问题简述 存在的突出问题 查摆出的问题 情况描述 问题描述（具体表现） 查摆问题清单 审计查出问题 审计查出的问题 审计发现问题",
    "town": "乡镇（单位） 镇（乡） 所在地乡镇 涉及的乡镇 涉及乡镇、村 乡镇/村 责任乡镇 涉及乡镇及村",
    "village": "村组 村名 行政村（社区） 所在村组",
    "households": "户数（户） 涉及对象户数 涉及户（人）数",
    "amount": "涉及金额/元 资金量（元） 涉及违规资金（元） 涉及资金总额（万元）",
    "source": "问题发现渠道 线索来源 反映渠道",
    "found_on": "检查时间 核查日期 检查发现日期 立账日 查出时间 发现问题时间 检查发现问题的时间",
    "cause": "问题根源 症结 根源剖析 问题产生的原因",
    "measures": "整改举措 工作措施 整改措施及办法 处置意见",
    "unit": "责任主体 牵头责任单位 责任部门（单位） 整改责任主体",
    "leader": "包抓领导 分管负责人 领导责任人 责任领导及职务",
    "person": "整改负责人 直接责任人 责任人及职务",
    "due_on": "整改完成期限 整改到位时限 计划完成日期 整改时间 整改起止时间 时间节点",
    "progress": "推进情况 目前整改情况 整改进展及成效 办理进度",
    "done_on": "销号时间 办结日 整改到位日期 实际整改完成时间",
    "closed": "是否办结 整改状态 完成情况（是否销号） 是否整改到位 整改是否到位 销号与否 办结情况",
    "referred": "问题线索移交情况 移交纪委监委 移交线索（是/否） 是否移交纪检监察机关 是否移交纪检机关 移送司法 移交纪委情况 是否移送公安机关",
    "due_back": "应追缴资金",
    "recovered": "已追回资金（元） 追缴资金情况",
}


@pytest.mark.parametrize(("name", "word"), [(name, word) for name, words in WORDS.items() for word in words.split()])
def test_a_word_is_read_by_its_parts(name, word):
    assert problem_field(word) == name
    assert shipped().field("rectification", word) == name


@pytest.mark.parametrize(
    "word", "整改中 香水镇 庚梁村 已完成 错保 抽查 是 已移交 停发 合计 配合单位 责任追究 联系电话 长期坚持".split()
)
def test_a_cell_of_the_body_is_no_column_word(word):
    assert problem_field(word) is None


@pytest.mark.parametrize("word", ["户主姓名", "身份证号", "联系电话", "银行账号"])
def test_a_column_of_persons_is_none_of_a_ledger_of_problems(word):
    assert shipped().field("rectification", word) is None
