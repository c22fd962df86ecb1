"""The row of tabs over the campaign's pages."""

from typing import Any

from django.urls import reverse

PAGES = (
    ("campaign_overview", "总览"),
    ("responsibility_list", "责任分工"),
    ("mechanism_list", "三项机制"),
    ("education_list", "警示教育"),
)


def tabs(active: str) -> list[dict[str, Any]]:
    """One tab a page."""
    return [{"label": label, "url": reverse(name), "active": name == active} for name, label in PAGES]
