"""The shape of what is typed into the pages of work summaries."""

from typing import Any

from django import forms


class SummaryForm(forms.Form):
    """The text of a summary; numbers the program knows are referred to."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    text = forms.CharField(
        label="工作情况",
        max_length=8000,
        strip=True,
        widget=forms.Textarea(attrs={"rows": 22, "maxlength": 8000, "spellcheck": "false"}),
        help_text="数字写成【收到信访】这样，程序填入当时的数；其余文字随意改。",
        error_messages={"required": "请写工作情况。"},
    )


class CombinedForm(forms.Form):
    """The county's text, its document number and whom it is copied to."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    number = forms.CharField(
        label="文号", max_length=40, required=False, help_text="如 泾民发〔2021〕50号，印发时再填也可。"
    )
    copied_to = forms.CharField(label="抄报", max_length=200)
    text = forms.CharField(
        label="正文",
        max_length=20_000,
        strip=True,
        widget=forms.Textarea(attrs={"rows": 24, "maxlength": 20_000, "spellcheck": "false"}),
        error_messages={"required": "正文不能为空。"},
    )


class StepForm(forms.Form):
    """A step on something shown: the version it was shown in."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class ReasonForm(StepForm):
    """A step that must give its reason."""

    reason = forms.CharField(label="理由", max_length=200, error_messages={"required": "请写明退回理由。"})

    def first_error(self) -> str:
        """The first complaint, in words."""
        errors: Any = self.errors
        return next(iter(text for texts in errors.values() for text in texts), "")
