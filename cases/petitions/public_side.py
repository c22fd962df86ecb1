"""What came with a petition by the public page, and what is said back: for the pages of the desk side."""

from typing import Any

from ..models import Petition, PetitionFile, PublicReceipt


def public_side(petition: Petition) -> dict[str, Any]:
    """Whether it has a receipt, the messages under it, and its files; two or three queries."""
    receipt = PublicReceipt.objects.filter(petition=petition).first()
    files = list(PetitionFile.objects.filter(petition=petition).select_related("original", "copy"))
    return {
        "has_receipt": receipt is not None,
        "talk": list(receipt.messages.all()) if receipt else [],
        "files": files,
    }
