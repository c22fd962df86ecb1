"""Every write of ordinary petitions."""

from .answering import answer, ask_re_review, ask_review, call_back, conclude, re_review, reopen, review
from .extending import ask_extension, decline_extension, extend, pending_extension, pending_in
from .handling import (
    accept,
    assign,
    end_hearing,
    forward,
    note_progress,
    refuse_acceptance,
    start_hearing,
    take_back,
)
from .registering import change, link_household, register

__all__ = [
    "accept",
    "answer",
    "ask_extension",
    "ask_re_review",
    "ask_review",
    "assign",
    "call_back",
    "change",
    "conclude",
    "decline_extension",
    "end_hearing",
    "extend",
    "forward",
    "link_household",
    "note_progress",
    "pending_extension",
    "pending_in",
    "re_review",
    "refuse_acceptance",
    "register",
    "reopen",
    "review",
    "start_hearing",
    "take_back",
]
