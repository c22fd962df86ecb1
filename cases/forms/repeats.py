"""What the pages of repeat matters take in."""

from typing import Any

from django import forms

from ..models import PetitionCluster
from ..operations.repeats import Matter


def line(label: str, longest: int, required: bool = False, rows: int = 0, help_text: str = "") -> forms.CharField:
    """A line, or a text of several."""
    widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
    return forms.CharField(label=label, max_length=longest, required=required, widget=widget, help_text=help_text)


class MatterForm(forms.Form):
    """A line of the ledger."""

    matter = line("信访事项", 200, required=True, rows=4)
    why_unsettled = line("未化解原因", 200, rows=2)
    leader = line("包案领导", 50)
    measures = line("化解措施", 300, rows=2)
    due_on = forms.DateField(
        label="化解时限", required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def told(self) -> Matter:
        """As the operation takes it."""
        return Matter(**self.cleaned_data)


def matter_of(cluster: PetitionCluster) -> dict[str, Any]:
    """What the form shows of a cluster."""
    return {name: getattr(cluster, name) for name in MatterForm.base_fields}


class StrikeForm(forms.Form):
    """How a matter ended, and on what paper."""

    disposal = forms.ChoiceField(label="销号方式", choices=[("", "请选择"), *PetitionCluster.Disposal.choices])
    note = line("销号依据", 300, required=True, rows=2, help_text="如：化解协议、复核意见书或答复意见书的文号和日期。")


class LinkForm(forms.Form):
    """Two petitions by their numbers."""

    first = line("编号", 20, required=True)
    second = line("另一件的编号", 20, required=True)
