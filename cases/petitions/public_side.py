"""What came with a petition by the public page, and what is said back."""

from typing import Any

from ..models import Finding, Petition, PetitionEvent, PetitionFile, PublicReceipt

S, K = Petition.State, PetitionEvent.Kind
# In which state which words of the office are the sender's to read.
TOLD: dict[str, tuple[str, ...]] = {
    S.ANSWERED: (K.ANSWERED, K.REVIEWED),
    S.CONCLUDED: (K.ANSWERED, K.REVIEWED),
    S.TERMINATED: (K.RE_REVIEWED,),
    S.REFUSED: (K.REFUSED,),
    S.FORWARDED: (K.FORWARDED,),
}


def public_side(petition: Petition) -> dict[str, Any]:
    """Whether it has a receipt, the messages under it, and its files; two or three queries."""
    receipt = PublicReceipt.objects.filter(petition=petition).first()
    files = list(PetitionFile.objects.filter(petition=petition).select_related("original", "copy"))
    return {
        "has_receipt": receipt is not None,
        "talk": list(receipt.messages.all()) if receipt else [],
        "files": files,
    }


def said_back(petition: Petition) -> dict[str, Any]:
    """What the office wrote to the sender last, as the paper says it: its name, day and text. Empty where nothing is said
    yet, and always of a sealed case, whose handlers answer by messages alone; one query."""
    kinds = () if petition.is_sealed else TOLD.get(petition.state, ())
    event = petition.events.filter(kind__in=kinds).order_by("-at", "-id").first() if kinds else None
    if event is None:
        return {}
    found = dict(Finding.choices).get(event.facts.get("finding", ""), "")
    text = f"转送单位：{event.facts['to']}" if event.kind == K.FORWARDED else event.text
    return {"title": event.get_kind_display(), "on": event.on, "found": found, "text": text}
