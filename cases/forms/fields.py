"""Fields the forms of campaign, look-back, clues and supervision share."""

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms

from core import months
from core.models import Division, User
from core.responses import Compared

PICK = ("", "请选择")
FEN = 100


def day(label: str, required: bool = True, help_text: str = "") -> forms.DateField:
    """A date, picked."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=required, widget=widget, help_text=help_text)


def past(label: str, help_text: str = "") -> forms.DateField:
    """A date not later than today (the operation refuses later ones as well)."""
    field = day(label, help_text=help_text)
    field.initial = months.today
    return field


def month_field(label: str) -> forms.CharField:
    """A month to look for, picked; empty for all."""
    widget = forms.TextInput(attrs={"type": "month"})
    return forms.CharField(label=label, required=False, max_length=7, widget=widget, validators=[months.validate_month])


def plain_field() -> forms.ChoiceField:
    """What the board counts: neither sealed nor restricted; never shown, it stands in the addresses the board leads to."""
    return forms.ChoiceField(required=False, choices=[("", ""), ("yes", "")], widget=forms.HiddenInput)


def line(label: str, longest: int, required: bool = True, help_text: str = "") -> forms.CharField:
    """One line of text."""
    return forms.CharField(label=label, max_length=longest, required=required, help_text=help_text)


def area(label: str, longest: int, required: bool = True, rows: int = 4, help_text: str = "") -> forms.CharField:
    """Several lines of text."""
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=longest, required=required, widget=widget, help_text=help_text)


def yuan(label: str, help_text: str = "") -> forms.DecimalField:
    """An amount in yuan; `fen_of` gives it in fen."""
    return forms.DecimalField(
        label=label, required=False, min_value=0, max_digits=11, decimal_places=2, help_text=help_text
    )


def fen_of(value: Decimal | None) -> int:
    """Yuan as fen; 0 for nothing typed."""
    return int((value or Decimal()) * FEN)


def yuan_of(fen: int) -> Decimal | None:
    """Fen as yuan for a form; empty for 0."""
    return Decimal(fen) / FEN if fen else None


def pick(label: str, choices: Iterable[tuple[str, str]], required: bool = True) -> forms.ChoiceField:
    """One of a closed list, nothing chosen beforehand."""
    return forms.ChoiceField(label=label, choices=[PICK, *choices], required=required)


def towns(user: User) -> list[tuple[str, str]]:
    """The townships of one's scope, by twelve digits."""
    return list(Division.objects.visible_to(user).townships().values_list("code", "name"))


def places(user: User) -> list[tuple[str, str]]:
    """The county itself, then its townships."""
    return [(user.scope[:6].ljust(12, "0"), "县本级"), *towns(user)]


def encoded(value: Any) -> str:
    """A stored value as a form would send it."""
    if value is None or value is False:
        return ""
    if isinstance(value, dt.date):
        return value.isoformat()
    return str(getattr(value, "pk", value))


def compared(form: forms.Form, stored: dict[str, Any]) -> list[Compared]:
    """What now stands in the record beside what the loser typed, field by field."""
    found = []
    for name, field in form.fields.items():
        if name == "version":
            continue
        theirs, mine = encoded(stored.get(name)), str(form.data.get(name, ""))
        words = {str(value): str(label) for value, label in getattr(field, "choices", ())}
        found.append(Compared(str(field.label), name, theirs, words.get(theirs, ""), words.get(mine, "")))
    return found
