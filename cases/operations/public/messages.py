"""Further messages under a receipt, from outside and back."""

from typing import Any

from django.utils import timezone

from core import audit, months
from core.models import User
from core.operation import locked, operation, require
from core.permissions import Permission
from core.refusal import NotPermitted, Refused

from ...models import Petition, PetitionEvent, PublicMessage, PublicReceipt, SpentToken
from ..sealing import is_handler
from .receiving import mark_of, tell_desk

LONGEST = 2000
MOST = 100


@operation
def add_message(receipt: PublicReceipt, *, text: str, nonce: str, by: Any = None) -> bool:
    """The message lies with the petition and its desk has a notice; False where the form was sent before."""
    told = text.strip()
    if not told or len(told) > LONGEST:
        raise Refused(f"请填写补充的内容，最多 {LONGEST} 字。", code="text-length")
    if receipt.messages.filter(from_outside=True).count() >= MOST:
        raise Refused("这件的留言已经很多。请拨打公开电话，或另外反映一件。", code="messages-many")
    _, made = SpentToken.objects.get_or_create(
        mark=mark_of(nonce), defaults={"content": "message", "at": timezone.now()}
    )
    if not made:
        return False
    petition = receipt.petition
    message = _message(receipt, told, from_outside=True)
    event = PetitionEvent(petition=petition, kind=PetitionEvent.Kind.MESSAGE, on=months.today(), at=message.at)
    event.save(force_insert=True)
    audit.record("public.message", petition)
    tell_desk(petition, "来信人在公开网页补充了内容", key=str(message.pk))
    return True


@operation
def write_back(petition: Petition, *, by: User, text: str) -> PublicMessage:
    """The sender reads the text under the receipt. By whoever may handle the petition; of a sealed case by its handlers."""
    petition = locked(petition)
    if petition.is_sealed and not is_handler(petition, by):
        raise NotPermitted("这件没有指定您办理。")
    needs = Permission.PETITION_SEALED if petition.is_sealed else Permission.PETITION_HANDLE
    require(by, needs, petition.division_code)
    receipt = PublicReceipt.objects.filter(petition=petition).first()
    if receipt is None:
        raise Refused("这件不是从公开网页来的，不能在网页上留言。", code="no-receipt")
    told = text.strip()
    if not told or len(told) > LONGEST:
        raise Refused(f"请填写留言，最多 {LONGEST} 字。", code="text-length")
    message = _message(receipt, told, from_outside=False)
    audit.record("public.write_back", petition, by=by)
    return message


def _message(receipt: PublicReceipt, text: str, *, from_outside: bool) -> PublicMessage:
    message = PublicMessage(receipt=receipt, from_outside=from_outside, at=timezone.now())
    message.text = text
    message.save(force_insert=True)
    return message
