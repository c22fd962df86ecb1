"""Opening a sealed case: for ten minutes, by a live handler, for a stated reason, and the chain says so each time."""

import datetime as dt
from typing import Any

from django.db import models

from core import audit, reveals
from core.models import RevealGrant, User
from core.operation import operation
from core.operations.reveals import grant
from core.refusal import Refused

from ...models import Petition
from .contents import Contents, contents_of
from .handlers import _handled, is_handler


class OpenReason(models.TextChoices):
    """Why a sealed case is opened: a closed list, so that no reason tells what is inside."""

    WORK = "work", "核实办理"
    REPLY = "reply", "回复来信人"
    TASK = "task", "安排核查任务"
    REFER = "refer", "移交线索"
    INSPECT = "inspect", "配合监督检查"


@operation
def open_sealed(petition: Petition, *, by: User, reason: str) -> RevealGrant:
    """`by` reads the case for ten minutes; who, when and why stands in the chain. Raises NotPermitted, Refused."""
    petition = _handled(petition, by)
    if reason not in OpenReason.values:
        raise Refused("请先选择打开的用途。", code="reveal-reason")
    audit.record("sealed.open", petition, by=by, summary={"reason": reason})
    return grant(petition, by=by, reason=RevealGrant.Reason.PETITION)


def read_sealed(petition: Petition, *, by: Any) -> tuple[Contents, dt.datetime] | None:
    """What the case holds and until when it stays open; None where it is shut, or `by` is a handler no more."""
    until = reveals.is_open(by, petition)
    if until is None or not petition.is_sealed or not is_handler(petition, by):
        return None
    return contents_of(petition), until
