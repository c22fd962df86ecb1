"""Dated settings of the bureau: what a rule was on a given day. A row of core.Policy wins over the default named here."""

import datetime as dt

from .models import Policy

DEFAULTS: dict[str, str] = {
    # The last day of filing: on_25th (25 日 24 时截止) or before_25th (25 日前, so the 24th).
    "deadline_rule": "on_25th",
    # A last day on which nobody works: none (stands), previous or next working day.
    "nonworking_deadline": "none",
    # How many days a late unlock holds once approved.
    "late_unlock_days": "3",
    # Which schemes' money must agree with the rate table, comma separated.
    "rated_schemes": "rural_dibao,urban_dibao,tekun,old_age_allowance",
    # How far back a death may lie before the date is taken for a slip of the pen, in months.
    "death_reach_months": "24",
    # How many items a monthly draw visits when the clock drafts it, and at least how many of each township's layers.
    "draw_total": "60",
    "draw_minimum": "1",
    # Working days from a draw's result to the last visit, and for the second inspector's signature (days).
    "visit_working_days": "10",
    "second_signature_days": "3",
    # Whether the browser offers the public lottery as a seed (yes or no); numbered balls before a witness are the rule.
    "lottery_seed": "no",
    # How many days after it happened a step of a petition may still be entered.
    "petition_entry_days": "7",
    # To whom the county's monthly work summary is copied (抄报), as in 泾民发〔2021〕43号.
    "summary_copied_to": "区、市民政厅、局，县纪委监委、组织部，纪检组长",
    # What document numbers begin with (发文机关代字), and in how many working days a supervision order is answered.
    "document_word": "泾民",
    "order_answer_days": "10",
}
CHOICES: dict[str, tuple[str, ...]] = {
    "deadline_rule": ("on_25th", "before_25th"),
    "nonworking_deadline": ("none", "previous", "next"),
    "lottery_seed": ("yes", "no"),
}


def value(name: str, on: dt.date) -> str:
    """The setting `name` as it stood on the day `on`. Raises KeyError for a setting nobody knows."""
    default = DEFAULTS[name]
    row = Policy.objects.filter(name=name, effective_from__lte=on).order_by("-effective_from").first()
    found = row.value.strip() if row else default
    allowed = CHOICES.get(name)
    return found if not allowed or found in allowed else default


def number(name: str, on: dt.date) -> int:
    """The setting as a whole number; its default where the entered text is none."""
    text = value(name, on)
    return int(text if text.isdecimal() else DEFAULTS[name])
