"""Column words of petitions that nobody listed are read by their parts; cells of a body are none."""

import pytest

from core.sheets.petition_words import PETITION_FIELDS, petition_field
from core.sheets.synonyms import SHIPPED, Synonyms, rows_from

WORDS = {
    "number": "信件编号 办件编码 来访序号 工单流水号",
    "received": "派单时间 收文日期 首次信访时间 收信日期 来人来访时间 群众反映日期",
    "name": "诉求人 信访人姓名及联系电话 姓名及电话 写信人姓名 来访者 咨询群众 当事人",
    "id_number": "信访人身份证 诉求人身份证号码 来访人证件号",
    "phone": "诉求人电话 来访人手机号码 写信人联系方式",
    "place": "上访人住址 来访人家庭住址 反映问题发生地 诉求属地 现居住地址 事发地址 单位或住址",
    "accused": "被举报人姓名及职务 被反映人员 涉事干部",
    "accused_unit": "被反映人所在单位 涉事单位",
    "text": "来访事由 信件主要内容 上访诉求 反映主要情况 群众诉求 概况信息 问题摘要",
    "kind": "信访目的 诉求类型 信访事项类别 工单类型",
    "category": "涉及救助类别 问题领域 政策类别",
    "channel": "信件来源 来件类型 反映形式 诉求渠道 来信/来访/来电",
    "accepted_on": "决定受理日期 受理告知时间",
    "concluded_on": "反馈时间 书面答复日期 化解时间 实际办结日期 答复意见书日期 报结日期",
    "handling": "处理意见 化解措施 当前办理状态 核实情况 是否办结 办结情况",
    "outcome": "回复内容 答复情况 调处结果 最终处理结论 办理结果及时间 结论",
    "responsible": "接待领导 承办股室 化解责任人 包案责任领导",
    "call_back": "是否息诉罢访 群众评价 诉求人满意度",
    "repeated": "是否初访 初重信 是否为重复来访",
    "from_unit": "转来单位 交办部门",
}


@pytest.mark.parametrize(("field", "word"), [(field, word) for field, words in WORDS.items() for word in words.split()])
def test_a_word_is_read_by_its_parts(field, word):
    assert petition_field(word) == field in PETITION_FIELDS


@pytest.mark.parametrize(
    "word",
    [
        "来访",
        "投诉",
        "满意",
        "基本满意",
        "已答复",
        "马小明",
        "香水镇沙南村",
        "办结时限",
        "转办日期",
        "反映低保金未到账",
        "领导批示",
        "",
        "性别",
    ],
)
def test_a_cell_of_the_body_and_what_has_no_place_are_no_field(word):
    assert petition_field(word) is None


def test_what_a_roster_calls_money_is_no_column_of_a_petition():
    known = Synonyms(rows_from(SHIPPED))
    assert known.field("petitions", "低保金") is None and known.field("petitions", "姓名") == "any_name"
