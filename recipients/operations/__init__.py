"""Every write of the roster: one verb per function."""

from .changing import apply_change
from .committing import commit_import, import_file
from .imports import check_import, discard_import, stage_import, township_of
from .kin_imports import check_kin_import, commit_kin_import, discard_kin_import, stage_kin_import
from .kin_register import change_declaration, declare_kin, end_declaration, rematch_kin
from .reversing import reverse_import
from .undoing import reverse_event

__all__ = [
    "apply_change",
    "change_declaration",
    "check_import",
    "check_kin_import",
    "commit_import",
    "commit_kin_import",
    "declare_kin",
    "discard_import",
    "discard_kin_import",
    "end_declaration",
    "import_file",
    "rematch_kin",
    "reverse_event",
    "reverse_import",
    "stage_import",
    "stage_kin_import",
    "township_of",
]
