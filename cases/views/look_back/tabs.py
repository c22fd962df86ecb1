"""The row of tabs over look-backs and proposals to reopen."""

from typing import Any

from django.urls import reverse

from core.access import Request
from core.permissions import Permission


def tabs(request: Request, active: str) -> list[dict[str, Any]]:
    """Proposals are for those who decide on them."""
    pages = [("followup_list", "回头看")]
    if request.user.may(Permission.ENTRY_CHECK):
        pages.append(("reopen_list", "反弹提示"))
    return [{"label": label, "url": reverse(name), "active": name == active} for name, label in pages]
