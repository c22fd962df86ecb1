"""The shape of what is typed into the pages of petitions."""

import datetime as dt
import re
import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from core import months
from core.crypto import id_index
from core.models import User
from core.sheets import values
from core.sheets.messages import MESSAGES
from recipients.forms import ANY, ID_NUMBER, choose, townships
from recipients.forms.workbook import WorkbookField

from ..intake.petition import AGENT, CO_SIGNER, PETITIONER, Given, Party
from ..models import Channel, Petition, PetitionClass
from ..operations.petitions.registering import LONGEST_TEXT, phone_index
from ..petitions.listing import Asked
from ..petitions.outcomes import DUE, ON_TIME, REPEAT
from .fields import month_field, plain_field

PHONE = re.compile(r"(?:1[3-9]\d{9}|0\d{2,3}-?\d{7,8})")
SPLIT = re.compile(r"[、,，;；/\s]+")
CATEGORIES = ("低保", "特困供养", "临时救助", "资金发放", "低保边缘", "养老服务", "残疾人两项补贴", "其他")
CO_SIGNERS = 5
FILTERS = ("state", "channel", "kind", "town", "pressing", "month", "until", "outcome", "plain")
STATES = [
    ("", "全部"),
    ("worked", "在办（未答复）"),
    ("open", "未办结"),
    ("ended", "已办结（含终结、转送）"),
    *Petition.State.choices,
]
OUTCOMES = [("", "全部"), (DUE, "应办结"), (ON_TIME, "按期办结"), (REPEAT, "重复来件")]
PRESSING = [("", "全部"), ("late", "超期"), ("soon", "7 天内到期"), ("call_back", "该回访")]
# 公开网页 is the public page's own way in.
CHANNELS = [choice for choice in Channel.choices if choice[0] != Channel.PUBLIC]


def half(text: str) -> str:
    """Full-width digits and letters as half-width, without blanks."""
    return unicodedata.normalize("NFKC", text).replace(" ", "").upper()


class PetitionSearchForm(forms.Form):
    """Search box and filters. What stands in an address is `as_query`; a number never does (`number`)."""

    q = forms.CharField(label="姓名、身份证号、电话、编号或内容", required=False, max_length=60, strip=True)
    state = forms.ChoiceField(label="状态", required=False, choices=STATES)
    pressing = forms.ChoiceField(label="期限", required=False, choices=PRESSING)
    channel = forms.ChoiceField(label="信访类型", required=False, choices=[*ANY, *Channel.choices])
    kind = forms.ChoiceField(label="类别", required=False, choices=[*ANY, *PetitionClass.choices])
    town = forms.ChoiceField(label="乡镇", required=False)
    month = month_field("接件月份")
    until = month_field("至（不填即当月）")
    outcome = forms.ChoiceField(label="办理结果", required=False, choices=OUTCOMES)
    plain = plain_field()

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["q"].widget.attrs.update({"autocomplete": "off", "enterkeyhint": "search"})
        self.towns = dict(townships(user))
        choose(self, "town", [*ANY, *self.towns.items()])

    def clean_q(self) -> str:
        return unicodedata.normalize("NFKC", self.cleaned_data["q"]).strip()

    def number(self) -> str:
        """The blind index of the identity or telephone number that was typed; empty when it was something else."""
        text = half(self.cleaned_data.get("q", ""))
        if ID_NUMBER.fullmatch(text):
            return id_index(text)
        return phone_index(text.replace("-", "")) if PHONE.fullmatch(text) else ""

    def as_query(self) -> dict[str, str]:
        """What may stand in an address: words and filters."""
        numbered = bool(self.number())
        return {name: value for name, value in self.cleaned_data.items() if value and not (name == "q" and numbered)}

    def asked(self, number: str = "") -> Asked:
        """The search in the terms of the listing."""
        chosen = self.cleaned_data
        return Asked("" if number else chosen.get("q", ""), number, **{name: chosen.get(name, "") for name in FILTERS})

    @property
    def active(self) -> int:
        """How many conditions are in use."""
        return sum(bool(value) for name, value in self.cleaned_data.items() if name not in ("q", "plain"))


class PetitionImportForm(forms.Form):
    """A ledger of petitions as a workbook."""

    file = WorkbookField("台账", label="信访台账文件")


def said(problem: str) -> ValidationError:
    """A problem of a cell as a sentence under a field."""
    message, hint = MESSAGES[problem]
    return ValidationError(f"{message}。{hint}。")


class PetitionForm(forms.Form):
    """One petition as told. With `petition`, empty numbers keep those that stand, and the moment it came in is fixed."""

    channel = forms.ChoiceField(label="信访类型", choices=CHANNELS)
    kind = forms.ChoiceField(label="类别", choices=PetitionClass.choices, initial=PetitionClass.DEMAND)
    received_at = forms.DateTimeField(
        label="接件时间", widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    )
    category = forms.CharField(
        label="问题类别", max_length=30, required=False, help_text="如 低保、临时救助、资金发放。"
    )
    is_anonymous = forms.BooleanField(label="匿名（没有留名）", required=False)
    name = forms.CharField(label="信访人姓名", max_length=50, required=False)
    id_number = forms.CharField(label="信访人身份证号", max_length=30, required=False)
    phone = forms.CharField(label="联系电话", max_length=30, required=False)
    co_signers = forms.CharField(
        label="联名人",
        max_length=300,
        required=False,
        help_text="几个人的，用顿号隔开。集体走访超过 5 人的应推选代表。",
    )
    agent = forms.CharField(
        label="代理人姓名", max_length=50, required=False, help_text="替别人来反映的人；信访人栏填本人。"
    )
    agent_phone = forms.CharField(label="代理人电话", max_length=30, required=False)
    group_size = forms.IntegerField(label="人数", min_value=1, max_value=999, initial=1)
    place = forms.CharField(
        label="反映问题地点", max_length=120, required=False, help_text="写到乡镇和村，如 香水镇沙南村。"
    )
    accused = forms.CharField(
        label="被反映人", max_length=200, required=False, help_text="姓名或职务，几个人的用顿号隔开。"
    )
    accused_unit = forms.CharField(label="被反映单位", max_length=60, required=False)
    text = forms.CharField(label="信访内容", max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 6}))
    disputes_decision = forms.BooleanField(
        label="对低保（救助）决定不服", required=False, help_text="勾选后，页面和答复会告知行政复议、行政诉讼途径。"
    )
    from_unit = forms.CharField(label="来源单位", max_length=60, required=False, help_text="转办、交办的单位或工单号。")
    report_back_by = forms.DateField(
        label="要求反馈日期", required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    note = forms.CharField(label="备注", max_length=300, required=False)

    def __init__(self, *args: Any, petition: Petition | None = None, **kwargs: Any) -> None:
        if petition is not None:
            kwargs["initial"] = initial_of(petition)
        super().__init__(*args, **kwargs)
        for name in ("id_number", "phone", "agent_phone"):
            self.fields[name].widget.attrs["autocomplete"] = "off"
        self.fields["category"].widget.attrs["list"] = "petition-categories"
        if petition is None:
            self.fields["received_at"].initial = timezone.localtime().replace(second=0, microsecond=0)
            return
        del self.fields["received_at"]
        for name in ("id_number", "phone", "agent_phone"):
            self.fields[name].help_text = "不改的留空。"
        if petition.channel == Channel.PUBLIC:
            choose(self, "channel", [(Channel.PUBLIC.value, Channel.PUBLIC.label)])

    def clean_id_number(self) -> str:
        if not self.cleaned_data["id_number"]:
            return ""
        found, problem = values.id_number(self.cleaned_data["id_number"], today=months.today())
        if problem:
            raise said(problem)
        return found or ""

    def _phone(self, name: str) -> str:
        found, problem = values.phone(self.cleaned_data[name] or None)
        if problem:
            raise said(problem)
        return found or ""

    def clean_phone(self) -> str:
        return self._phone("phone")

    def clean_agent_phone(self) -> str:
        return self._phone("agent_phone")

    def clean_received_at(self) -> dt.datetime:
        at: dt.datetime = self.cleaned_data["received_at"]
        if at > timezone.now():
            raise ValidationError("接件时间不能晚于现在。")
        return at

    def given(self, received_at: dt.datetime | None = None) -> Given:
        """What was typed, as a petition is told."""
        chosen = self.cleaned_data
        parties = [Party(chosen["name"], chosen["id_number"], chosen["phone"], PETITIONER)]
        parties += [Party(name[:50], role=CO_SIGNER) for name in SPLIT.split(chosen["co_signers"]) if name]
        if chosen["agent"]:
            parties.append(Party(chosen["agent"], phone=chosen["agent_phone"], role=AGENT))
        plain = (
            "channel", "kind", "category", "is_anonymous", "place", "accused_unit", "text", "group_size", "from_unit",
            "report_back_by", "disputes_decision", "note",
        )  # fmt: skip
        return Given(
            received_at=received_at or chosen["received_at"],
            accused=[each for each in re.split(r"[、,，;；/\n]+", chosen["accused"]) if each.strip()],
            parties=parties,
            **{name: chosen[name] for name in plain},
        )


def initial_of(petition: Petition) -> dict[str, Any]:
    """What the form of a petition opens with; numbers stay out of it."""
    people = list(petition.parties.order_by("id"))
    first = next((p for p in people if p.role == PETITIONER), None)
    agent = next((p for p in people if p.role == AGENT), None)
    shown = {name: getattr(petition, name, "") for name in PetitionForm.base_fields}
    return shown | {
        "name": first.name if first else "",
        "id_number": "",
        "phone": "",
        "co_signers": "、".join(p.name for p in people if p.role == CO_SIGNER and p.name),
        "agent": agent.name if agent else "",
        "agent_phone": "",
        "accused": "、".join(petition.accused),
    }
