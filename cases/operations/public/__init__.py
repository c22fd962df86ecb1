"""Every write of the public page and of its desk side: what comes in under a receipt, and what goes back."""

from .messages import add_message, write_back
from .receipts import find_receipt, receipt_for
from .receiving import Spent, Telling, mark_of, receive
from .tidying import forget_tokens

__all__ = [
    "Spent",
    "Telling",
    "add_message",
    "find_receipt",
    "forget_tokens",
    "mark_of",
    "receipt_for",
    "receive",
    "write_back",
]
