"""Work summaries as pages find them, and what their pages show in common."""

from typing import Any

from django.shortcuts import get_object_or_404

from core.access import Request
from core.idempotency import FIELD, new_key
from core.models import Division
from core.permissions import Permission

from ...models import CombinedSummary, WorkSummary
from ...rules.summaries.figures import FIGURES, render, shown
from ...summaries.flow import can

S = WorkSummary.State
TONES: dict[str, str] = {S.DRAFT: "neutral", S.SUBMITTED: "info", S.RETURNED: "warning", S.COMBINED: "success"}


def summary_or_404(request: Request, pk: object) -> WorkSummary:
    """The summary with the people who had a hand in it."""
    rows = WorkSummary.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("filled_by", "submitted_by", "combined_by"), pk=pk)


def combined_or_404(request: Request, pk: object) -> CombinedSummary:
    """The county's summary; never a township's to see."""
    return get_object_or_404(CombinedSummary.objects.visible_to(request.user).select_related("made_by"), pk=pk)


def town_name(code: str) -> str:
    """The name of a township."""
    return Division.objects.filter(pk=code).values_list("name", flat=True).first() or code


def paragraphs(text: str, facts: dict[str, Any]) -> list[dict[str, Any]]:
    """The text with its figures in place, line by line; a numbered heading stands as one."""
    lines = [line.strip() for line in render(text, facts).splitlines() if line.strip()]
    return [{"text": line, "heading": line[1:2] == "、" and len(line) <= 40} for line in lines]


def palette(facts: dict[str, Any]) -> list[dict[str, Any]]:
    """The figures that a text may refer to, by group, each with its value now."""
    return [
        {"title": title, "figures": [{"word": f.word, "value": shown(f, facts), "unit": _unit(f.unit)} for f in group]}
        for title, group in FIGURES
    ]


def _unit(unit: str) -> str:
    return "元" if unit == "fen" else unit


def steps_for(request: Request, summary: WorkSummary) -> dict[str, bool]:
    """What the page offers this person now."""
    user, handed = request.user, summary.handed_at is not None
    own = summary.filled_by_id == user.pk
    mine = user.may(Permission.SUMMARY_FILL) or user.may(Permission.SUMMARY_CONFIRM)
    return {
        "can_edit": can(summary, "edit", user),
        "can_hand_over": can(summary, "hand_over", user) and not handed,
        "can_submit": can(summary, "submit", user) and handed and not own,
        "can_give_back": can(summary, "give_back", user) and handed,
        "can_refresh": can(summary, "refresh", user) and mine,
        "can_return": can(summary, "return", user),
    }


def version_hidden(thing: Any) -> list[tuple[str, Any]]:
    """Hidden fields of a step on something shown."""
    return [("version", thing.version)]


def key_hidden() -> list[tuple[str, str]]:
    """Hidden field of a press that creates."""
    return [(FIELD, new_key())]
