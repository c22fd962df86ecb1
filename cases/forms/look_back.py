"""What the pages of look-back and rebound take in."""

from typing import Any

from django import forms

from core.models import User
from recipients.forms import choose

from ..models import FollowUp
from ..operations.look_back import FollowUpResult
from .fields import area, past, towns

STATES = [
    ("due", "该做的（窗口内和已过期）"),
    ("late", "已过期"),
    ("later", "还没到时候"),
    ("done", "已做"),
    ("all", "全部"),
]


class FollowUpFilter(forms.Form):
    """Which look-backs."""

    state = forms.ChoiceField(label="进度", required=False, choices=STATES)
    town = forms.ChoiceField(label="乡镇", required=False)
    drawn = forms.ChoiceField(label="抽签", required=False, choices=[("", "全部"), ("on", "只看抽中的")])

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "town", [("", "全部"), *((code[:9], name) for code, name in towns(user))])


class FollowUpForm(forms.Form):
    """What a look-back found."""

    outcome = forms.ChoiceField(label="结论", choices=FollowUp.Outcome.choices, widget=forms.RadioSelect)
    note = area("核查情况", 500, rows=5, help_text="看了什么、问了谁、与销号时说的是否一致。")
    done_on = past("核查日期")

    def told(self) -> FollowUpResult:
        """The result as given."""
        return FollowUpResult(**self.cleaned_data)
