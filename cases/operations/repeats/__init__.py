"""Every write about repeat petitions: proposing them, deciding, and the ledger of matters (重复信访专门台账)."""

from .deciding import confirm, decline, link, undo
from .ledger import (
    Matter,
    ask_strike_off,
    change_cluster,
    decline_strike_off,
    note_export,
    restore_cluster,
    strike_off,
)
from .proposing import Found, propose_all, propose_due, propose_for_new, propose_public

__all__ = [
    "Found",
    "Matter",
    "ask_strike_off",
    "change_cluster",
    "confirm",
    "decline",
    "decline_strike_off",
    "link",
    "note_export",
    "propose_all",
    "propose_due",
    "propose_for_new",
    "propose_public",
    "restore_cluster",
    "strike_off",
    "undo",
]
