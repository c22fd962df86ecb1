"""Column words of a ledger of petitions that nobody listed, read by their parts: 来访人 + 家庭住址 is where somebody lives.

A word must fit a shape from end to end, so that a cell of the body is never taken for a header.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from core.sheets.words import BRACKETS, plain

PETITIONS = "petitions"
LONGEST = 16
_COMES = (
    "(?:信访|来访|来信|来电|来件|来人|上访|走访|写信|致电|反映|投诉|举报|检举|控告|申诉|诉求|求助|咨询|接访|接待|当事)"
)
_WHO = f"(?:{_COMES}(?:问题)?(?:人|者|人员|群众|当事人|代表)(?:的)?(?:基本)?(?:情况|信息)?)"
_ACCUSED = "(?:被(?:反映|举报|检举|投诉|控告|信访)|涉事|涉案)"
_DAY = "(?:日期|时间|年月日|日)"
_WORK = (
    "(?:办理|处理|处置|办案|办件|调查|核查|核实|查处|查办|化解|调处|落实|转办|督办|工作|当前|目前|工单|信访|事项|问题)"
)
_REPLY = "(?:答复|回复|反馈|告知)"
_WAY = "(?:来信|来访|来电|网上|走访|电话)"
_UNIT = "(?:单位|部门|科室|股室|机构|机关|乡镇)"

# The first that fits tells: whoever is complained of comes before whoever complains.
SHAPES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(rf"(?:{shape})\Z"))
    for name, shape in (
        ("accused", f"{_ACCUSED}(?:的)?(?:人|人员|对象|干部|党员干部|者)(?:姓名|名称|及职务|姓名及职务|姓名职务|情况|基本情况)?"),
        ("accused_unit", f"{_ACCUSED}(?:人|对象)?(?:的)?(?:所在)?{_UNIT}(?:名称|及职务)?"),
        ("channel", f"{_WAY}(?:[/或]{_WAY})+"),
        ("number", f"(?:{_COMES}|信件|事项|案件|工单|台账|登记|受理|办件|件|问题|线索|档案|系统|热线)*(?:编号|编码|序号|序|流水号|单号)"),
        ("id_number", f"{_WHO}?(?:居民)?(?:身份证|公民身份|证件)(?:件)?(?:号|号码)?"),
        ("phone", f"{_WHO}?(?:联系|来电|手机|固定|本人)*(?:电话|手机|方式|号码|手机号|电话号码|手机号码)"),
        ("repeated", "(?:是否)?(?:为|属于)?(?:初|重|重复|首)(?:次)?(?:信|访|件|信访|来访|上访)(?:件)?|初重(?:信|访|件|信访)(?:标识)?"),
        ("call_back", "(?:群众|是否|信访人|诉求人|回访)+(?:满意|息诉罢访|息访|息诉|评价|结果|情况)|(?:群众|信访人|诉求人)?满意度(?:情况|评价)?"),
        ("received", f"(?:首次|初次)?(?:{_COMES}|收信|收文|来文|收件|收到|接件|接收|接报|接电|接单|派单|登记|录入|信件|群众|人|件)+(?:的)?{_DAY}"),
        ("accepted_on", f"(?:信访|决定|事项)*受理(?:告知|决定)?{_DAY}"),
        ("concluded_on", f"(?:{_REPLY}|办结|结案|完结|意见书|完成|化解|办理完成|处理完成|终结|报结|销号|实际|书面|的)+{_DAY}"),
        ("channel", "来件类型|来件类别|来件方式"),
        ("kind", f"(?:{_COMES}|事项|工单|信件|件)*(?:性质|目的)(?:分类|类别)?|(?:{_COMES}|工单)+(?:事项)?(?:类别|分类|类型)"),
        ("category", "(?:问题|事项|内容|业务|政策|所属|涉及|救助|反映|诉求|具体|民政)+(?:类别|分类|类型|领域|种类|项目|业务)"),
        ("channel", f"(?:{_COMES}|接件|受理|登记|信件|问题|线索|工单|事项)*(?:方式|形式|渠道|途径|来源)(?:渠道|方式)?"),
        ("from_unit", f"(?:来源|转办|交办|转送|转来|转交|来文|移交|派单|批转|来件){_UNIT}"),
        ("outcome", f"{_REPLY}+(?:情况|内容|意见|结果)|(?:{_WORK}|最终)+(?:结果|结论|答复)(?:及(?:办结|答复)?(?:时间|日期))?|结论"),
        ("handling", f"(?:{_WORK}|办结)+(?:情况|进展|进度|状态|状况|过程|经过|措施|意见|环节)|是否(?:已)?(?:办结|结案|化解|解决|答复)"),
        ("responsible", ("(?:承办|主办|协办|责任|办理|经办|化解|包案|包抓|接待|接访|接件|受理|登记|稳控|处理|分管|牵头|具体)+"
                        f"(?:人|人员|领导|责任人|负责人|责任单位|{_UNIT})(?:姓名)?")),
        ("group_size", f"(?:{_COMES}|涉及|参与|集体|联名)+(?:人数|人次)"),
        ("place", (f"(?:{_WHO}|问题|诉求|事项|事件|反映)?(?:家庭|现|居住|户籍|所在|详细|常住|发生|事发|涉及|单位或|单位及|所属|问题)*"
                  "(?:住址|地址|地点|属地|所在地|发生地|住所|乡镇村|辖区)")),
        ("name", f"(?:{_WHO}(?:姓名|名字|名称)?|姓名)(?:及|和|与|/)?(?:联系电话|电话|联系方式|手机号?|手机号码|身份证号?码?)|{_WHO}(?:姓名|名字|名称)?"),
        ("text", (f"(?:{_COMES}|工单|信件|事项|群众|主要|具体|详细|简要|人|的)+(?:问题|事项|诉求|内容|事由|情况|要求|摘要|简述|描述|缘由|案由)+"
                 "(?:摘要|简介|简述|概述|描述|及诉求|及要求)?|(?:主要|具体|问题)(?:内容|事由|诉求|事实|摘要|概要|简述)|概况信息|(?:内容|情况|问题)概况")),
        ("note", "备考|其他|其它|其他说明|其他情况"),
    )
)  # fmt: skip
PETITION_FIELDS = frozenset({name for name, _ in SHAPES} | {"seq", "town", "village", "any_name", "any_id"})


@lru_cache(maxsize=2_000)
def petition_field(word: str) -> str | None:
    """The field of a column word of such a ledger, with its brackets or without them; None where no shape fits."""
    text = unicodedata.normalize("NFKC", word)
    for key in dict.fromkeys((plain(text), plain(BRACKETS.sub("", text)))):
        if 1 <= len(key) <= LONGEST:
            for name, shape in SHAPES:
                if shape.match(key):
                    return name
    return None
