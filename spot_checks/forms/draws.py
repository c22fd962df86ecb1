"""What the pages of draws take in."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from core import months, policy
from core.models import Division, User
from recipients.models import Scheme

from .. import frames
from ..models import Draw, SeedKind
from ..operations.planning import MOST, Wanted
from ..rules import bands

LOOK_BACK = 24
MAX_BUNDLE = 20 * 1024 * 1024


class Several(forms.MultipleChoiceField):
    """Boxes to tick; a hidden field may bring the values in one text, parted by commas."""

    widget = forms.CheckboxSelectMultiple(attrs={"class": "choice-flow"})

    def to_python(self, value: Any) -> list[str]:
        return [part for text in super().to_python(value) for part in text.split(",") if part]


class PlanForm(forms.Form):
    """What is drawn from and how many; the lottery as a seed only where the bureau switched it on."""

    purpose = forms.ChoiceField(label="抽查对象")
    month = forms.ChoiceField(label="月份", help_text="按哪个月的花名册和月报抽。")
    title = forms.CharField(
        label="名称", max_length=80, required=False, help_text="写在抽签记录上；不填则按抽查对象取名。"
    )
    total = forms.IntegerField(
        label="抽取总数", min_value=1, max_value=MOST, help_text="全县一共查多少户（项）。右边可以算查多少才够。"
    )
    minimum = forms.IntegerField(
        label="每层至少", min_value=0, max_value=MOST, help_text="每个乡镇的 B 层、C 层各至少抽几户；A 层全部核查。"
    )
    reserve = forms.IntegerField(
        label="每层备用",
        min_value=0,
        max_value=MOST,
        required=False,
        help_text="只在某乡镇问题多、按规则扩大时才用，不替换找不到的人。不填就按规则自动留足。",
    )
    weight_b = forms.IntegerField(
        label="B 层权重", min_value=1, max_value=100, help_text="近三个月新增、一年内核查曾不符等，抽得更密。"
    )
    weight_c = forms.IntegerField(label="C 层权重", min_value=1, max_value=100, help_text="其余对象。")
    townships = Several(label="乡镇", required=False, help_text="一个都不选就是全县。")
    schemes = Several(label="救助类别", required=False, choices=Scheme.choices, help_text="一个都不选就是全部类别。")
    seed_kind = forms.ChoiceField(label="种子来源", widget=forms.RadioSelect)

    def __init__(
        self, data: Any, *, user: User, draw: Draw | None = None, suggested: dict[str, Any] | None = None
    ) -> None:
        super().__init__(data, initial=_initial(draw) | (suggested or {}))
        last = months.current()
        shown = [months.add(last, -back) for back in range(LOOK_BACK)]
        if draw is not None and draw.month not in shown:
            shown.append(draw.month)
        self._choose("purpose", [(each.code, each.label) for each in frames.sources()])
        self._choose("month", [(month, months.chinese(month)) for month in shown])
        towns = Division.objects.visible_to(user).townships().values_list("code", "name")
        self._choose("townships", [(code[:9], name) for code, name in towns])
        self._choose("seed_kind", seed_kinds(draw))

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("minimum", 0) > cleaned.get("total", MOST):
            self.add_error("minimum", "每层至少数不能大于抽取总数。")
        return cleaned

    def wanted(self) -> Wanted:
        """The plan as the operation takes it."""
        said = self.cleaned_data
        return Wanted(
            purpose=said["purpose"],
            month=said["month"],
            total=said["total"],
            minimum=said["minimum"],
            reserve=said["reserve"],
            seed_kind=said["seed_kind"],
            title=said["title"],
            townships=tuple(said["townships"]),
            schemes=tuple(said["schemes"]),
            weights={"A": 0, "B": said["weight_b"], "C": said["weight_c"]},
        )


def seed_kinds(draw: Draw | None = None) -> list[tuple[str, str]]:
    """The seeds on offer today; a plan keeps the one it was made with."""
    found = [(SeedKind.D10.value, "现场摇号：见证人在场，用 0–9 号球摇出二十个数字（约五分钟）")]
    switched_on = policy.value("lottery_seed", months.today()) == "yes"
    if switched_on or (draw is not None and draw.seed_kind == SeedKind.SSQ):
        found.append((SeedKind.SSQ.value, "福彩双色球：封存以后开奖的一期"))
    return found


def _initial(draw: Draw | None) -> dict[str, Any]:
    if draw is not None:
        names = ("purpose", "month", "title", "total", "minimum", "reserve", "townships", "schemes", "seed_kind")
        told = {name: getattr(draw, name) for name in names}
        return told | {"weight_b": draw.weights.get("B"), "weight_c": draw.weights.get("C")}
    today = months.today()
    return {
        "purpose": "roster",
        "month": months.current(),
        "total": policy.number("draw_total", today),
        "minimum": policy.number("draw_minimum", today),
        "weight_b": bands.WEIGHTS["B"],
        "weight_c": bands.WEIGHTS["C"],
        "seed_kind": SeedKind.D10,
    }


class TotalForm(forms.Form):
    """Another total for the same plan."""

    version = forms.IntegerField()
    total = forms.IntegerField(min_value=1, max_value=MOST)


class StepForm(forms.Form):
    """A step on a draw as it was shown."""

    version = forms.IntegerField(error_messages={"required": "页面不完整，请刷新后再办。"})


class VoidForm(StepForm):
    """The reason of a void is public."""

    reason = forms.CharField(
        max_length=300, error_messages={"required": "请写明作废理由，理由会公开。", "max_length": "理由不超过 300 字。"}
    )


class CommitForm(StepForm):
    """Fixing a draw: on order where townships have not filed, and why where inspectors are too few."""

    by_order = forms.BooleanField(required=False)
    shortage = forms.CharField(max_length=200, required=False)


class BundleForm(forms.Form):
    """A bundle somebody wants checked."""

    bundle = forms.FileField(
        label="公开文件包",
        help_text="下载到的 zip 文件，不超过 20 MB。",
        widget=forms.FileInput(attrs={"accept": ".zip"}),
    )

    def clean_bundle(self) -> bytes:
        file = self.cleaned_data["bundle"]
        if file.size > MAX_BUNDLE:
            raise ValidationError("文件超过 20 MB，请在自己的电脑上用核验程序核对。")
        return file.read()
