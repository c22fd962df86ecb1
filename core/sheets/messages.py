"""What each kind of problem is called to a clerk: (sentence, what to do)."""

from __future__ import annotations

# Kinds whose value can be used all the same; every other kind blocks.
WARNINGS = frozenset({"account-luhn", "phone-form", "reason-unlisted", "name-marked"})

MESSAGES: dict[str, tuple[str, str]] = {
    "id-missing": ("身份证号没有填", "请填写 18 位身份证号"),
    "id-form": (
        "身份证号应为 18 位（前 17 位是数字，末位是数字或 X）",
        "请核对户口簿或身份证后重新填写",
    ),
    "id-old-form": ("这是 15 位旧身份证号", "请改填 18 位身份证号，不要自行推算"),
    "id-masked": ("身份证号中间几位被遮住了，不能收", "请用没有遮挡的表重新上传"),
    "id-as-number": (
        "身份证号被 Excel 存成了数字，末尾几位已经丢失",
        "请先把单元格格式设为“文本”，再照身份证重新输入",
    ),
    "id-bad-date": ("身份证号里的出生日期不存在或不合理", "请核对第 7 至 14 位"),
    "id-checksum": ("身份证号校验位不对，至少有一位输错", "请对照身份证逐位核对"),
    "id-duplicate": ("同一个身份证号在表中出现了两次", "请核对是重复登记还是输错号码"),
    "sex-mismatch": ("性别与身份证号不一致", "请核对性别和身份证号第 17 位"),
    "sex-unknown": ("性别只能填“男”或“女”", "请改正"),
    "name-missing": ("姓名没有填", "请填写姓名"),
    "name-form": (
        "姓名应为 2 至 50 个汉字，不能有数字、括号和其他符号",
        "请只填姓名，说明写到备注栏",
    ),
    "name-marked": ("姓名旁的标记已去掉，只登记姓名", "请核对姓名，标记请写到备注栏"),
    "name-several": ("姓名一格里写了几个人，或写了关系、号码", "请每人一行，分别填姓名、与户主关系和身份证号"),
    "name-dead": ("姓名旁注明此人已经去世", "请先核实；已去世的原因填死亡，并填死亡日期"),
    "formula": (
        "这里是公式，不是直接填写的内容",
        "请把公式换成文字或数字（复制后“选择性粘贴—数值”）",
    ),
    "amount-not-number": ("金额不是数字", "请填阿拉伯数字，单位元，如 480"),
    "amount-negative": ("金额是负数", "请填不小于 0 的数字"),
    "amount-too-fine": ("金额的小数超过两位", "请精确到分"),
    "amount-too-large": ("金额过大", "请核对金额和单位（元）"),
    "count-not-number": ("人数不是整数", "请填阿拉伯数字，如 3"),
    "grade-unknown": ("没有这个保障类别", "请填 A类、B类 或 C类"),
    "relation-unknown": ("与户主关系不在规定的称谓里", "请填如 户主、配偶、子、女、父亲、母亲"),
    "answer-unknown": ("这里只能填“是”或“否”", "请改正"),
    "scheme-unknown": ("没有这个救助类别", "请写全称，如 农村低保、城市低保、特困供养"),
    "health-unknown": ("健康状况填写不规范", "请填 健康、一般、常年患病、残疾 或 重残"),
    "labour-unknown": ("劳动能力填写不规范", "请填 有、部分丧失、完全丧失 或 无"),
    "hardship-unknown": ("致贫原因填写不规范", "请填 因病、因残、因学、因灾、缺劳力 或 其他"),
    "kind-unknown": ("没有这种变动类型", "请填如 新增户、整户停保、户内增员、户内减员、类别调整"),
    "reason-unlisted": ("变动原因不在常用原因里，将按原文保存", "请确认填写无误"),
    "account-as-number": (
        "银行账号被 Excel 存成了数字，末尾几位已经丢失",
        "请先把单元格格式设为“文本”，再照存折或银行卡重新输入",
    ),
    "account-form": ("银行账号应为 16 至 19 位数字", "请照存折或银行卡核对"),
    "account-luhn": (
        "银行卡号校验不通过，可能输错，也可能是老存折账号",
        "请照存折或银行卡核对一遍",
    ),
    "phone-form": ("电话号码位数不对", "手机填 11 位，座机填区号加号码，如 0954-5011234"),
    "date-not-date": ("日期看不懂", "请写成 2021-07-03 这样的年月日"),
    "month-not-month": ("月份看不懂", "请写成 2021-08 这样的年月"),
    "month-ambiguous": (
        "月份被 Excel 存成了小数，分不清是 1 月还是 10 月",
        "请把单元格格式设为“文本”，写成 2021-10 这样的年月",
    ),
}
