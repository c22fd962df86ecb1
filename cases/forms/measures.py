"""A step of rectification that is done."""

from django import forms

from .fields import area, past


class FinishMeasureForm(forms.Form):
    """When it was done, and what came of it."""

    done_on = past("完成日期")
    outcome = area("完成情况", 300, rows=2)
