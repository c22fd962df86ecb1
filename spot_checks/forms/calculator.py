"""What the planner asks: how many there are, what share is feared to be wrong, how many one means to visit."""

from typing import Any

from django import forms

LARGEST = 1_000_000
MOST_DRAWN = 5_000


class PlannerForm(forms.Form):
    """Shares are in percent. What is left empty or makes no sense falls back to what is usual: a question is no filing."""

    frame = forms.IntegerField(label="一共多少户", min_value=1, max_value=LARGEST)
    rate = forms.DecimalField(
        label="假如有百分之几不符",
        min_value=0,
        max_value=100,
        max_digits=5,
        decimal_places=2,
    )
    sample = forms.IntegerField(label="打算抽多少户", min_value=1, max_value=MOST_DRAWN)

    def __init__(self, data: Any) -> None:
        super().__init__(data, auto_id="planner_%s")
        for name in self.fields:
            self.fields[name].widget.attrs["inputmode"] = "decimal"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("rate") == 0:
            self.add_error("rate", "请填大于 0 的数。")
        if cleaned.get("sample", 1) > cleaned.get("frame", LARGEST):
            self.add_error("sample", "不能比总户数还多。")
        return cleaned
