"""The shape of what the pages of the month take in: types, sizes, what must be there. Whether it is right, the operations say."""

import json
from decimal import Decimal
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from core import months
from core.models import Division, User
from core.operations.uploads import MAX_SCAN, content_type_of
from recipients.forms import ANY, choose, townships
from recipients.models import Grade

from .listing import Asked
from .models import ChangeLine, Obligation
from .models.choices import ENDINGS

MAX_WORKBOOK = 20 * 1024 * 1024
MAX_FILES = 10
MAX_ROWS = 2000
WORKBOOKS = (".xlsx", ".xls", ".et", ".csv")


class ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class WorkbooksField(forms.FileField):
    """Several workbooks at once; cleans to a list of (name, bytes)."""

    widget = ManyFiles

    def clean(self, data: Any, initial: Any = None) -> list[tuple[str, bytes]]:
        files = data if isinstance(data, (list, tuple)) else [data] if data else []
        if not files:
            if self.required:
                raise forms.ValidationError("请选择要上传的表格文件。")
            return []
        if len(files) > MAX_FILES:
            raise forms.ValidationError(f"一次最多上传 {MAX_FILES} 个文件，请分次或合并后再传。")
        return [self._one(file) for file in files]

    def _one(self, file: UploadedFile) -> tuple[str, bytes]:
        name = (super().clean(file, None).name or "")[-200:]
        if not name.lower().endswith(WORKBOOKS):
            raise forms.ValidationError(f"「{name}」不是表格文件。请上传 xlsx、xls、et 或 csv 文件。")
        if (file.size or 0) > MAX_WORKBOOK:
            raise forms.ValidationError(f"「{name}」超过 20 MB，请删去图片等无关内容后再传。")
        return name, file.read()


class MonthsFilterForm(forms.Form):
    """Reports of some months, of a township or all."""

    month = forms.CharField(label="月报月份", max_length=7, validators=[months.validate_month])
    until = forms.CharField(label="至（不填即当月）", max_length=7, required=False, validators=[months.validate_month])
    town = forms.ChoiceField(label="乡镇", required=False)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("month", "until"):
            self.fields[name].widget = forms.TextInput(attrs={"type": "month"})
        self.towns = dict(townships(user))
        if user.is_township:
            del self.fields["town"]
        else:
            choose(self, "town", [*ANY, *self.towns.items()])

    def asked(self) -> Asked:
        """The filters in the terms of the listing."""
        return Asked(**self.cleaned_data)


class LineFilterForm(MonthsFilterForm):
    """Which lines of the filed change lists."""

    flow = forms.ChoiceField(
        label="变动方向",
        required=False,
        choices=[*ANY, ("in", "新增"), ("out", "停保减员"), ("altered", "变更"), ("deaths", "死亡")],
    )


class NilFilterForm(MonthsFilterForm):
    """Which nil reports."""

    flow = forms.ChoiceField(label="零报的是", required=False, choices=[*ANY, *Obligation.choices])


class NilForm(forms.Form):
    """Which of the two statements is signed; at least one."""

    changes = forms.BooleanField(label="本月增减无变动", required=False)
    deaths = forms.BooleanField(label="本月无死亡", required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not (cleaned.get("changes") or cleaned.get("deaths")):
            raise forms.ValidationError("请至少选择一项零报告。")
        return cleaned


class UploadForm(forms.Form):
    """The workbooks a township keeps, and the nil statements that go with them."""

    files = WorkbooksField(  # type: ignore[assignment]
        label="选择本月的表格文件",
        help_text="增减名单、死亡人员报告表可以一次选多个；xlsx、xls、et、csv，每个不超过 20 MB。",
        widget=ManyFiles(attrs={"accept": ",".join(WORKBOOKS), "multiple": True}),
    )
    nil_deaths = forms.BooleanField(label="本月没有死亡人员，一并零报告", required=False)
    nil_changes = forms.BooleanField(label="本月增减无变动，一并零报告（只交死亡报告时勾选）", required=False)


class GridForm(forms.Form):
    """The rows of the entry grid as JSON; cleans to a list of dicts of text."""

    rows = forms.CharField(widget=forms.HiddenInput, required=False)
    nil_deaths = forms.BooleanField(label="本月没有死亡人员，一并零报告", required=False)

    def clean_rows(self) -> list[dict[str, str]]:
        try:
            rows = json.loads(self.cleaned_data["rows"] or "[]")
        except ValueError:
            rows = None
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise forms.ValidationError("表格内容没有完整传到，请重新点“检查”。")
        if len(rows) > MAX_ROWS:
            raise forms.ValidationError(f"在线填写最多 {MAX_ROWS} 行，更多请上传表格文件。")
        texts = [{str(key): str(value)[:200] for key, value in row.items()} for row in rows]
        if not any(any(row.values()) for row in texts):
            raise forms.ValidationError("表格还是空的：请至少填写一行；本月确无变动的，请用“本月增减无变动”。")
        return texts


class VersionForm(forms.Form):
    """A step on something shown: the version it was shown in, and the remark that goes with the step."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(label="理由", max_length=200, required=False, strip=True)


class ReasonForm(VersionForm):
    """A step that must give its reason."""

    reason = forms.CharField(label="理由", max_length=200, error_messages={"required": "请写明理由。"})


class AskForm(forms.Form):
    """An application to file after the period was closed."""

    reason = forms.CharField(
        label="逾期原因",
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="写明为什么没有按期报送，报局分管领导批准；原因会记入台账。",
        error_messages={"required": "请写明逾期原因。"},
    )


class DecideForm(forms.Form):
    """A leader's answer to a late unlock."""

    approve = forms.ChoiceField(choices=[("yes", "批准"), ("no", "不批准")])
    note = forms.CharField(label="批示", max_length=200, required=False)


class ScanForm(forms.Form):
    """The sealed scan: a jpg, png or pdf whose bytes are what its name says."""

    scan = forms.FileField(
        label="盖章扫描件",
        help_text="jpg、png 或 pdf，不超过 10 MB。",
        widget=forms.ClearableFileInput(attrs={"accept": ".jpg,.jpeg,.png,.pdf"}),
    )

    def clean_scan(self) -> tuple[str, bytes]:
        file = self.cleaned_data["scan"]
        if file.size > MAX_SCAN:
            raise forms.ValidationError("扫描件超过 10 MB，请降低分辨率后重新扫描。")
        data = file.read()
        if not content_type_of(file.name, data):
            raise forms.ValidationError("只收 jpg、png 或 pdf 扫描件，且内容须与文件类型相符。请重新扫描或另存后再传。")
        return file.name[-200:], data


class ArrearsForm(UploadForm):
    """Loading an earlier month for a township (补录)."""

    township = forms.ModelChoiceField(label="乡镇", queryset=Division.objects.none(), empty_label="请选择")
    month = forms.CharField(label="月份", max_length=7, widget=forms.TextInput(attrs={"type": "month"}))
    files = WorkbooksField(
        label="该月的表格文件",
        required=False,
        help_text="可一次选多个；xlsx、xls、et、csv，每个不超过 20 MB。",
        widget=ManyFiles(attrs={"accept": ",".join(WORKBOOKS), "multiple": True}),
    )
    nil_changes = forms.BooleanField(label="该月增减无变动（零报告）", required=False)
    nil_deaths = forms.BooleanField(label="该月无死亡（零报告）", required=False)
    field_order = ("township", "month", "files", "nil_changes", "nil_deaths")

    def __init__(self, *args: Any, townships: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["township"].queryset = townships  # type: ignore[attr-defined]

    def clean_month(self) -> str:
        month: str = self.cleaned_data["month"]
        months.validate_month(month)
        if month > months.current():
            raise forms.ValidationError("不能补录还没有到的月份。")
        return month

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not (cleaned.get("files") or cleaned.get("nil_changes") or cleaned.get("nil_deaths")):
            raise forms.ValidationError("请上传该月的表格，或勾选零报告。")
        return cleaned


class CorrectionForm(forms.Form):
    """What a line that was taken in should have said; only what differs is sent on."""

    withdraw = forms.BooleanField(
        label="整行撤销（这一行本不应发生）", required=False, help_text="撤销后，该户回到这一行之前的保障状况。"
    )
    effective_month = forms.CharField(
        label="执行月份", max_length=7, required=False, widget=forms.TextInput(attrs={"type": "month"})
    )
    grade_after = forms.ChoiceField(label="现类别", choices=[("", "—"), *Grade.choices], required=False)
    covered_after = forms.IntegerField(label="现保障人数", min_value=0, max_value=30, required=False)
    yuan_after = forms.DecimalField(label="现月金额", min_value=0, max_digits=9, decimal_places=2, required=False)
    death_date = forms.DateField(
        label="死亡日期", required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    reason = forms.CharField(
        label="更正理由",
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "请写明更正理由。"},
    )

    def __init__(self, *args: Any, line: ChangeLine, **kwargs: Any) -> None:
        self.line = line
        yuan = None if line.fen_after is None else Decimal(line.fen_after) / 100
        kwargs["initial"] = {
            "effective_month": line.effective_month,
            "grade_after": line.grade_after,
            "covered_after": line.covered_after,
            "yuan_after": yuan,
            "death_date": line.death_date,
        }
        super().__init__(*args, **kwargs)
        if not line.death_date and line.kind not in ENDINGS:
            del self.fields["death_date"]

    def changed_values(self) -> dict[str, str]:
        """What differs from the line, under the grid's names and as the grid would type it; a blank keeps what stood."""
        data = self.cleaned_data
        yuan = data["yuan_after"]
        typed = {
            "effective_month": (data["effective_month"], self.line.effective_month),
            "new_grade": (data["grade_after"], self.line.grade_after),
            "new_count": (data["covered_after"], self.line.covered_after),
            "new_monthly": (None if yuan is None else int(yuan * 100), self.line.fen_after),
            "death_date": (data.get("death_date"), self.line.death_date),
        }
        changed = {name: new for name, (new, old) in typed.items() if new not in ("", None) and new != old}
        if "new_monthly" in changed:
            changed["new_monthly"] = f"{yuan:.2f}"
        return {name: str(value) for name, value in changed.items()}

    def clean_effective_month(self) -> str:
        month: str = self.cleaned_data["effective_month"]
        if month:
            months.validate_month(month)
        return month

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not cleaned["withdraw"] and not self.changed_values():
            raise forms.ValidationError("还没有改动任何一项。请改正有差错的项目，或勾选“整行撤销”。")
        return cleaned
