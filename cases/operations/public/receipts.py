"""Receipts: known to whoever wrote them down, kept here only as a keyed hash."""

import hmac

from core.crypto import derived_key

from ...models import PublicReceipt
from ...rules.receipt_number import as_typed, receipt_number


def receipt_for(nonce: str) -> str:
    """The receipt of the form with this nonce: always the same, so that a form whose answer was lost on the way can be sent
    again."""
    digest = hmac.digest(derived_key("public-receipt-number"), nonce.encode(), "sha256")
    return receipt_number(int.from_bytes(digest, "big"))


def hash_of(number: str) -> str:
    """What is kept of a receipt."""
    return hmac.digest(derived_key("public-receipt"), number.encode(), "sha256").hex()


def find_receipt(text: str) -> PublicReceipt | None:
    """The receipt somebody typed, or None. The comparison is of keyed hashes."""
    number = as_typed(text)
    if not number:
        return None
    wanted = hash_of(number)
    found = PublicReceipt.objects.select_related("petition").filter(receipt_hash=wanted).first()
    return found if found is not None and hmac.compare_digest(found.receipt_hash, wanted) else None
