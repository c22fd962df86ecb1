"""What the pages of the pool of inspectors take in."""

import re
import uuid
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from core.models import Division, User

from ..models import DrawInspector


class InspectorForm(forms.Form):
    """A person of the pool: where they come from, and their ID number, of which only a blind index is kept."""

    home_code = forms.ChoiceField(
        label="籍贯乡镇（村）", required=False, help_text="老家在哪个乡镇，就不派去哪个乡镇。外县的选“外县”。"
    )
    id_number = forms.CharField(
        label="身份证号",
        max_length=18,
        required=False,
        help_text="用来和近亲属备案比对，只保存比对码，不保存号码。不填则按姓名比对。",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    note = forms.CharField(label="备注", max_length=100, required=False)

    def __init__(self, *args: Any, county: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["home_code"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = home_choices(county)

    def clean_id_number(self) -> str:
        text = self.cleaned_data["id_number"].strip().upper()
        if text and not re.fullmatch(r"\d{17}[\dX]", text):
            raise ValidationError("身份证号应为 18 位。")
        return text


def home_choices(county: str) -> list[Any]:
    """Townships and villages of the county in groups, for a select."""
    rows = Division.objects.filter(code__startswith=county, valid_to__isnull=True).order_by("code")
    groups: dict[str, tuple[str, list[tuple[str, str]]]] = {}
    for code, name, level in rows.values_list("code", "name", "level"):
        if level == Division.Level.TOWNSHIP:
            groups[code[:9]] = (name, [(code, f"{name}（本镇）")])
        elif level == Division.Level.VILLAGE and code[:9] in groups:
            groups[code[:9]][1].append((code, name))
    return [("", "外县（或不详）"), *groups.values()]


class NewInspectorForm(InspectorForm):
    """Somebody who joins the pool."""

    user = forms.ModelChoiceField(label="人员", queryset=User.objects.none(), empty_label="请选择")
    field_order = ("user", "home_code", "id_number", "note")

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["user"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = people


class ChangeInspectorForm(InspectorForm):
    """The same of somebody who is in it; leaving the ID number empty keeps the known one."""

    active = forms.BooleanField(label="在册（参加抽取）", required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)


class StandInForm(forms.Form):
    """Which of a township's inspectors cannot go (empty where one is missing), and why."""

    left = forms.TypedChoiceField(label="谁不能去", coerce=uuid.UUID, empty_value=None, widget=forms.RadioSelect)
    reason = forms.CharField(
        label="理由（公开）",
        min_length=5,
        max_length=200,
        help_text="会写在抽签页面上，人人可见。写“因病住院”“已调离”即可，不写病情。",
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "请写明理由，理由会公开。", "min_length": "理由请至少写 5 个字。"},
    )

    def __init__(self, *args: Any, serving: list[DrawInspector], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["left"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [(str(row.user_id), f"{row.user.display_name}（{row.user.division.name}）") for row in serving]
        if len(serving) < 2:
            field.choices = [("", "都能去，只是人数不足"), *field.choices]
            field.required = False
