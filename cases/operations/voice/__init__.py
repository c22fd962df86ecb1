"""Every write of the voice registers: consultations, who answers the telephone, which calls came, what is published."""

from .calls import log_call
from .consulting import answer_consultation, ask_consultation
from .roster import Cell, fill_roster
from .telephones import change_telephone, publish_telephone

__all__ = [
    "Cell",
    "answer_consultation",
    "ask_consultation",
    "change_telephone",
    "fill_roster",
    "log_call",
    "publish_telephone",
]
