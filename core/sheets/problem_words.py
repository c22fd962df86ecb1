"""Column words of a ledger of problems that nobody listed, read by their parts: 整改 + 完成 + 期限 is a deadline.

Each field has a shape: what may stand before the thing itself, and what may follow it. A word must fit from end to end, so
that a cell of the body (整改中, 香水镇) is never taken for a header.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from core.sheets.words import BRACKETS, plain

LEDGERS = frozenset({"rectification"})
LONGEST = 20
_OF = "(?:问题|审计|巡察|涉及|涉案|存在|发现|查摆出?|排查出?|自查|检查|反映|反馈|查出|所属|所在地?|突出|具体|主要|相关|有关|发生|违规|违纪|被查|的)*"
_ASKED = "(?:(?:是否|有无)已?)?"
_HANDED = "(?:移交|移送|转交|转办)"
_PLANNED = "(?:计划|预计|预期|拟|要求|限期|限定|应|规定|承诺|目标|须)"
_DONE = "(?:完成|整改|办结|到位|销号|结案|解决|落实|见效)"
_DAY = "(?:日期|时间|日|年月|年月日|月份)"
_WHO = "(?:姓名|职务|名称|及职务|和职务|姓名及职务|及电话|及联系方式|及联系电话|签字)?"
_MONEY = "(?:资金|金额|款项|钱款|资金量|资金额|资金金额|资金总额|总金额)(?:数|合计)?(?:/?万?元)?"
_BACK = "(?:追回|追缴|收回|退回|清退|退还|退缴|清缴|挽回)"
_OFFICES = (
    "(?:(?:县|上级)?(?:纪委|监委|纪委监委|纪检监察|纪检)?(?:机关|部门|组)?(?:和|及|、|或)?(?:司法|公安|检察)?(?:机关|部门|院)?"
    "|(?:有关|相关)(?:部门|机关))"
)

_LATELY = "(?:整改|目前|当前|最新|工作|办理|推进|落实|完成|处理|处置|查处|核查|问题|阶段性|的)+"
_CAUSE = "(?:问题|产生|形成|存在|主要|根本|剖析|分析|查找|思想|的)*"
_ACTING = "(?:整改|主要|具体|工作|采取|拟采取|处置|应对|解决|纠正|下一?步|防范|的)*"
_LEADING = "(?:整改|牵头|包抓|分管|责任|主管|包案|包联|挂牌|督办|县级|局|单位|主要|第一|的)*"
_SEEN = "(?:检查|查出|核查|发现|排查|登记|立账|建账|入账|反映|查摆|交办|反馈|自查|抽查|录入|上账|收集|查找|认领)+"
_LIMIT = "(?:时限|期限|限期|限时|截止日期|截止时间|截至时间|最后期限|时间表|时间节点)"
_KIND = "(?:类别|类型|分类|归类|种类|领域|性质|大类|小类|属性|专题)"
_UNIT = "(?:单位|部门|主体|科室|股室|站所|机构)"
_TELLING = "(?:表述|简述|概述|摘要|描述|内容|情况|详情|表现|说明|概况|事实|事项|梗概|清单|点|名称)?(?:说明|描述)?"

# The first that fits tells: a deadline comes before a day of completion, a leader before a person.
SHAPES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(rf"(?:{shape})\Z"))
    for name, shape in (
        ("seq", "(?:项目|问题|台账|清单|条目|事项)?(?:序号|编号|顺序|序列|序|号|代码)|NO"),
        ("closed", f"(?:整改|问题|事项|目前)*(?:是否|有无)(?:已|对账)?{_DONE}+"),
        ("closed", "(?:整改|目前|当前|最新|问题|的)*(?:销号|办结|完成|办理|对账销号)?(?:状态|与否)"),
        ("closed", f".*情况是否(?:已)?{_DONE}+|(?:问题|整改)*办结情况"),
        ("referred", f"{_ASKED}(?:问题)?(?:线索)?{_HANDED}(?:问题)?(?:线索)?{_OFFICES}?(?:线索)?(?:情况|与否)?(?:是/?否)?"),
        ("referred", "线索(?:是否)?移[交送](?:情况)?"),
        ("due_back", f"(?:涉及)?应{_BACK}{_MONEY}?"),
        ("recovered", f"(?:已|实际|累计)*{_BACK}(?:{_MONEY}|数额)?(?:情况)?"),
        ("households", f"{_OF}(?:救助|困难|对象|群众|农|人员)*户(?:数|人数|次)?(?:户)?"),
        ("amount", f"{_OF}{_MONEY}"),
        ("town", (f"(?:责任|{_OF})(?:乡镇|镇乡|乡|镇|乡镇街道|街道乡镇|乡镇单位|乡镇办|镇街)"
                  "(?:名称|名|[/及和]?(?:行政)?(?:村|村组|村居|村社区|村名))?")),
        ("village", f"{_OF}(?:行政)?(?:村|村组|村居|村社区|村委会|村民委员会|村社|村庄|社区|村队)(?:名称|名)?"),
        ("source", "(?:问题|线索|信息|发现|反映|查找|的)*(?:来源|渠道|途径|发现方式)(?:渠道|方式|途径|类型)?"),
        ("cause", f"{_CAUSE}(?:原因|根源|成因|症结|根因)(?:及责任)?(?:剖析|分析|查找|所在)?"),
        ("goal", "(?:整改|预期|工作|阶段|完成|的)*(?:目标|目标要求|目标任务)"),
        ("result", "(?:整改|处理|办理|核查|查处|处置|工作|最终|的)+(?:结果|成效|效果|成果|结论|实效)"),
        ("category", f"(?:问题|所属|存在|突出|整治|排查|涉及|对应|具体)*{_KIND}(?:名称)?"),
        ("category", "(?:问题|所属|对应|整治)+(?:任务|重点|任务类别|方面)|六项任务"),
        ("due_on", f"(?:整改|完成|办结|销号|到位|{_PLANNED}|时间|的)*{_LIMIT}(?:要求)?"),
        ("due_on", f"(?:整改)?{_PLANNED}+{_DONE}+(?:的)?{_DAY}|整改(?:起止)?{_DAY}|时间要求"),
        ("done_on", f"(?:问题|实际|全部|已|的)*{_DONE}+(?:的)?{_DAY}"),
        ("found_on", f"(?:问题|线索)?{_SEEN}(?:的)?(?:问题|线索)?(?:的)?{_DAY}"),
        ("unit", (f"(?:整改|主要|直接|第一|主体|责任|牵头|主责|承办|主管|的)*(?:责任|牵头|主责|承办|整改|主管){_UNIT}"
                 "(?:科室|部门|名称|乡镇|单位|及责任人|和责任人)?")),
        ("leader", f"{_LEADING}领导(?:责任人)?(?:分管)?{_WHO}|(?:分管|牵头|包抓|包案)(?:负责人|责任人){_WHO}"),
        ("person", ("(?:整改|具体|直接|第一|经办|承办|落实|主要|责任|的)*"
                   f"(?:责任人|负责人|承办人|经办人|办理人|责任人员|经办人员){_WHO}")),
        ("measures", (f"{_ACTING}(?:措施|举措|办法|对策|意见|方案|建议|做法|打算)"
                     "(?:及办法|和办法|及要求|措施|办法|及成效|及完成时限)?|整改内容")),
        ("progress", f"{_LATELY}(?:情况|进展|进度|状况|进展情况|进度情况)(?:及成效|和成效|及效果|及结果|说明)?"),
        ("description", f"{_OF}问题(?:的)?(?:具体|主要|基本|详细|简要)*{_TELLING}"),
        ("description", "(?:问题|基本|具体|简要|疑点|事实)+(?:情况|事实|描述|表述|内容)(?:描述|说明|表述|概述|简介)?"),
        ("description", "(?:情况|事实|疑点)(?:描述|说明|概述)"),
        ("note", "备考|其他|其它|其他说明|其他情况|(?:其他)?需要说明的(?:情况|问题)"),
    )
)  # fmt: skip
PROBLEM_FIELDS = frozenset(name for name, _ in SHAPES)


@lru_cache(maxsize=2_000)
def problem_field(word: str) -> str | None:
    """The field of a column word of such a ledger, with its brackets or without them; None where no shape fits."""
    text = unicodedata.normalize("NFKC", word)
    for key in dict.fromkeys((plain(text), plain(BRACKETS.sub("", text)))):
        if 1 <= len(key) <= LONGEST:
            for name, shape in SHAPES:
                if shape.match(key):
                    return name
    return None
