"""The shape of what is typed into the roster's pages."""

import re
import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from core import months
from core.crypto import id_index, last6_index
from core.models import Division, User
from core.models.reveal import RevealGrant

from ..models import Grade, Scheme
from ..search import Asked
from .workbook import WorkbookField

ID_NUMBER = re.compile(r"\d{17}[\dX]")
LAST_SIX = re.compile(r"\d{5}[\dX]")
LETTERS = re.compile(r"[A-Z]{1,20}")
NAME = re.compile(r"[㐀-鿿\U00020000-\U0003ffff][㐀-鿿\U00020000-\U0003ffff·•.]{0,49}")
WHAT_TO_TYPE = "请输入姓名开头的字、姓名拼音首字母（如 MXM）、完整的 18 位身份证号，或身份证号后六位。"
ANY = [("", "全部")]


def choose(form: forms.Form, name: str, choices: list[tuple[str, str]]) -> None:
    """Give a select its choices."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices


def townships(user: User) -> list[tuple[str, str]]:
    """The townships the person works on, by their 9 digits."""
    found = Division.objects.visible_to(user).townships().values_list("code", "name")
    return [(code[:9], name) for code, name in found]


def month_choices(first: str, last: str) -> list[tuple[str, str]]:
    """Months from `last` back to `first`, for a select."""
    found, month = [], last
    while month >= first:
        found.append((month, months.chinese(month)))
        month = months.add(month, -1)
    return found


class RosterSearchForm(forms.Form):
    """Search box and filters of the roster. What stands in an address is `as_query`; numbers never do (`numbers`)."""

    q = forms.CharField(label="姓名、拼音首字母、身份证号或后六位", required=False, max_length=60, strip=True)
    town = forms.ChoiceField(label="乡镇", required=False)
    village = forms.ChoiceField(label="村（社区）", required=False)
    scheme = forms.ChoiceField(label="救助类别", required=False, choices=ANY + Scheme.choices)
    grade = forms.ChoiceField(label="保障类别", required=False, choices=ANY + Grade.choices)
    covered = forms.ChoiceField(label="是否享受", required=False, choices=[*ANY, ("yes", "享受"), ("no", "未享受")])
    listed = forms.ChoiceField(label="范围", required=False, choices=[("", "在册"), ("all", "全部（含已离册）")])
    sort = forms.ChoiceField(label="排序", required=False, choices=[("", "按姓名"), ("village", "按村")])

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["q"].widget.attrs.update(
            {"placeholder": "如：马小明、MXM、后六位", "autocomplete": "off", "enterkeyhint": "search"}
        )
        self.towns: dict[str, str] = {}
        if user.is_township:
            del self.fields["town"]
            self.town_code = user.scope
        else:
            self.towns = dict(townships(user))
            choose(self, "town", [*ANY, *self.towns.items()])
            self.town_code = str(self.data.get("town", ""))
        self._villages()

    def _villages(self) -> None:
        if not self.town_code:
            del self.fields["village"]
            return
        villages = Division.objects.visible_to(self.user).villages_of(f"{self.town_code}000").order_by("code")
        choose(self, "village", [*ANY, *villages.values_list("code", "name")])
        if not str(self.data.get("village", "")).startswith(self.town_code):
            # Another township was chosen: the village of the former one falls away.
            self.data = {name: self.data[name] for name in self.data if name != "village"}

    def clean_q(self) -> str:
        text = unicodedata.normalize("NFKC", self.cleaned_data["q"]).replace(" ", "").upper()
        forms_of = (ID_NUMBER, LAST_SIX, LETTERS, NAME)
        if text and not any(form.fullmatch(text) for form in forms_of):
            raise ValidationError(WHAT_TO_TYPE)
        return text

    def numbers(self) -> dict[str, str]:
        """The blind index of the number that was typed; empty when it was a name."""
        text = self.cleaned_data.get("q", "")
        if ID_NUMBER.fullmatch(text):
            return {"id_index": id_index(text)}
        if LAST_SIX.fullmatch(text):
            return {"last6_index": last6_index(text)}
        return {}

    def as_query(self) -> dict[str, str]:
        """What may stand in an address: names, initials and filters."""
        return {
            name: value
            for name, value in self.cleaned_data.items()
            if value and not (name == "q" and value[0].isdigit())
        }

    def asked(self, numbers: dict[str, str] | None = None) -> Asked:
        """The search in the terms of the listing."""
        chosen = self.cleaned_data
        text = "" if numbers else chosen.get("q", "")
        return Asked(
            area=chosen.get("village") or self.town_code or self.user.scope,
            name=text if NAME.fullmatch(text) else "",
            initials=text if LETTERS.fullmatch(text) else "",
            scheme=chosen.get("scheme", ""),
            grade=chosen.get("grade", ""),
            covered={"yes": True, "no": False}.get(chosen.get("covered", "")),
            listed=chosen.get("listed") != "all",
            by_village=chosen.get("sort") == "village",
            **(numbers or {}),
        )

    @property
    def active(self) -> int:
        """How many conditions are in use."""
        return sum(bool(value) for name, value in self.cleaned_data.items() if name not in ("q", "sort"))


class AwardFilterForm(forms.Form):
    """Which of this month's awards."""

    town = forms.ChoiceField(label="乡镇", required=False)
    scheme = forms.ChoiceField(label="救助类别", required=False, choices=ANY + Scheme.choices)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.towns: dict[str, str] = {}
        if user.is_township:
            del self.fields["town"]
        else:
            self.towns = dict(townships(user))
            choose(self, "town", [*ANY, *self.towns.items()])


class RevealForm(forms.Form):
    reason = forms.ChoiceField(label="用途", choices=RevealGrant.Reason.choices)


class ImportForm(forms.Form):
    """A roster workbook, of which township and of which month."""

    town = forms.ChoiceField(label="乡镇")
    month = forms.ChoiceField(label="所属月份", help_text="花名册是哪个月的，就选哪个月。")
    file = WorkbookField("花名册", label="花名册文件")

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        first = [] if user.is_township else [("", "请选择乡镇")]
        choose(self, "town", [*first, *townships(user)])
        choose(self, "month", month_choices(months.add(months.current(), -120), months.current()))


class ExportForm(forms.Form):
    """Which roster to issue: one township, one scheme, as of one month."""

    FORMATS = (("xlsx", "花名册（Excel 表格，报送样式）"), ("csv", "数据表（CSV）"))
    town = forms.ChoiceField(label="乡镇")
    scheme = forms.ChoiceField(label="救助类别", choices=Scheme.choices)
    month = forms.ChoiceField(label="月份")
    format = forms.ChoiceField(label="格式", choices=FORMATS, initial="xlsx")

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "town", townships(user))
        choose(self, "month", month_choices(months.add(months.current(), -120), months.add(months.current(), 1)))
        self.fields["month"].initial = months.current()


class ExportRequestForm(ExportForm):
    reason = forms.CharField(
        label="用途",
        min_length=4,
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="写明为什么要完整号码、给谁用、用完怎么处理。",
    )
