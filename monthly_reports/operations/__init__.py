"""Every write of the monthly report: one verb per function."""

from .checking import STATEMENTS, check_submission
from .correcting import stage_correction
from .filing import file_at_once
from .handing import hand_over, send_back_draft
from .paper import attach_scan, note_export, read_in_full, read_scan
from .periods import (
    close_period,
    deadline,
    due_date,
    open_period,
    open_periods,
    report_of,
)
from .reminders import remind
from .staging import discard, file_nil, stage_files, stage_rows
from .steps import confirm, confirm_and_submit, return_to_township, submit
from .taking import take_in, take_in_all
from .unlocks import ask_late_unlock, decide_late_unlock

__all__ = [
    "STATEMENTS",
    "ask_late_unlock",
    "attach_scan",
    "check_submission",
    "close_period",
    "confirm",
    "confirm_and_submit",
    "deadline",
    "decide_late_unlock",
    "discard",
    "due_date",
    "file_at_once",
    "file_nil",
    "hand_over",
    "note_export",
    "open_period",
    "open_periods",
    "read_in_full",
    "read_scan",
    "remind",
    "report_of",
    "return_to_township",
    "send_back_draft",
    "stage_correction",
    "stage_files",
    "stage_rows",
    "submit",
    "take_in",
    "take_in_all",
]
