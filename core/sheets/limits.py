"""How large a workbook may be, and the sentence for each way it cannot be read."""

from __future__ import annotations

from dataclasses import dataclass

MB = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """Bounds of one reading; sizes in bytes, times in seconds."""

    upload: int = 20 * MB
    unpacked: int = 200 * MB
    members: int = 2000
    ratio: int = 100
    ratio_floor: int = 20 * MB
    rows: int = 50_000
    columns: int = 256
    cells: int = 4_000_000
    sheets: int = 64
    memory: int = 768 * MB
    output: int = 256 * MB
    cpu: int = 20
    wall: int = 30


DEFAULT = Limits()
MARKING = Limits(memory=1024 * MB, cpu=90, wall=120)

SENTENCES = {
    "no-file": "打不开这个文件：它不存在，或者没有读取权限。请核对文件名和路径。",
    "empty": "文件是空的，没有任何内容。请重新导出或保存后再上传。",
    "too-large": "文件超过 20 MB。请删去图片、附件等无关内容，或拆成几个文件再上传。",
    "unpacks-too-large": "文件展开后过大，不是正常的表格。请把数据复制到新建的工作簿，另存为 .xlsx 后再上传。",
    "too-many-rows": "一张表超过 5 万行。请按乡镇或村拆开后再上传。",
    "too-many-columns": "一张表超过 256 列。请删去表格右边多余的列后再上传。",
    "too-many-cells": "表格的范围过大。请删去数据以外的空行空列，或把数据复制到新建的工作簿后再上传。",
    "too-many-sheets": "工作簿里的工作表过多（超过 64 张）。请只保留要上报的表后再上传。",
    "too-heavy": "文件读取时占用的内存过大，常见原因是表格最右边或最下边有多余的内容。"
    "请把数据复制到新建的工作簿，另存为 .xlsx 后再上传。",
    "too-slow": "文件读取时间过长。请删去多余的工作表、格式和空行后再上传。",
    "entities": "文件里含有不允许的内容（DTD 或实体声明），不能读取。请用 WPS 或 Excel 另存为 .xlsx 后再上传。",
    "password": "文件设了打开密码，不能读取。请取消密码保护并保存后再上传。",
    "html": "这是网页格式的文件，只是扩展名像表格。请用 WPS 或 Excel 打开，另存为 .xlsx 后再上传。",
    "document": "这是文字文档或演示文稿，不是表格。请上传 .xlsx、.xls、.et 或 .csv 表格。",
    "other-sheet": "暂不支持这种表格格式。请用 WPS 或 Excel 另存为 .xlsx 后再上传。",
    "archive": "这是压缩包，不是表格。请解压后上传里面的表格文件。",
    "image": "这是图片，不能读取其中的文字。请上传表格原件；盖章扫描件请作为附件上传。",
    "pdf": "这是 PDF 文件，不能当作表格读取。请上传表格原件；盖章扫描件请作为附件上传。",
    "not-a-workbook": "这个文件不是表格。请上传 .xlsx、.xls、.et 或 .csv 文件。",
    "encoding": "无法识别文本的编码。请用 WPS 或 Excel 打开，另存为 .xlsx 后再上传。",
    "damaged": "文件已损坏或不完整，不能读取。请用 WPS 或 Excel 打开原文件，另存为 .xlsx 后再上传。",
}
