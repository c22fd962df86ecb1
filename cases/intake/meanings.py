"""What a word nobody listed means where one part of it tells: 县信访局交办 was passed on, 检举类 is an accusation."""

import re

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
            ("transfer", "转办|转送|转来|转交|交办|批转|批示|移交|移送|^[县市区省]?(?:级)?(?:信访局|纪委|纪委监委|巡察办|民政厅)$"),
            ("online", "网|邮箱|邮件|微信|留言|平台|信箱"),
            ("call", "来电|电话|致电"),
            ("letter", "来信|信件|写信|书信|寄"),
            ("visit", "来访|走访|上门|来人|接访|到访|窗口|当面"),
        ),
        "petition_progress": (
            ("doing", "^(?:正在|尚未|还未|未|待|暂未)|(?:办理|调查|核查|核实|处理|化解)中$"),
            ("terminated", "^(?:已)?(?:三级|复核|依法)?终结"),
            ("refused", "^(?:已)?(?:告知)?不(?:予)?受理"),
            ("done", "^(?:已|均已|全部)?(?:办结|结案|完结|答复|回复|化解|解决|办理完毕|处理完毕|调查核实并答复)(?:[，,。；;、]|$)"),
        ),
    }.items()
}  # fmt: skip


def meant(kind: str, word: str) -> str | None:
    """The code of the word by its telling part; None where no part tells."""
    return next((code for code, shape in TELLING.get(kind, ()) if shape.search(word)), None)
