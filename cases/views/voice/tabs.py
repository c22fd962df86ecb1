"""The pages of the voice registers beside each other."""

from typing import Any

from django.urls import reverse

PAGES = (
    ("consultation_list", "政策咨询"),
    ("duty_roster", "值守安排"),
    ("call_log", "来电记录"),
    ("telephone_list", "公开电话"),
)


def tabs(active: str) -> list[dict[str, Any]]:
    """The tabs, one of them active."""
    return [{"label": label, "url": reverse(name), "active": name == active} for name, label in PAGES]
