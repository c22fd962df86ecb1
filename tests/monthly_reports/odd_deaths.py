"""Deaths forms as clerks draw them: (sheet name, rows); a nil one says so in any words, a filled one names the dead."""

from typing import Any

TITLE = ["香水镇2021年7月社会救助对象死亡人员月报告表"]
HEAD = ["序号", "姓名", "身份证号", "救助类别", "死亡日期", "上报日期", "停发月份", "备注"]
SIGNED = ["民政助理员（签字）：", None, None, "分管领导（签字）：", None, None, "（公章）"]
Rows = list[list[Any]]

NIL: dict[str, tuple[str, Rows]] = {
    "none-of-this-month": ("死亡", [TITLE, HEAD, ["本月无死亡人员"], [], SIGNED]),
    "zero-report": ("死亡", [TITLE, HEAD, ["零报告"], SIGNED]),
    "a-nought": ("死亡", [TITLE, HEAD, [0], SIGNED]),
    "a-stroke": ("死亡", [TITLE, HEAD, ["/"], SIGNED]),
    "strokes-across": ("死亡", [TITLE, HEAD, ["/", "/", "/", "/", "/", "/", "/", "/"], SIGNED]),
    "numbered-none": ("死亡", [TITLE, HEAD, [1, "无", None, None, None, None, None, None], [2], [3], SIGNED]),
    "none-across": ("死亡", [TITLE, HEAD, [1, "无", "无", "无", "无", "无", "无", None], SIGNED]),
    "numbered-rows-and-none-in-the-notes": ("死亡", [TITLE, HEAD, [1, None, None, None, None, None, None, "本月无死亡"], SIGNED]),
    "none-in-a-sentence": ("死亡", [TITLE, HEAD, ["经核查，我镇7月份无死亡人员。"], SIGNED]),
    "none-of-the-relief": ("Sheet1", [["香水镇低保对象死亡人员零报告表"], ["2021年7月"], HEAD, ["无死亡对象"], SIGNED]),
    "none-and-a-total": ("死亡", [TITLE, HEAD, ["无"], ["合计", 0], SIGNED]),
    "dashes": ("死亡", [TITLE, HEAD, [1, "—", "—", "—", "—", "—", "—", None], SIGNED]),
    "nought-persons": ("死亡报告", [TITLE, HEAD, ["本月死亡0人"], SIGNED]),
    "none-after-a-colon": ("死亡", [TITLE, HEAD, ["本月死亡：无"], SIGNED]),
    "none-of-several-schemes": ("死亡", [TITLE, HEAD, ["经核查，本月我镇无低保、特困对象死亡。"], SIGNED]),
    "nought-deaths": ("死亡", [TITLE, HEAD, ["7月份0死亡"], SIGNED]),
    "a-total-of-nought": ("死亡", [TITLE, HEAD, [1], [2], ["合计", "0人"], SIGNED]),
    "no-such-person": ("死亡", [TITLE, HEAD, ["1", "无此类人员"], SIGNED]),
    "other-words": ("7月", [["香水镇死亡人员报告单（7月）"], ["顺序", "死者姓名", "死者身份证", "亡故日期", "报告人"], [None, "本月无"], SIGNED]),
}  # fmt: skip

ONE, TWO, THREE = (
    ("金栋彩", "640498200107211135", "2021-07-18"), ("赛玉", "640499200811126432", "2021-07-08"), ("马玲", "640499200309178771", "2021-07-16"),
)  # fmt: skip
SHORT = [f"{int(when[:4])}.{int(when[5:7])}.{int(when[8:])}" for _, _, when in (ONE, TWO, THREE)]

FILLED: dict[str, tuple[str, Rows]] = {
    "other-words": ("死亡", [TITLE, ["编号", "死者姓名", "死者公民身份号码", "享受类别", "去世时间", "上报时间", "停保月份"]]
                     + [[n, a, b, "农村低保", c, "2021-07-23", "8月"] for n, (a, b, c) in enumerate((ONE, TWO, THREE), 1)] + [SIGNED]),
    "two-rows": ("死亡", [["香水镇死亡人员名单"], ["序号", "死亡人员情况", None, None, "死亡情况", None, "停发年月"],
                        [None, "姓名", "性别", "证件号码", "死亡时间", "死亡原因", None]]
                 + [[n, a, "男" if int(b[16]) % 2 else "女", b, d, "病故", "2021年8月"]
                    for n, ((a, b, _), d) in enumerate(zip((ONE, TWO, THREE), SHORT, strict=True), 1)]),
    "heads-beside": ("7月死亡", [["七月死亡人员花名册"], ["户主", "户主身份证", "死亡对象", "死亡对象证件号", "亡故年月日", "停发时间"]]
                     + [["某某", h, a, b, c.replace("-", ""), "2021.08"] for h, (a, b, c) in zip(
                         ("640498196708057824", "640499195905246773", "640498197110050921"), (ONE, TWO, THREE), strict=True)]),
    "with-blanks-and-a-total": ("死亡", [TITLE, HEAD] + [[n, a + " ", b + "\t", "农低保", c.replace("-", "/"), None, "2021-08", None]
                                for n, (a, b, c) in enumerate((ONE, TWO, THREE), 1)] + [[4], [5], ["合计", "3人"], SIGNED]),
    "date-only": ("死亡", [TITLE, ["姓名", "身份证", "死亡日期"], *([a, b, c] for a, b, c in (ONE, TWO, THREE))]),
}  # fmt: skip
