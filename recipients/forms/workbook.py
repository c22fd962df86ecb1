"""A workbook handed in by a form."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

MAX_BYTES = 20 * 1024 * 1024
FILE_TYPES = ".xlsx,.xls,.et,.csv"


class WorkbookField(forms.FileField):
    """One workbook as clerks keep it; `noun` is what they call it."""

    def __init__(self, noun: str, **options: Any) -> None:
        usual = f"平时用的{noun}原样上传即可，不必改表头。"
        options.setdefault("help_text", f"可传 .xlsx、.xls、.et、.csv，不超过 20 MB。{usual}")
        super().__init__(widget=forms.FileInput(attrs={"accept": FILE_TYPES}), **options)

    def clean(self, data: Any, initial: Any = None) -> Any:
        file = super().clean(data, initial)
        if file.size > MAX_BYTES:
            raise ValidationError("文件超过 20 MB。请删去图片和无关的工作表后再传。")
        if not file.name.lower().endswith(tuple(FILE_TYPES.split(","))):
            raise ValidationError("只接收 .xlsx、.xls、.et、.csv 文件。请用 WPS 或 Excel 另存为 .xlsx 后再传。")
        return file
