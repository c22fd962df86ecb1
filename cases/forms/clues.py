"""What the pages of clues take in."""

import re
from typing import Any

from django import forms

from ..models import ClueReferral
from ..operations.clues import Accused, Content
from .fields import area, fen_of, line, past, pick, yuan, yuan_of

LARGEST = 210 * 1024 * 1024
PARTS = re.compile(r"[,，、\t]+")


class ClueForm(forms.Form):
    """What a clue says. The accused stand one a line: name, unit, post."""

    source = line("线索来源", 40, help_text="如：整改台账、信访件、随机抽查、审计移交。")
    text = area("线索内容", 4000, rows=8, help_text="时间、地点、经过、涉嫌违纪违法的事实和依据。加密保存。")
    accused = area("被反映人", 1200, required=False, rows=3, help_text="一行一人：姓名，单位，职务。加密保存。")
    households = line("涉及救助对象", 200, required=False)
    amount = yuan("涉及金额")
    how_found = line("发现方式", 200, required=False)

    def clean_accused(self) -> tuple[Accused, ...]:
        found = []
        for text in self.cleaned_data["accused"].splitlines():
            parts = [part.strip() for part in PARTS.split(text.strip(), maxsplit=2)]
            if parts[0]:
                found.append(Accused(*parts))
        return tuple(found)

    def content(self) -> Content:
        """What is sealed."""
        told = self.cleaned_data
        return Content(told["text"], told["accused"], told["households"], told["how_found"])

    def beside(self) -> dict[str, Any]:
        """What stands beside it."""
        return {"source": self.cleaned_data["source"], "amount_fen": fen_of(self.cleaned_data["amount"])}


def clue_values(clue: ClueReferral, content: Content) -> dict[str, Any]:
    """A clue as the form shows it."""
    people = "\n".join("，".join(filter(None, (each.name, each.unit, each.post))) for each in content.accused)
    return {
        "source": clue.source,
        "text": content.text,
        "accused": people,
        "households": content.households,
        "amount": yuan_of(clue.amount_fen),
        "how_found": content.how_found,
    }


class DisposeForm(forms.Form):
    """What became of a clue."""

    disposal = pick("处置方式", ClueReferral.Disposal.choices)
    disposed_on = past("反馈日期")
    result = area("处理结果", 500, rows=3)
    recovered = yuan("追缴金额")
    held_accountable = forms.IntegerField(label="追责人数", min_value=0, max_value=999, initial=0)

    def told(self) -> dict[str, Any]:
        """What the operation takes."""
        told = dict(self.cleaned_data)
        return told | {"recovered_fen": fen_of(told.pop("recovered"))}


class CopyForm(forms.Form):
    """A package from wherever it came, to be compared with the one that was sent."""

    package = forms.FileField(
        label="要核对的移交包",
        help_text="选择收到的 zip 文件。只比对，不保存。",
        widget=forms.ClearableFileInput(attrs={"accept": ".zip"}),
    )

    def clean_package(self) -> bytes:
        file = self.cleaned_data["package"]
        if file.size > LARGEST:
            raise forms.ValidationError("文件过大，不是移交的那一包。")
        data: bytes = file.read()
        return data
