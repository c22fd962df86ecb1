"""The shape of what is typed into the pages of rectification entries."""

import datetime as dt
import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from core import months
from core.models import Division, User
from core.sheets import values
from core.sheets.messages import MESSAGES
from core.templatetags.formats import yuan0
from recipients.forms import ANY, choose, townships
from recipients.forms.workbook import WorkbookField

from ..intake.ledger_line import STORY
from ..ledger.listing import GROUPS, NO_STAGE, WAITS, Asked
from ..models import Level, Petition, RectificationEntry, Source, StageKind, TaskArea
from ..operations.entries import Found, Plan
from .fields import month_field, plain_field

LONG_DIGITS = re.compile(r"\d{15,}")
MOST_FILES = 20
TYPES = ".jpg,.jpeg,.png,.pdf,.docx,.xlsx"
HAND_SOURCES = [choice for choice in Source.choices if choice[0] not in (Source.IMPORT, Source.VISIT)]


def day_input() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def text(rows: int, **attrs: Any) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, **attrs})


class YuanField(forms.CharField):
    """An amount in yuan as typed; its value is fen, None where nothing stands."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}))
        super().__init__(max_length=20, **kwargs)

    def clean(self, value: Any) -> Any:
        fen, problem = values.money_fen(super().clean(value) or None)
        if problem:
            raise ValidationError("{}。{}。".format(*MESSAGES[problem]))
        return fen


class EntryFilterForm(forms.Form):
    """Search box and filters of the ledger; all of it may stand in an address."""

    q = forms.CharField(label="编号、问题、村、责任人", required=False, max_length=40, strip=True)
    town = forms.ChoiceField(label="乡镇", required=False)
    task = forms.ChoiceField(label="任务", required=False, choices=[*ANY, *TaskArea.choices])
    stage = forms.ChoiceField(label="阶段", required=False, choices=[*ANY, *StageKind.choices, (NO_STAGE, "不分阶段")])
    level = forms.ChoiceField(label="程度", required=False, choices=[*ANY, *Level.choices])
    source = forms.ChoiceField(label="来源", required=False, choices=[*ANY, *Source.choices])
    month = month_field("月份")
    until = month_field("至（不填即当月）")
    flow = forms.ChoiceField(
        label="月份是指", required=False, choices=[("", "发现"), ("closed", "销号"), ("rebounded", "反弹")]
    )
    late = forms.ChoiceField(label="时限", required=False, choices=[*ANY, ("red", "已逾期"), ("amber", "7 天内到期")])
    state = forms.ChoiceField(
        required=False,
        choices=[*ANY, *((key, "") for key in GROUPS), *RectificationEntry.State.choices],
        widget=forms.HiddenInput,
    )
    waits = forms.ChoiceField(required=False, choices=[*ANY, *((key, "") for key in WAITS)], widget=forms.HiddenInput)
    campaign = forms.UUIDField(required=False, widget=forms.HiddenInput)
    plain = plain_field()

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["q"].widget.attrs.update({"placeholder": "如：ZG2021-0003、错保", "autocomplete": "off"})
        self.towns = dict(townships(user))
        if user.is_township:
            del self.fields["town"]
        else:
            choose(self, "town", [*ANY, *self.towns.items(), (f"{user.scope[:6]}000", "县民政局")])

    def clean_q(self) -> str:
        typed: str = self.cleaned_data["q"]
        if LONG_DIGITS.search(typed):
            raise ValidationError("这里不能按证件号码查。请输入编号、问题或责任人。")
        return typed

    def asked(self) -> Asked:
        """The search in the terms of the listing."""
        chosen = dict(self.cleaned_data)
        return Asked(text=chosen.pop("q", ""), **chosen | {"campaign": str(chosen.get("campaign") or "")})

    def as_query(self, **other: str) -> dict[str, str]:
        """What stands in an address, with some of it otherwise."""
        return {name: str(value) for name, value in (self.cleaned_data | other).items() if value}

    @property
    def active(self) -> int:
        """How many conditions are in use."""
        return sum(
            bool(value) for name, value in self.cleaned_data.items() if name not in ("q", "state", "flow", "plain")
        )


class EntryForm(forms.Form):
    """A problem as somebody lists it by hand."""

    division = forms.ChoiceField(label="涉及乡镇")
    task = forms.ChoiceField(label="任务", choices=TaskArea.choices)
    category = forms.CharField(label="问题类别", max_length=30, help_text="如 错保、漏保、关系保、死亡不及时停保。")
    level = forms.ChoiceField(
        label="程度", choices=Level.choices, initial=Level.ORDINARY, help_text="苗头性的会先拟一份提醒函，待领导签发。"
    )
    description = forms.CharField(label="具体问题", max_length=2000, widget=text(4))
    village = forms.CharField(label="涉及村", max_length=60, required=False)
    households_count = forms.IntegerField(label="涉及户数", min_value=0, max_value=9999, required=False)
    amount_fen = YuanField(label="涉及金额", required=False)
    due_back_fen = YuanField(label="应追回金额", required=False)
    source = forms.ChoiceField(label="问题来源", choices=HAND_SOURCES)
    found_on = forms.DateField(label="发现日期", widget=day_input())

    def __init__(self, *args: Any, user: User, petition: Petition | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.petition = petition
        today = months.today()
        self.fields["found_on"].initial = today
        self.fields["found_on"].widget.attrs["max"] = today.isoformat()
        towns = [(f"{code}000", name) for code, name in townships(user)]
        if user.is_township:
            choose(self, "division", towns)
            self.fields["division"].initial = user.division_id
        else:
            county = Division.objects.filter(pk=f"{user.scope[:6]}000000").values_list("code", "name")
            choose(self, "division", [("", "请选择"), *towns, *((code, f"{name}民政局") for code, name in county)])
        if petition is not None:
            self._take_over(petition)

    def _take_over(self, petition: Petition) -> None:
        """What the petition says already; never its words, for who reads the ledger need not know who told."""
        del self.fields["source"]
        self.initial.update(
            {
                "division": "" if petition.township_code.endswith("000") else f"{petition.township_code}000",
                "category": petition.category,
                "task": TaskArea.PETITIONS,
                "households_count": 1 if petition.household_id else None,
            }
        )
        self.fields["description"].help_text = "写查实的问题。不写信访人姓名、号码，不照抄来信。"

    def clean_found_on(self) -> dt.date:
        day: dt.date = self.cleaned_data["found_on"]
        if day > months.today():
            raise ValidationError("发现日期不能晚于今天。")
        return day

    def found(self) -> Found:
        """What was typed, as the problem it tells of."""
        chosen = dict(self.cleaned_data)
        for name in ("households_count", "amount_fen", "due_back_fen"):
            chosen[name] = chosen[name] or 0
        division = chosen.pop("division")
        if self.petition is not None:
            home = self.petition.household
            chosen |= {
                "source": Source.PETITION,
                "source_type": Petition._meta.label_lower,
                "source_id": str(self.petition.pk),
                "household": home if home and home.township_code == division[:9] else None,
            }
        return Found(division_code=division, **chosen)


class PlanForm(forms.Form):
    """Cause, measures, who, until when."""

    cause = forms.CharField(label="原因分析", max_length=STORY, required=False, widget=text(3))
    goal = forms.CharField(label="整改目标", max_length=300, required=False, widget=text(2))
    measures_text = forms.CharField(
        label="整改措施",
        max_length=STORY,
        required=False,
        widget=text(4),
        help_text="写这一条具体怎么改。与别的事项几乎一样的措施，审核时会标红。",
    )
    unit = forms.CharField(label="责任单位", max_length=60, required=False)
    leader = forms.CharField(label="责任领导", max_length=50, required=False)
    person_name = forms.CharField(label="责任人", max_length=50, required=False)
    due_on = forms.DateField(label="整改时限", required=False, widget=day_input())
    due_back_fen = YuanField(label="应追回金额", required=False)

    def __init__(self, *args: Any, entry: RectificationEntry, **kwargs: Any) -> None:
        kwargs["initial"] = initial_of(entry)
        super().__init__(*args, **kwargs)
        if not entry.unit:  # what the program knows is not typed
            self.initial["unit"] = (
                Division.objects.filter(pk=f"{entry.township_code}000").values_list("name", flat=True).first() or ""
            )
        if entry.state == RectificationEntry.State.WORKING and entry.due_on:
            self.fields["due_on"].disabled = True
            self.fields["due_on"].help_text = "时限已定，不能改。完不成的请申请延期（只能一次）。"

    def plan(self, entry: RectificationEntry) -> Plan:
        """What was typed; the responsible account stays as it was while the name does."""
        chosen = dict(self.cleaned_data)
        same = chosen["person_name"] == entry.person_name
        return Plan(**chosen, person_user=entry.person_user if same else None)


def initial_of(entry: RectificationEntry) -> dict[str, Any]:
    """What the form of a plan opens with."""
    shown = {name: getattr(entry, name) for name in PlanForm.base_fields}
    shown["due_back_fen"] = yuan0(entry.due_back_fen).replace(",", "") if entry.due_back_fen else ""
    return shown


class ClassifyForm(forms.Form):
    """Where the entry stands in the plan."""

    task = forms.ChoiceField(label="任务", choices=TaskArea.choices)
    stage = forms.ChoiceField(label="阶段", required=False, choices=[("", "不在专项整治内"), *StageKind.choices])
    level = forms.ChoiceField(label="程度", choices=Level.choices)


class OwnIds(forms.Form):
    """A form that stands beside others on one page: the ids of its fields are its own, so that labels find them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": f"{type(self).__name__.removesuffix('Form').lower()}_%s"} | kwargs)


class MeasureForm(OwnIds):
    """A further step."""

    text = forms.CharField(label="做了什么", max_length=500, widget=text(2))
    person_name = forms.CharField(label="谁做的", max_length=50, required=False)
    done_on = forms.DateField(label="完成日期", required=False, widget=day_input())
    outcome = forms.CharField(label="结果", max_length=300, required=False)


class ProgressForm(OwnIds):
    """How far it is, and the money."""

    progress = forms.CharField(label="整改进展", max_length=STORY, widget=text(2))
    recovered_fen = YuanField(label="已追回金额", required=False)
    instalments = forms.CharField(label="分期追回方案", max_length=300, required=False, widget=text(2))
    irrecoverable_note = forms.CharField(
        label="无法追回说明", max_length=300, required=False, widget=text(2), help_text="须分管领导批准后才算数。"
    )

    def __init__(self, *args: Any, entry: RectificationEntry, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["progress"].initial = entry.progress
        self.fields["recovered_fen"].initial = yuan0(entry.recovered_fen).replace(",", "")
        self.fields["instalments"].initial = entry.instalments
        self.fields["irrecoverable_note"].initial = entry.irrecoverable_note
        if not entry.due_back_fen:
            for name in ("recovered_fen", "instalments", "irrecoverable_note"):
                del self.fields[name]


class EvidenceForm(OwnIds):
    """One file that shows what was done."""

    file = forms.FileField(
        label="佐证材料",
        help_text="照片 jpg、png，文件 pdf、docx、xlsx，每个不超过 10 MB。带宏的、旧版 doc/xls 不收。",
        widget=forms.FileInput(attrs={"accept": TYPES}),
    )
    what = forms.CharField(label="说明", max_length=100, required=False, help_text="如：停发通知书、整改后入户照片。")


class CloseOutForm(OwnIds):
    """What close-out is asked with."""

    result = forms.CharField(label="整改结果", max_length=2000, widget=text(4))
    done_on = forms.DateField(label="完成日期", widget=day_input())


class ExtensionForm(OwnIds):
    """Until when, and why."""

    until = forms.DateField(label="延期到", widget=day_input())
    reason = forms.CharField(label="延期理由", max_length=200, widget=text(2))


class LedgerImportForm(forms.Form):
    """A ledger as a workbook."""

    file = WorkbookField("台账", label="整改台账文件")
