"""The campaign and who answers for what in it: one verb per function."""

from .loading import load_campaigns
from .responsibilities import (
    Line,
    assign,
    change_responsibility,
    finish_responsibility,
    note_export,
    reopen_responsibility,
)

__all__ = [
    "Line",
    "assign",
    "change_responsibility",
    "finish_responsibility",
    "load_campaigns",
    "note_export",
    "reopen_responsibility",
]
