"""Every write of rectification entries: one verb per function."""

from .closing import ask_close_out, check_close_out, clue_open, confirm_close_out, of_the_bureau, return_close_out
from .dismissing import ask_dismissal, dismiss, keep_entry
from .evidence import attach_evidence, looked_at, note_download, withdraw_evidence
from .extending import ask_extension, decline_extension, extend
from .importing import check_ledger_import, commit_ledger_import, discard_ledger_import, stage_ledger_import
from .issuing import note_ledger_copy, note_ledger_export
from .listing import Found, list_entry, stage_of
from .look_back import consolidate, rebound
from .orders import draft_once, draft_overdue
from .planning import Plan, classify_entry, gaps, plan_entry
from .pulling import pull_findings
from .story import is_responsible
from .working import add_measure, approve_irrecoverable, finish_measure, report_progress

__all__ = [
    "Found",
    "Plan",
    "add_measure",
    "approve_irrecoverable",
    "ask_close_out",
    "ask_dismissal",
    "ask_extension",
    "attach_evidence",
    "check_close_out",
    "check_ledger_import",
    "classify_entry",
    "clue_open",
    "commit_ledger_import",
    "confirm_close_out",
    "consolidate",
    "decline_extension",
    "discard_ledger_import",
    "dismiss",
    "draft_once",
    "draft_overdue",
    "extend",
    "finish_measure",
    "gaps",
    "is_responsible",
    "keep_entry",
    "list_entry",
    "looked_at",
    "note_download",
    "note_ledger_copy",
    "note_ledger_export",
    "of_the_bureau",
    "plan_entry",
    "pull_findings",
    "rebound",
    "report_progress",
    "return_close_out",
    "stage_ledger_import",
    "stage_of",
    "withdraw_evidence",
]
