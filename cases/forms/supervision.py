"""What the pages of orders and circulars take in."""

import re
from typing import Any

from django import forms

from core.models import User
from recipients.forms import choose

from ..ledger.filing import COUNTY
from ..models import Circular, RectificationEntry, SupervisionOrder
from ..operations.supervision import CircularText, OrderText
from .fields import area, day, line, pick, towns

SPLIT = re.compile(r"[、,，;；\s]+")
MOST_ENTRIES = 50
ORDER_STATES = [
    ("", "全部"),
    ("unanswered", "待答复"),
    ("late", "逾期未答复"),
    *SupervisionOrder.State.choices,
]


class OrderFilter(forms.Form):
    """Which orders."""

    state = forms.ChoiceField(label="状态", required=False, choices=ORDER_STATES)
    kind = forms.ChoiceField(label="种类", required=False, choices=[("", "全部"), *SupervisionOrder.Kind.choices])
    town = forms.ChoiceField(label="乡镇", required=False)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = towns(user) if user.is_township else [*towns(user), (user.scope[:6].ljust(12, "0"), COUNTY)]
        choose(self, "town", [("", "全部"), *((code[:9], name) for code, name in named)])


class OrderForm(forms.Form):
    """A paper of supervision. A new one names its township."""

    township = forms.ChoiceField(label="发往")
    kind = pick("种类", SupervisionOrder.Kind.choices)
    subject = line("事项", 120)
    text = area("内容", 4000, rows=10)
    answer_by = day("答复时限", required=False, help_text="不填的，签发时由领导确定（一般 10 个工作日）。")

    def __init__(self, *args: Any, user: User, new: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if new:
            choose(self, "township", [("", "请选择"), *towns(user)])
        else:
            del self.fields["township"]

    def told(self) -> OrderText:
        """The paper as given."""
        return OrderText(**{name: value for name, value in self.cleaned_data.items() if name != "township"})


def order_values(order: SupervisionOrder) -> dict[str, Any]:
    """A paper as the form shows it."""
    return {name: getattr(order, name) for name in ("kind", "subject", "text", "answer_by")}


class CircularForm(forms.Form):
    """A circular or exposure, and the entries behind it by their numbers."""

    kind = pick("种类", Circular.Kind.choices)
    title = line("标题", 120)
    text = area(
        "正文",
        8000,
        rows=14,
        help_text="不得出现姓名、证件号码、电话、账号；写“马某”“某村村民”。保存和审批时都会检查。",
    )
    entries = forms.CharField(
        label="所依据的整改事项",
        required=False,
        max_length=1000,
        help_text="写台账编号，用顿号隔开，如 ZG2026-0003、ZG2026-0008。程序按这些事项涉及的人检查正文。",
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_entries(self) -> list[RectificationEntry]:
        numbers = list(dict.fromkeys(filter(None, SPLIT.split(self.cleaned_data["entries"].strip().upper()))))
        if len(numbers) > MOST_ENTRIES:
            raise forms.ValidationError(f"最多列 {MOST_ENTRIES} 条。")
        rows = RectificationEntry.objects.visible_to(self.user).filter(number__in=numbers)
        found = {each.number: each for each in rows.select_related("person")}
        if missing := [number for number in numbers if number not in found]:
            raise forms.ValidationError(f"没有找到这些编号：{'、'.join(missing)}。")
        return [found[number] for number in numbers]

    def told(self) -> CircularText:
        """The paper as given."""
        return CircularText(**self.cleaned_data)


def circular_values(circular: Circular) -> dict[str, Any]:
    """A circular as the form shows it."""
    numbers = circular.entries.order_by("number").values_list("number", flat=True)
    told = {name: getattr(circular, name) for name in ("kind", "title", "text")}
    return told | {"entries": "、".join(numbers)}
