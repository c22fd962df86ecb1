"""What a word nobody listed means where one part of it tells: 县信访局交办 was passed on, 检举类 is an accusation."""

import re

# 经核查，反映的问题… before the finding itself; and what may follow a word that ends there.
_FOUND = r"^(?:经(?:过)?(?:调查|核查|核实|查证|查|入户)*[，,、]?)?(?:所|其)?(?:反映|举报|信访|投诉)?的?(?:问题|情况|内容|事项)?(?:为|系)?"
_END = r"(?:[，,。；;、]|$)"
_OVER = (
    "办结|结案|完结|了结|答复|回复|反馈|化解|解决|落实|归档|息诉(?:罢访)?|息访|终止(?:办理)?|结|办|办毕|(?:办理|处理|处置|答复|回复|反馈|化解|调处)完(?:毕|成|结)"
    "|回复(?:来电人|诉求人|信访人|当事人|群众)|答复(?:来访人|信访人|来信人|来电人|当事人|本人|群众)"
    "|(?:出具|送达)(?:书面)?(?:答复意见书|处理意见书|答复意见|答复书)|调查核实并答复"
)
_DONE = (
    f"^(?:已|均已|全部|已全部|按期|按时|如期)(?:按期|按时)?(?:{_OVER}){_END}"
    f"|^(?:办结|结案|完结|了结|答复|回复|化解|解决|办毕|终止(?:办理)?|息诉罢访|息访|调查核实并答复|..完毕){_END}"
    f"|^(?:(?:信访|来访|来信|来电|诉求|当事)人|本人)?(?:已|自愿|主动|已自愿|已主动)?(?:撤回|撤诉)(?:信访(?:事项)?|诉求)?{_END}"
)
# The first that fits tells. An accusation first: sealed by mistake can be told, told by mistake cannot be sealed.
TELLING: dict[str, tuple[tuple[str, re.Pattern[str]], ...]] = {
    kind: tuple((code, re.compile(shape)) for code, shape in shapes)
    for kind, shapes in {
        "petition_kind": (
            ("accusation", "检举|控告|举报|揭发|纪检|违纪"),
            ("legal", "涉法|涉诉"),
            ("advice", "建议|意见"),
            ("consult", "咨询|感谢|表扬"),
            ("demand", "申诉|求决|求助|诉求|投诉|请求"),
        ),
        "petition_channel": (
            ("hotline", "12345|热线"),
            ("transfer", "转办|转送|转来|转交|交办|批转|批示|移交|移送|.{2}转$|^[县市区省]?(?:级)?(?:信访局|纪委|纪委监委|巡察办|民政厅)$"),
            ("online", "网|邮箱|邮件|微信|留言|平台|信箱"),
            ("call", "来电|电话|致电"),
            ("letter", "来信|信件|写信|书信|寄|(?:联名|匿名|群众|举报|实名|公开|挂号)信$"),
            ("visit", "来访|走访|上门|来人|接访|到访|窗口|当面|(?<![信回])访$"),
        ),
        "petition_progress": (
            ("doing", "^(?:正在|尚未|还未|未|待|暂未|拟|预计|计划|准备|力争)|(?:办理|调查|核查|核实|处理|化解)中$"),
            ("terminated", "^(?:已)?(?:三级|复核|依法)?终结"),
            ("refused", "^(?:已)?(?:告知)?不(?:予|再)?受理"),
            ("done", _DONE),
        ),
        "petition_finding": (
            ("partly", f"{_FOUND}(?:大部分|部分|一部分)(?:情况|问题|内容)?(?:属实|查实|失实|不实|不属实){_END}"),
            ("false", f"{_FOUND}(?:不属实|失实|不实|与事实(?:严重)?不(?:相)?符|查无实据|查无此事|查否|未查实){_END}"),
            ("true", f"{_FOUND}(?:基本|完全|全部)?(?:属实|查实){_END}"),
        ),
    }.items()
}  # fmt: skip
# 已答复，正在复查 is no end; 来信来访 names two ways.
NOT_OVER = re.compile("正在|预计|尚未|还未|未(?:办结|答复|化解|解决|到位|落实|完成|息诉)|拟(?:于|办)")
WAYS = ("letter", "visit", "call")


def meant(kind: str, word: str) -> str | None:
    """The code of the word by its telling part; None where no part tells, or where two contradict each other."""
    told = [code for code, shape in TELLING.get(kind, ()) if shape.search(word)]
    if not told or (told[0] in WAYS and sum(code in WAYS for code in told) > 1):
        return None
    return None if told[0] == "done" and NOT_OVER.search(word) else told[0]
