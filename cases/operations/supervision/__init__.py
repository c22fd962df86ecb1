"""Orders, circulars, warning education and mechanisms: one verb per function."""

from .circulars import (
    CircularText,
    approve_circular,
    draft_circular,
    edit_circular,
    names_behind,
    names_told,
    return_circular,
)
from .education import Session, change_session, record_session
from .exporting import note_export
from .mechanisms import Rule, change_mechanism, check_mechanism, record_mechanism
from .orders import OrderText, answer_order, close_order, draft_order, drop_order, edit_order, issue_order

__all__ = [
    "CircularText",
    "OrderText",
    "Rule",
    "Session",
    "answer_order",
    "approve_circular",
    "change_mechanism",
    "change_session",
    "check_mechanism",
    "close_order",
    "draft_circular",
    "draft_order",
    "drop_order",
    "edit_circular",
    "edit_order",
    "issue_order",
    "names_behind",
    "names_told",
    "note_export",
    "record_mechanism",
    "record_session",
    "return_circular",
]
