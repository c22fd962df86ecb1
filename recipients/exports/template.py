"""The empty roster workbook for townships that do not have their own."""

from io import BytesIO

from core.sheets.write import Column, Document, write_xlsx

# (word, what to enter, whether it must be there)
COLUMNS = (
    ("序号", "每户一个号，户内成员共用（合并单元格即可）", True),
    ("村", "行政村或社区名称", True),
    ("组", "村民小组，可不填", False),
    ("户主姓名", "与户主身份证上一致", True),
    ("户主身份证号", "18 位，单元格设为文本格式", True),
    ("姓名", "家庭成员姓名，户主也占一行", True),
    ("身份证号", "18 位，单元格设为文本格式", True),
    ("与户主关系", "户主、配偶、长子……", True),
    ("是否享受", "是 或 否", True),
    ("保障类别", "A类、B类、C类", True),
    ("家庭人口", "户内人数", True),
    ("月保障金额", "全户每月金额，单位元", True),
    ("开户人", "可不填", False),
    ("银行账号", "单元格设为文本格式", True),
    ("联系电话", "可不填", False),
    ("健康状况", "可不填", False),
    ("劳动能力", "可不填", False),
    ("备注", "可不填", False),
)
BLANK_ROWS = 200


def template_workbook() -> bytes:
    """The workbook's bytes: title, unit line, header, and empty cells that keep long numbers as text."""
    document = Document(
        heading="××乡镇××年××月农村低保对象花名册",
        columns=[Column(word, width=_width(word)) for word, _, _ in COLUMNS],
        rows=([""] * len(COLUMNS) for _ in range(BLANK_ROWS)),
        sheet="花名册",
        unit_line="填报单位：        单位：元、人",
        total_label="",
    )
    target = BytesIO()
    write_xlsx(target, document)
    return target.getvalue()


def _width(word: str) -> float:
    return {"身份证号": 21, "户主身份证号": 21, "银行账号": 23, "村": 14}.get(word, 11)
