"""What the discipline group does with a clue: receives it, sends it back for a supplement, tells what became of it."""

import datetime as dt
from typing import Any

from django.utils import timezone

from core import months
from core.operation import operation
from core.operations import notices
from core.refusal import Refused

from ...models import ClueReferral
from ..entries.story import filled, not_later
from ..supervision.steps import another, put, taken
from .packing import package_stands


@operation
def receive_clue(clue: ClueReferral, *, by: Any, version: int) -> ClueReferral:
    """Received by somebody else than its sender. Raises Refused (`package-changed`) where the stored package is not the one
    that was sent."""
    mine, state = taken(clue, "receive", by=by, version=version)
    another(by, mine.sent_by_id, mine.handler_id, text="移交人不能自己签收。请由派驻纪检监察组的人签收。")
    stands = package_stands(mine)
    if not stands.whole:
        raise Refused("移交包与移交时不一致，不能签收：" + "".join(stands.differences), code="package-changed")
    mine.state, mine.received_by, mine.received_at = state, by, timezone.now()
    return put(mine, "receive", by=by, summary={"package": mine.package_sha256})


@operation
def return_clue(clue: ClueReferral, *, by: Any, version: int, reason: str) -> ClueReferral:
    """Sent back to the handler, with what is still wanted."""
    mine, state = taken(clue, "return", by=by, version=version)
    mine.state, mine.return_reason = state, filled(reason, "需要补充什么", 200)
    put(mine, "return", by=by)
    _tell(mine, "移交材料被退回补充")
    return mine


@operation
def dispose_clue(
    clue: ClueReferral,
    *,
    by: Any,
    version: int,
    disposal: str,
    disposed_on: dt.date,
    result: str,
    recovered_fen: int = 0,
    held_accountable: int = 0,
) -> ClueReferral:
    """What kind of disposal, what came of it, money recovered (fen), people held accountable. May be told again as the
    matter goes on; every telling stays in the chain."""
    mine, state = taken(clue, "dispose", by=by, version=version)
    if disposal not in ClueReferral.Disposal.values:
        raise Refused("请选择处置方式。", code="choice-unknown")
    not_later(disposed_on, months.today(), "反馈日期")
    if mine.received_at and disposed_on < timezone.localdate(mine.received_at):
        raise Refused("反馈日期不能早于签收日期。", code="day-before-receipt")
    if min(recovered_fen, held_accountable) < 0:
        raise Refused("金额和人数不能是负数。", code="number-negative")
    mine.state, mine.disposal, mine.disposed_on = state, disposal, disposed_on
    mine.result = filled(result, "处理结果", 500)
    mine.recovered_fen, mine.held_accountable = recovered_fen, held_accountable
    told = {"disposal": disposal, "recovered_fen": recovered_fen, "held_accountable": held_accountable}
    put(mine, "dispose", by=by, summary=told)
    _tell(mine, "移交材料有反馈")
    return mine


def _tell(mine: ClueReferral, title: str) -> None:
    notices.queue(
        [mine.handler],
        key=f"clue:{mine.pk}:{mine.state}:{mine.version}",
        kind="clue",
        title=title,
        url=f"/cases/clues/{mine.pk}/",
        division_code=mine.division_code,
    )
