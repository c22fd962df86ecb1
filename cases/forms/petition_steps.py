"""What each step of a petition asks. `told()` is what its operation takes."""

from typing import Any

from django import forms

from core import months
from core.models import User
from recipients.forms import choose

from ..models import Finding
from ..operations.petitions.answering import ASKED, MOODS, OUTCOMES, SATISFIED

PICK = ("", "请选择")


def area(label: str, rows: int = 3, required: bool = True, help_text: str = "") -> forms.CharField:
    """A text of several lines."""
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=4000, required=required, widget=widget, help_text=help_text)


class StepForm(forms.Form):
    """A step without anything to say but its day."""

    lead = ""
    on = forms.DateField(
        label="日期",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="实际发生的日期，7 天内可以补录。",
    )

    def __init__(self, *args: Any, people: list[User] | None = None, prefix: str = "", **kwargs: Any) -> None:
        kwargs["auto_id"] = f"{prefix}_%s"
        super().__init__(*args, **kwargs)
        if "on" in self.fields:
            self.fields["on"].initial = months.today

    def told(self) -> dict[str, Any]:
        """What the operation takes."""
        return dict(self.cleaned_data)


class AcceptForm(StepForm):
    lead = "受理之日起计算办理期限，请同时把受理告知书送达信访人。"
    told_by = forms.ChoiceField(
        label="告知方式", choices=[PICK, *((w, w) for w in ("书面", "当面", "电话", "短信", "网上"))]
    )


class RefuseForm(StepForm):
    reason = area("不予受理的理由", help_text="会写进不予受理告知书。")


class ForwardForm(StepForm):
    unit = forms.CharField(label="转送单位", max_length=60)
    objection = forms.BooleanField(label="这是转送异议（退回来源单位，收到后 5 个工作日内）", required=False)
    reason = area("转送理由")


class ReasonForm(StepForm):
    reason = area("理由")


class AssignForm(StepForm):
    to = forms.ChoiceField(label="承办人")
    note = area("交办要求", required=False)

    def __init__(self, *args: Any, people: list[User] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(user.pk): user for user in people or []}
        shown = [
            (pk, f"{user.display_name}（{user.division.name} {user.get_role_display()}）")
            for pk, user in self.people.items()
        ]
        choose(self, "to", [PICK, *shown])

    def told(self) -> dict[str, Any]:
        return self.cleaned_data | {"to": self.people[self.cleaned_data["to"]]}


class ProgressForm(StepForm):
    text = area("办理情况")


class HearingForm(StepForm):
    lead = "听证期间不计入办理期限。"
    text = area("说明", required=False)


class AskExtensionForm(StepForm):
    lead = "由局领导批准，只能延一次，最长 30 天。"
    on = None  # type: ignore[assignment]
    days = forms.IntegerField(label="延期天数", min_value=1, max_value=90)
    reason = area("延期理由", help_text="会写进延期告知书。")


class ExtendForm(StepForm):
    on = None  # type: ignore[assignment]


class DeclineForm(StepForm):
    on = None  # type: ignore[assignment]
    reason = area("不批准的理由")


class AnswerForm(StepForm):
    lead = "保存后可下载答复意见书，盖章送达。"
    finding = forms.ChoiceField(label="是否属实", choices=[PICK, *Finding.choices], required=False)
    text = area("答复意见", 6)
    delivered = forms.ChoiceField(
        label="送达方式", required=False, choices=[PICK, *((w, w) for w in ("当面送达", "邮寄", "网上", "村委会转交"))]
    )


class AskReviewForm(StepForm):
    text = area("申请理由", required=False)


class ReviewForm(StepForm):
    outcome = forms.ChoiceField(label="结论", choices=[PICK, *OUTCOMES.items()])
    text = area("意见", 5)


class ReReviewForm(ReviewForm):
    lead = "复核意见登记后，这件信访三级终结。"
    unit = forms.CharField(label="复核机关", max_length=60, required=False)


class ConcludeForm(StepForm):
    text = area("办结说明", required=False)


class CallBackForm(StepForm):
    lead = "请把三句话都问到：门好不好进、脸好不好看、事好不好办。"
    satisfied = forms.ChoiceField(label="信访人是否满意", choices=[PICK, *SATISFIED.items()])
    door = forms.ChoiceField(label=ASKED["door"], choices=[PICK, *MOODS.items()], required=False)
    face = forms.ChoiceField(label=ASKED["face"], choices=[PICK, *MOODS.items()], required=False)
    work = forms.ChoiceField(label=ASKED["work"], choices=[PICK, *MOODS.items()], required=False)
    text = area("信访人说了什么", required=False)


class ReopenForm(StepForm):
    lead = (
        "重新办理不另计期限，仍按“期限”里原来的最后一天，过了就是超期；只有复查撤销原答复的，从复查意见之日起另计。"
        "原答复留在记录里；说的是另一件新的事，请另行登记。"
    )
    on = None  # type: ignore[assignment]
    reason = area("重新办理的理由")


STEP_FORMS: dict[str, type[StepForm]] = {
    "accept": AcceptForm,
    "refuse": RefuseForm,
    "forward": ForwardForm,
    "take_back": ReasonForm,
    "extend": ExtendForm,
    "decline_extension": DeclineForm,
    "assign": AssignForm,
    "note_progress": ProgressForm,
    "answer": AnswerForm,
    "ask_extension": AskExtensionForm,
    "start_hearing": HearingForm,
    "end_hearing": HearingForm,
    "review": ReviewForm,
    "re_review": ReReviewForm,
    "conclude": ConcludeForm,
    "call_back": CallBackForm,
    "ask_review": AskReviewForm,
    "ask_re_review": AskReviewForm,
    "reopen": ReopenForm,
}
