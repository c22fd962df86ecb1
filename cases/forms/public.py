"""What the public page takes in."""

import re
import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from core.models import Division

LONGEST_TEXT = 5000
MOST_FILES, MOST_BYTES = 5, 8 * 1024 * 1024
KINDS = (
    ("demand", "我家的事没有解决（申请、待遇、发放、态度等）"),
    ("accusation", "举报干部或他人违规（检举控告，密封办理）"),
    ("advice", "提意见建议"),
    ("consult", "问政策"),
)
INVISIBLE = re.compile(
    "[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff0-\uffff]"
)


def neutral(text: str) -> str:
    """The text without signs that cannot be seen or that turn the reading direction; everything else as it was typed."""
    plain = INVISIBLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return "".join(
        each for each in plain if unicodedata.category(each) not in {"Cs", "Co", "Cn"} or each == "\n"
    ).strip()


class PlainField(forms.CharField):
    """A line or text of people's own words."""

    def to_python(self, value: Any) -> str:
        return neutral(str(super().to_python(value) or "").replace("\x00", ""))


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Up to five files of eight megabytes; what they are is told later by their bytes."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        files = [each for each in (data if isinstance(data, (list, tuple)) else [data]) if each]
        if len(files) > MOST_FILES:
            raise ValidationError(f"最多 {MOST_FILES} 个文件。")
        if any(each.size > MOST_BYTES for each in files):
            raise ValidationError("每个文件不能超过 8 MB。照片请用普通画质。")
        return files


class TellForm(forms.Form):
    """Somebody tells something. Only what happened is asked for; the rest is up to them."""

    kind = forms.ChoiceField(label="您要反映什么", choices=KINDS, widget=forms.RadioSelect, initial="demand")
    text = PlainField(
        label="内容",
        max_length=LONGEST_TEXT,
        help_text="什么时间、什么地点、什么人、什么事，您希望怎么办。最多 5000 字。",
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": "请写明您要反映的事。"},
    )
    township = forms.ChoiceField(label="事情在哪个乡镇", required=False)
    village = PlainField(label="哪个村（社区）", max_length=40, required=False)
    accused = PlainField(
        label="反映的是谁",
        max_length=100,
        required=False,
        help_text="姓名或职务，几个人用顿号隔开；不针对个人的不填。",
    )
    accused_unit = PlainField(label="反映的是哪个单位", max_length=60, required=False)
    name = PlainField(
        label="您的姓名（可不填）",
        max_length=50,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    phone = PlainField(
        label="联系电话（可不填）",
        max_length=20,
        required=False,
        help_text="留了电话，办理人员可以向您核实。不留也会办理，凭回执号查看结果。",
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )
    papers = FilesField(
        label="照片或 PDF（可不传）",
        required=False,
        help_text="最多 5 个，每个不超过 8 MB，只收 jpg、png、pdf。照片转出前会去掉拍摄时间、地点等信息。",
        widget=FilesInput(attrs={"accept": ".jpg,.jpeg,.png,.pdf", "multiple": True}),
    )

    def __init__(self, *args: Any, county: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["township"]
        assert isinstance(field, forms.ChoiceField)
        rows = Division.objects.townships().filter(code__startswith=county).values_list("code", "name")
        self.towns: dict[str, str] = dict(rows)
        field.choices = [("", "不清楚、不在乡镇"), *self.towns.items()]

    def clean_phone(self) -> str:
        return re.sub(r"[^0-9]", "", self.cleaned_data["phone"])

    def place(self) -> str:
        """Township and village in words."""
        return self.towns.get(self.cleaned_data["township"], "") + self.cleaned_data["village"]

    def people(self) -> list[str]:
        """Who is complained of, one by one."""
        return [each.strip() for each in re.split(r"[、,，;；\s]+", self.cleaned_data["accused"]) if each.strip()]


class ReceiptForm(forms.Form):
    """A receipt as it was written down."""

    number = PlainField(
        label="回执号",
        max_length=40,
        help_text="16 位数字，可以带空格。",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"required": "请输入回执号。"},
    )


class MessageForm(ReceiptForm):
    """Something more, under a receipt."""

    text = PlainField(
        label="补充内容",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": "请填写补充的内容。"},
    )
