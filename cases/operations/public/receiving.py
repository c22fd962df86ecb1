"""Something told on the public page becomes a petition; a 检举控告 is sealed before its first row is written."""

import datetime as dt
import hmac
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from core import months
from core.crypto import derived_key
from core.models import User
from core.operation import operation
from core.operations import notices
from core.permissions import Role
from core.refusal import Refused

from ...intake.petition import Given, Party
from ...models import Channel, Petition, PublicReceipt, SpentToken
from ...petitions.addresses import petition_url
from ..petitions.registering import register
from ..sealing import keep_files
from .receipts import hash_of, receipt_for

Told = tuple[str, bytes]


class Spent(Refused):
    """The form was sent before, with another content: nothing was written."""

    code = "form-spent"


@dataclass
class Telling:
    """What the form says; `files` are names and bytes."""

    kind: str
    text: str
    place: str = ""
    accused: list[str] = field(default_factory=list)
    accused_unit: str = ""
    name: str = ""
    phone: str = ""
    files: list[Told] = field(default_factory=list)

    def content(self) -> str:
        """A keyed mark of all of it."""
        told = [self.kind, self.text, self.place, *self.accused, self.accused_unit, self.name, self.phone]
        seen = hmac.new(derived_key("public-content"), "\x1f".join(told).encode(), "sha256")
        for name, data in self.files:
            seen.update(f"\x1f{name}\x1f{len(data)}".encode() + data)
        return seen.hexdigest()


def mark_of(nonce: str) -> str:
    """What is kept of a form that was sent."""
    return hmac.digest(derived_key("public-token"), nonce.encode(), "sha256").hex()


@operation
def receive(telling: Telling, *, nonce: str, at: dt.datetime, by: Any = None) -> str:
    """The petition stands in the docket and its receipt is answered, to be shown once. The same form sent again answers the
    same receipt and writes nothing; with another content it raises Spent. Raises Refused for files that are not taken."""
    content = telling.content()
    spent, made = SpentToken.objects.get_or_create(
        mark=mark_of(nonce), defaults={"content": content, "at": timezone.now()}
    )
    number = receipt_for(nonce)
    if not made:
        if hmac.compare_digest(spent.content, content):
            return number
        raise Spent("这张表已经提交过了。要补充内容，请用回执号进入“查询和补充”；要另外反映一件事，请重新打开表格。")
    petition = register(_given(telling, at), by=None)
    if telling.files:
        keep_files(petition, telling.files, by=None)
        petition.save(update_fields=["sealed_blob"])
    PublicReceipt.objects.create(petition=petition, receipt_hash=hash_of(number), day=months.today())
    if not petition.is_sealed:
        tell_desk(petition, "公开网页收到一件信访件，请登记审核")
    return number


def _given(telling: Telling, at: dt.datetime) -> Given:
    return Given(
        channel=Channel.PUBLIC,
        kind=telling.kind,
        text=telling.text,
        received_at=at,
        is_anonymous=not telling.name,
        place=telling.place,
        accused=telling.accused,
        accused_unit=telling.accused_unit,
        parties=[Party(telling.name, "", telling.phone)] if telling.name or telling.phone else [],
    )


def tell_desk(petition: Petition, title: str, key: str = "new") -> None:
    """Whoever has the petition in hand, else the petition officers, have a notice with its number and not a word of it; of a
    sealed case its handlers."""
    if petition.is_sealed:
        people = [row.user for row in petition.handlers.filter(ended_at__isnull=True).select_related("user")]
    elif petition.responsible is not None:
        people = [petition.responsible]
    else:
        rows = User.objects.filter(role=Role.PETITION_OFFICER, is_active=True)
        people = list(rows.filter(division__code__startswith=petition.county_code))
    notices.queue(
        people,
        key=f"public:{petition.pk}:{key}",
        kind="petition",
        title=f"{title}（{petition.number}）",
        body="来信人凭回执号在公开网页查看办理情况，可以在网页上给他留言。",
        url=petition_url(petition),
        division_code=petition.division_code,
    )
