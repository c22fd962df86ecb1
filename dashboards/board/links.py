"""Where a number's rows are, for those who may open them."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode

from core.permissions import Permission

# The lists a number may lead to, and what opens them.
OPENED_BY = {
    "entry_list": Permission.ENTRY_VIEW,
    "petition_list": Permission.PETITION_VIEW,
    "cluster_list": Permission.PETITION_VIEW,
    "report_detail": Permission.REPORT_VIEW,
    "line_list": Permission.REPORT_VIEW,
    "nil_list": Permission.REPORT_VIEW,
    "period_detail": Permission.REPORT_VIEW,
    "responsibility_list": Permission.CAMPAIGN_VIEW,
    "award_list": Permission.ROSTER_VIEW,
    "draw_result": Permission.DRAW_VIEW,
    "draw_items": Permission.VISIT_VIEW,
    "draw_frame": Permission.VISIT_VIEW,
}
# Lists that hold more than is counted, and how they are asked to leave out what is sealed or restricted.
PLAIN = {name: {"plain": "yes"} for name in ("entry_list", "petition_list", "cluster_list")}
NUMBERS_ONLY = {"draw_result"}  # pages that show no case, open to those whose role sees none


@dataclass(frozen=True)
class Links:
    """The addresses one person's numbers lead to."""

    user: Any

    def to(self, name: str, *args: str, **query: str) -> str:
        """The page with its filters; empty where the person's role may not open it."""
        if not self.user.may(OPENED_BY[name]) or not (self.user.sees_case_data or name in NUMBERS_ONLY):
            return ""
        told = {key: value for key, value in query.items() if value} | PLAIN.get(name, {})
        if self.user.is_township:
            told.pop("town", None)
        return reverse(name, args=args) + (f"?{urlencode(told)}" if told else "")
