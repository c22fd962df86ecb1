"""What the pages of the campaign take in."""

import datetime as dt
from typing import Any

from django import forms

from core.models import User
from core.permissions import ROLE_PERMISSIONS, Permission
from recipients.forms import choose

from ..models import Campaign, EducationSession, Mechanism, Responsibility, TaskArea
from ..models.supervision import Circular
from ..operations.campaign import Line
from ..operations.supervision import Rule, Session
from .fields import area, day, line, past, pick, places

STATES = [("", "全部"), ("open", "未完成"), ("late", "已过时限"), ("done", "已完成")]


class ResponsibilityFilter(forms.Form):
    """Which lines of the matrix."""

    campaign = forms.ChoiceField(label="专项", required=False)
    task = forms.ChoiceField(label="任务", required=False, choices=[("", "全部"), *TaskArea.choices])
    state = forms.ChoiceField(label="完成情况", required=False, choices=STATES)

    def __init__(self, *args: Any, campaigns: list[Campaign], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "campaign", [("", "全部"), *((str(c.pk), f"{c.title} {c.document_number}") for c in campaigns)])


class ResponsibilityForm(forms.Form):
    """A line of the matrix."""

    task = pick("任务", TaskArea.choices)
    work = area("具体工作", 200, rows=3)
    division_code = forms.ChoiceField(label="责任单位所在")
    unit = line("责任单位", 60)
    leader = line("责任领导", 50, required=False)
    person = forms.ModelChoiceField(
        label="责任人",
        queryset=User.objects.none(),
        required=False,
        empty_label="暂不落实到人",
        help_text="选了人，这一项就进入他的待办；到期前 3 天提醒。",
    )
    due_on = day("时限")

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "division_code", places(user))
        people = User.objects.filter(division__code__startswith=user.scope, is_active=True)
        able = [role for role, held in ROLE_PERMISSIONS.items() if Permission.CAMPAIGN_VIEW in held]
        self.fields["person"].queryset = people.filter(role__in=able).order_by("division_id", "display_name")  # type: ignore[attr-defined]

    def told(self) -> Line:
        """The line as given."""
        return Line(**self.cleaned_data)


def responsibility_values(row: Responsibility) -> dict[str, Any]:
    """A line as the form shows it."""
    names = ("task", "work", "division_code", "unit", "leader", "person", "due_on")
    return {name: getattr(row, name) for name in names}


class SessionForm(forms.Form):
    """A session of warning education."""

    held_on = past("日期")
    title = line("主题", 120)
    place = line("地点", 60, required=False)
    attendance = forms.IntegerField(label="参加人数", min_value=0, max_value=100_000, initial=0)
    circular = forms.ModelChoiceField(
        label="所用通报", queryset=Circular.objects.none(), required=False, empty_label="没有或其他材料"
    )
    note = area("情况", 500, required=False)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Circular.objects.visible_to(user).filter(state=Circular.State.PUBLISHED).order_by("-published_at")
        field: Any = self.fields["circular"]
        field.queryset = rows
        field.label_from_instance = lambda each: f"{each.number} {each.title}"

    def told(self) -> Session:
        """The session as given."""
        return Session(**self.cleaned_data)


def session_values(row: EducationSession) -> dict[str, Any]:
    """A session as the form shows it."""
    return {name: getattr(row, name) for name in SessionForm.base_fields}


class MechanismForm(forms.Form):
    """A weakness and the rule it led to."""

    kind = pick("机制", Mechanism.Kind.choices)
    weakness = area("薄弱环节", 300, rows=3, help_text="专项整治中暴露出来的漏洞、短板，从哪些问题看出来的。")
    rule = area("制度措施", 300, required=False, rows=3, help_text="还没有定制度的先空着。")
    document_number = line("文号", 40, required=False, help_text="如：泾民发〔2021〕60号")
    issued_on = day("印发日期", required=False)

    def told(self) -> Rule:
        """The line as given."""
        return Rule(**self.cleaned_data)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if bool(cleaned.get("document_number")) != bool(cleaned.get("issued_on")) and not self.errors:
            raise forms.ValidationError("文号和印发日期要一起填。")
        return cleaned


def mechanism_values(row: Mechanism) -> dict[str, Any]:
    """A line as the form shows it."""
    return {name: getattr(row, name) for name in MechanismForm.base_fields}


class CheckForm(forms.Form):
    """Whether a rule is kept."""

    checked_on = past("检查日期")
    result = line("执行情况", 300)

    def told(self) -> dict[str, dt.date | str]:
        """What the operation takes."""
        return dict(self.cleaned_data)
