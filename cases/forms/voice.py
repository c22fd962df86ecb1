"""The shape of what is typed into the pages of consultations and telephones."""

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone

from core.models import Division, User
from recipients.forms import ANY, choose

from ..models import CallLog, Channel, PublicTelephone

CHANNELS = [c for c in Channel.choices if c[0] in ("call", "visit", "letter", "online", "hotline")]


def moment(label: str, required: bool = True, help_text: str = "") -> forms.DateTimeField:
    """A day with its time."""
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    return forms.DateTimeField(label=label, required=required, widget=widget, help_text=help_text)


def this_minute() -> dt.datetime:
    """Now, to the minute."""
    return timezone.localtime().replace(second=0, microsecond=0)


class ConsultationSearchForm(forms.Form):
    """Filters of the register."""

    q = forms.CharField(label="咨询内容或答复", required=False, max_length=60, strip=True)
    state = forms.ChoiceField(
        label="状态", required=False, choices=[*ANY, ("waiting", "待答复"), ("answered", "已答复")]
    )
    channel = forms.ChoiceField(label="渠道", required=False, choices=[*ANY, *CHANNELS])

    @property
    def active(self) -> int:
        """How many conditions are in use."""
        return sum(bool(value) for value in self.cleaned_data.values())


class ConsultationForm(forms.Form):
    """A question, with its answer where it was answered at once."""

    channel = forms.ChoiceField(label="咨询渠道", choices=CHANNELS, initial=Channel.CALL)
    asked_at = moment("咨询时间")
    subject = forms.CharField(label="咨询内容", max_length=300, widget=forms.Textarea(attrs={"rows": 3}))
    caller = forms.CharField(label="咨询人和电话", max_length=100, required=False, help_text="可不填；填了的加密保存。")
    answer = forms.CharField(
        label="答复",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="当时就答复的，填在这里。",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["asked_at"].initial = this_minute
        self.fields["caller"].widget.attrs["autocomplete"] = "off"


class AnswerForm(forms.Form):
    """The answer to a question."""

    answer = forms.CharField(label="答复", max_length=500, widget=forms.Textarea(attrs={"rows": 4}))
    answered_at = moment("答复时间")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answered_at"].initial = this_minute


class CallForm(forms.Form):
    """A call to a published telephone."""

    telephone = forms.ChoiceField(label="电话")
    at = moment("来电时间")
    kind = forms.ChoiceField(label="情况", choices=CallLog.Kind.choices)
    note = forms.CharField(label="内容", max_length=300, required=False, help_text="只记要点；反映问题的请登记信访件。")

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["at"].initial = this_minute
        rows = PublicTelephone.objects.visible_to(user).order_by("division_code", "telephone")
        self.telephones = {str(row.pk): row for row in rows}
        choose(self, "telephone", [(pk, f"{row.unit} {row.telephone}") for pk, row in self.telephones.items()])
        if user.is_township:
            choose(self, "kind", [choice for choice in CallLog.Kind.choices if choice[0] != CallLog.Kind.TEST])


class TelephoneForm(forms.Form):
    """A published telephone."""

    division = forms.ChoiceField(label="所属乡镇")
    telephone = forms.CharField(label="电话", max_length=20, help_text="座机写区号，如 0954-5011234。")
    unit = forms.CharField(label="单位名称", max_length=60)
    hours = forms.CharField(
        label="受理时间", max_length=60, required=False, help_text="如 工作日 8:30—12:00，14:30—18:30。"
    )
    published = forms.BooleanField(label="向社会公开", required=False, initial=True)

    def __init__(self, *args: Any, user: User, row: PublicTelephone | None = None, **kwargs: Any) -> None:
        if row is not None:
            names = ("telephone", "unit", "hours", "published")
            kwargs["initial"] = {name: getattr(row, name) for name in names}
        super().__init__(*args, **kwargs)
        if row is not None:
            del self.fields["division"]
            return
        towns = Division.objects.visible_to(user).townships()
        self.places = {division.code: division for division in [user.division, *towns]}
        choose(self, "division", [(code, place.name) for code, place in self.places.items()])
