from .change_line import ChangeLine
from .choices import ChangeKind, Obligation, ObligationStatus
from .late_unlock import LateUnlock
from .nil_report import NilReport
from .period import Period
from .report import Report
from .submission import Submission, SubmissionFile

__all__ = [
    "ChangeKind",
    "ChangeLine",
    "LateUnlock",
    "NilReport",
    "Obligation",
    "ObligationStatus",
    "Period",
    "Report",
    "Submission",
    "SubmissionFile",
]
