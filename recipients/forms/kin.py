"""The shape of what is typed into the pages of declared kin."""

import datetime as dt
import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from core import months, synonyms
from core.crypto import id_index
from core.models import User
from core.sheets import values
from core.sheets.messages import MESSAGES
from core.templatetags.formats import yuan0

from ..intake.declared import Declared
from ..intake.kin import role_of
from ..kin.examine import line_of
from ..kin.listing import Asked
from ..models import Grade, KinDeclaration, Scheme
from ..rules.context import MORE
from . import ANY, ID_NUMBER, NAME, choose, townships
from .workbook import WorkbookField

ANSWERS = [("", "没有填"), ("yes", "是"), ("no", "否")]
TELLS = {"yes": True, "no": False}


def _said(problem: str) -> ValidationError:
    message, hint = MORE.get(problem) or MESSAGES[problem]
    return ValidationError(f"{message}。{hint}。")


class KinSearchForm(forms.Form):
    """Search box and filters of the register. What stands in an address is `as_query`; a number never does (`number`)."""

    q = forms.CharField(label="姓名或身份证号", required=False, max_length=60, strip=True)
    town = forms.ChoiceField(label="乡镇", required=False)
    match = forms.ChoiceField(label="与花名册核对", required=False, choices=[*ANY, *KinDeclaration.Match.choices])
    listed = forms.ChoiceField(
        label="范围", required=False, choices=[("", "在册"), ("ended", "已注销"), ("all", "全部（含已注销）")]
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["q"].widget.attrs.update(
            {"placeholder": "经办人或享受人", "autocomplete": "off", "enterkeyhint": "search"}
        )
        self.towns = dict(townships(user))
        choose(self, "town", [*ANY, *self.towns.items()])

    def clean_q(self) -> str:
        text = unicodedata.normalize("NFKC", self.cleaned_data["q"]).replace(" ", "").upper()
        if text and not ID_NUMBER.fullmatch(text) and not NAME.fullmatch(text):
            raise ValidationError("请输入经办人或享受人姓名开头的字，或完整的 18 位身份证号。")
        return text

    def number(self) -> str:
        """The blind index of the number that was typed; empty when it was a name."""
        text = self.cleaned_data.get("q", "")
        return id_index(text) if ID_NUMBER.fullmatch(text) else ""

    def as_query(self) -> dict[str, str]:
        """What may stand in an address: names and filters."""
        return {
            name: value
            for name, value in self.cleaned_data.items()
            if value and not (name == "q" and value[0].isdigit())
        }

    def asked(self, number: str = "") -> Asked:
        """The search in the terms of the listing."""
        chosen = self.cleaned_data
        name = "" if number else chosen.get("q", "")
        return Asked(name, number, chosen.get("town", ""), chosen.get("match", ""), chosen.get("listed") or "active")

    @property
    def active(self) -> int:
        """How many conditions are in use."""
        return sum(bool(value) for name, value in self.cleaned_data.items() if name != "q")


class KinImportForm(forms.Form):
    """A register of declared kin as a workbook."""

    file = WorkbookField("登记表", label="备案登记表文件")


class KinForm(forms.Form):
    """One declaration. With `row` an empty ID number keeps the one that stands."""

    official_name = forms.CharField(label="经办人（村干部）姓名", max_length=50)
    official_id = forms.CharField(label="经办人身份证号", max_length=30, required=False)
    unit = forms.CharField(label="单位", max_length=60, required=False)
    post = forms.CharField(label="职务", max_length=40, required=False)
    name = forms.CharField(label="享受人姓名", max_length=50)
    id = forms.CharField(label="享受人身份证号", max_length=30)
    relation = forms.CharField(
        label="与经办人关系", max_length=30, help_text="享受人是经办人的什么人，如 父亲、妻子、弟弟、叔父。"
    )
    scheme = forms.ChoiceField(label="救助类别", required=False, choices=[("", "没有填"), *Scheme.choices])
    grade = forms.ChoiceField(label="保障类别", required=False, choices=[("", "没有填"), *Grade.choices])
    covered = forms.IntegerField(label="保障人数", required=False, min_value=0, max_value=99)
    monthly = forms.CharField(label="月保障金额", max_length=20, required=False)
    since = forms.CharField(
        label="享受起始月", max_length=10, required=False, widget=forms.TextInput({"type": "month"})
    )
    declared = forms.ChoiceField(label="是否主动申报", required=False, choices=ANSWERS)
    checked_by = forms.CharField(label="核查人", max_length=50, required=False)
    checked_on = forms.DateField(
        label="核查日期", required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    conclusion = forms.CharField(label="核查结论", max_length=200, required=False)
    recusal = forms.CharField(label="回避记录", max_length=200, required=False)
    handling = forms.CharField(label="处理", max_length=200, required=False)

    def __init__(self, *args: Any, row: KinDeclaration | None = None, **kwargs: Any) -> None:
        if row is not None:
            kwargs["initial"] = initial_of(row)
        super().__init__(*args, **kwargs)
        for name in ("official_id", "id"):
            self.fields[name].widget.attrs["autocomplete"] = "off"
        if row is not None:
            self.fields["id"].required = False
            self.fields["id"].help_text = "不改的留空。"
            self.fields["official_id"].help_text = "不改的留空。" if row.official_index else "原来没有填。"

    def _name(self, field: str) -> str:
        found, problem = values.name(self.cleaned_data[field])
        if problem:
            raise _said(problem)
        return found or ""

    def clean_official_name(self) -> str:
        return self._name("official_name")

    def clean_name(self) -> str:
        return self._name("name")

    def _number(self, field: str) -> str:
        if not self.cleaned_data[field]:
            return ""
        found, problem = values.id_number(self.cleaned_data[field], today=months.today())
        if problem:
            raise _said(problem)
        return found or ""

    def clean_official_id(self) -> str:
        return self._number("official_id")

    def clean_id(self) -> str:
        return self._number("id")

    def clean_monthly(self) -> int | None:
        found, problem = values.money_fen(self.cleaned_data["monthly"] or None)
        if problem:
            raise _said(problem)
        return found if isinstance(found, int) else None

    def clean_since(self) -> str:
        found, problem = values.month(self.cleaned_data["since"] or None)
        if problem:
            raise _said(problem)
        return found or ""

    def clean_checked_on(self) -> dt.date | None:
        day: dt.date | None = self.cleaned_data["checked_on"]
        if day and day > months.today():
            raise ValidationError("核查日期不能晚于今天。")
        return day

    def line(self) -> Declared:
        """What was typed, as one line of the register."""
        chosen = dict(self.cleaned_data)
        day = chosen.pop("checked_on")
        chosen["declared"] = TELLS.get(chosen["declared"])
        role = role_of(chosen["relation"], synonyms.load())
        return Declared(**chosen, role=role, checked_on=day.isoformat() if day else "")


class KinEndForm(forms.Form):
    on = forms.DateField(label="注销日期")
    reason = forms.CharField(label="注销原因", max_length=200)


def initial_of(row: KinDeclaration) -> dict[str, Any]:
    """What the form of a declaration opens with; numbers stay out of it."""
    line = line_of(row)
    shown = {name: getattr(line, name) for name in KinForm.base_fields if name not in ("id", "official_id")}
    shown["declared"] = {True: "yes", False: "no"}.get(row.declared, "") if row.declared is not None else ""
    shown["monthly"] = "" if row.monthly_fen is None else yuan0(row.monthly_fen).replace(",", "")
    shown["checked_on"] = row.checked_on
    return shown
