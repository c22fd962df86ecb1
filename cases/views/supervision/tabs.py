"""The row of tabs over supervision's pages."""

from typing import Any

from django.urls import reverse

PAGES = (("order_list", "督办文书"), ("circular_list", "通报曝光"), ("township_load", "各乡镇情况"))


def tabs(active: str) -> list[dict[str, Any]]:
    """One tab a page."""
    return [{"label": label, "url": reverse(name), "active": name == active} for name, label in PAGES]
