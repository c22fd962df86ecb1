"""What the pages of the 入户包 take in."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from ..models import DrawItem
from ..rules import packet_pin, packet_result


class PacketForm(forms.Form):
    """Which items go into the packet, and its PIN twice."""

    items = forms.ModelMultipleChoiceField(
        label="放进入户包的户",
        queryset=DrawItem.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "请至少选择一户。", "invalid_choice": "选中的户有变化，请重新选择。"},
    )
    pin_secret = forms.CharField(
        label="口令",
        max_length=packet_pin.LONGEST,
        help_text=packet_pin.ADVICE,
        widget=forms.PasswordInput(attrs={"inputmode": "numeric", "autocomplete": "new-password"}),
    )
    pin_secret_again = forms.CharField(
        label="再输一遍口令",
        max_length=packet_pin.LONGEST,
        widget=forms.PasswordInput(attrs={"inputmode": "numeric", "autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, items: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["items"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.queryset = items

    def clean_pin_secret(self) -> str:
        pin: str = self.cleaned_data["pin_secret"]
        if reason := packet_pin.why_weak(pin):
            raise ValidationError(reason)
        return pin

    def clean_pin_secret_again(self) -> str:
        again: str = self.cleaned_data["pin_secret_again"]
        if again != self.cleaned_data.get("pin_secret", again):
            raise ValidationError("两次输入的口令不一样。")
        return again


class ResultForm(forms.Form):
    """The result file from the phone."""

    result = forms.FileField(
        label="选择结果文件",
        help_text="手机上“生成结果文件”得到的 .rhb 文件，不超过 60 MB。",
        widget=forms.FileInput,  # phones do not know the ending: asking for it would hide the file
        error_messages={"required": "请选择结果文件。", "empty": "这个文件是空的，请重新选择。"},
    )

    def clean_result(self) -> bytes:
        file = self.cleaned_data["result"]
        if file.size > packet_result.MOST_BYTES:
            raise ValidationError(packet_result.TOO_BIG)
        return bytes(file.read())
