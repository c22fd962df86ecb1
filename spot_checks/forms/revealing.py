"""What the meeting room types in: the seed as drawn, and who saw it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from core import months
from core.models import User
from core.permissions import ROLE_PERMISSIONS, Permission

from .. import mzdraw
from ..models import Draw, SeedKind
from ..rules import lottery_was_unknown as lottery
from .draws import StepForm

FULL_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")
BALLS = 20


class RevealForm(StepForm):
    """The values as drawn, and who saw it. Nothing is guessed: whatever is not exactly a value is sent back."""

    value = forms.CharField(
        max_length=80,
        error_messages={"required": "请输入摇出的数字。"},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "none"}),
    )
    read_back = forms.BooleanField(
        label="见证人已与号球逐位核对，一位不差",
        error_messages={"required": "请见证人逐位核对后打勾。"},
    )
    witness = forms.ModelChoiceField(
        label="见证人（派驻纪检监察组）",
        queryset=User.objects.none(),
        required=False,
        empty_label="请选择",
    )
    witness_password = forms.CharField(
        label="见证人的登录密码",
        max_length=200,
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )
    witness_code = forms.CharField(
        label="见证人的六位验证码（启用了两步验证的填写）",
        max_length=9,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
    )
    witness_name = forms.CharField(label="外来见证人姓名和单位", max_length=50, required=False)

    def __init__(self, *args: Any, draw: Draw, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.draw = draw
        self.witnesses = witnesses(draw, user)
        field = self.fields["witness"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = self.witnesses
        self.fields["value"].label = "摇出的二十个数字" if self.by_balls else "开奖号码"
        if self.by_balls:
            self.fields["value"].widget.attrs.update({"inputmode": "numeric", "data-digits": str(BALLS)})

    @property
    def by_balls(self) -> bool:
        """True for numbered balls in the room."""
        return self.draw.seed_kind == SeedKind.D10

    def clean_value(self) -> str:
        """Spaces between groups and full-width digits are the keyboard's; everything else has to be exactly a value."""
        text = "".join(self.cleaned_data["value"].split()).translate(FULL_WIDTH)
        source = mzdraw.Source(SeedKind(self.draw.seed_kind).label, self.draw.seed_kind)
        try:
            mzdraw.check_value(source, text)
        except mzdraw.SeedValueRefused as bad:
            raise ValidationError(f"{bad}请逐位核对后重新输入。") from bad
        assert self.draw.committed_at is not None  # it waits for its seed
        committed = self.draw.committed_at.astimezone(months.SHANGHAI).date()
        if not self.by_balls and (doubt := lottery.doubt(text, committed, months.today())):
            raise ValidationError(f"{doubt}请填封存以后的一期。")
        return text

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        officer, outsider = cleaned.get("witness"), cleaned.get("witness_name", "")
        if officer and outsider:
            self.add_error("witness_name", "见证人只填一种：选了纪检监察组的人员，这里就留空。")
        elif not officer and not outsider and "witness" not in self.errors:
            self.add_error("witness", "请选择到场的纪检监察组人员，或者填写外来见证人的姓名和单位。")
        elif officer and not cleaned.get("witness_password"):
            self.add_error("witness_password", "请见证人本人在这里输入自己的登录密码。")
        return cleaned


def witnesses(draw: Draw, user: User) -> Any:
    """Those of the county who may witness, never the one who enters the numbers."""
    may = [role for role, held in ROLE_PERMISSIONS.items() if Permission.DRAW_WITNESS in held]
    rows = User.objects.filter(role__in=may, is_active=True, division__code__startswith=draw.county_code)
    return rows.exclude(pk=user.pk).order_by("display_name")
