"""Every write of work summaries: one verb per function."""

from .combining import combine_summaries, edit_combined
from .filing import (
    draft_summary,
    edit_summary,
    give_back,
    hand_over,
    refresh_facts,
    return_summary,
    stale,
    submit_summary,
)
from .paper import attach_scan, note_export, read_scan
from .reminding import remind_summaries

__all__ = [
    "attach_scan",
    "combine_summaries",
    "draft_summary",
    "edit_combined",
    "edit_summary",
    "give_back",
    "hand_over",
    "note_export",
    "read_scan",
    "refresh_facts",
    "remind_summaries",
    "return_summary",
    "stale",
    "submit_summary",
]
