"""What the pages of sealed cases and of the public page's desk side take in."""

from typing import Any

from django import forms

from core.models import Division, User

from ..models import Source, TaskArea
from ..operations.sealing import OpenReason


class OpenForm(forms.Form):
    """Why a sealed case is opened."""

    reason = forms.ChoiceField(label="用途", choices=OpenReason.choices)


class PersonForm(forms.Form):
    """One of the people offered."""

    user = forms.ModelChoiceField(label="人员", queryset=User.objects.none(), empty_label="请选择")

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["user"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = people


class ForwardForm(forms.Form):
    """A task that tells nothing."""

    to = forms.ChoiceField(label="交给哪个单位")
    task = forms.ChoiceField(label="任务", choices=TaskArea.choices, initial=TaskArea.CONDUCT)
    source = forms.ChoiceField(
        label="台账上写的来源",
        choices=[
            (each.value, each.label) for each in (Source.SELF_CHECK, Source.VISIT, Source.AUDIT, Source.INSPECTION)
        ],
    )
    category = forms.CharField(label="问题类别", max_length=30)
    task_text = forms.CharField(
        label="任务内容",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="只写查什么、查哪一类、何时报。姓名、号码和来信里连续四个字以上的话都不能写，程序会核对。",
    )

    def __init__(self, *args: Any, county: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["to"]
        assert isinstance(field, forms.ChoiceField)
        rows = Division.objects.townships().filter(code__startswith=county).values_list("code", "name")
        field.choices = [(county.ljust(12, "0"), "县局"), *rows]


class FileForm(forms.Form):
    """One file of a sealed case."""

    file = forms.FileField(
        label="材料",
        help_text="jpg、png、pdf，不超过 10 MB。",
        widget=forms.FileInput(attrs={"accept": ".jpg,.jpeg,.png,.pdf"}),
    )


class WordsForm(forms.Form):
    """A message to whoever holds the receipt."""

    text = forms.CharField(label="留言", max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
