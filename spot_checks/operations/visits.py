"""A visit from the door to the second signature. What is signed is never edited."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from core import audit, months
from core.models import User
from core.operation import locked, operation, require
from core.operations import notices
from core.permissions import Permission
from core.refusal import NotPermitted, Refused, TransitionRefused

from ..models import DrawItem, Selected, Visit, VisitFinding, VisitKind, VisitWay
from ..models.choices import ERRORS, Outcome, ProblemCode
from ..rules import filled as forms
from . import signed
from .visit_facts import as_filled, check_days, fill, kind_of, missing, read
from .visitors import require_colleague, require_inspector, require_stranger, require_visitor

S = Visit.State
MOST_ABSENCES = 10


@operation
def start_visit(item: DrawItem, *, by: User, way: str = VisitWay.ONLINE) -> Visit:
    """A draft visit of the drawn item stands in the name of `by`, the other inspector as second. Raises Refused where the
    item is not to be visited or has a visit already, NotPermitted for anybody but its two inspectors."""
    mine = locked(item)
    other = require_inspector(mine, by)
    _require_to_visit(mine)
    if Visit.objects.filter(item=mine).exists():
        raise Refused("这个对象已有核查记录，一个对象只核查一次。请打开原来的记录继续。", code="visit-twice")
    visit = Visit(
        division_code=mine.division_code,
        item=mine,
        kind=VisitKind.DRAWN,
        way=way,
        household=mine.household,
        subject=mine.name,
        entered_at=timezone.now(),
        first_inspector=by,
        second_inspector=other,
    )
    visit.answers = ""
    visit.save()
    audit.record("visit.start", visit, by=by, summary={"kind": visit.kind, "way": way})
    return visit


@operation
def save_visit(
    visit: Visit, *, by: User, version: int, data: Mapping[str, Any] | forms.Filled, second: User | None = None
) -> Visit:
    """The draft holds what was filled in (rules.filled.read says in which shape). It may be incomplete; impossible days are
    refused. `second` names the second inspector of a visit outside a draw. Raises EditConflict when the other saved first."""
    mine = _draft(visit, by, version)
    filled = read(data, kind_of(mine))
    _check(filled, mine)
    check_days(filled, mine.item, latest=months.today())
    changed = fill(mine, filled)
    if second is not None and mine.item is None:
        require_colleague(second, mine.first_inspector, mine.division_code)
        mine.second_inspector = second
        changed.append("second_inspector")
    _keep(mine, *changed)
    audit.record("visit.save", mine, by=by, summary={"version": mine.version})
    return mine


@operation
def record_absence(visit: Visit, *, by: User, version: int, day: dt.date) -> Visit:
    """The visit holds that nobody was at home on `day`; a day counts once."""
    mine = _draft(visit, by, version)
    check_days(forms.Filled(absences=(day,)), mine.item, latest=months.today())
    if day.isoformat() in mine.absences:
        raise Refused("这一天已记过未在家。请改日再去，另记一次。", code="absence-twice")
    if len(mine.absences) >= MOST_ABSENCES:
        raise Refused(f"未在家最多记 {MOST_ABSENCES} 次，请按实际情况下结论。", code="absence-many")
    mine.absences = sorted([*mine.absences, day.isoformat()])
    _keep(mine, "absences")
    audit.record("visit.absence", mine, by=by, summary={"days": len(mine.absences)})
    return mine


@operation
def note_absence(item: DrawItem, *, by: User, day: dt.date) -> Visit:
    """As record_absence, for a drawn item whose visit may not have been started yet."""
    visit = Visit.objects.filter(item=item).first() or start_visit(item, by=by)
    return record_absence(visit, by=by, version=visit.version, day=day)


@operation
def hand_over(visit: Visit, *, by: User, version: int) -> Visit:
    """The visit lies with the other inspector for the second signature; `by` answers for it as the first. Raises Refused
    with everything that is missing (findings)."""
    mine = _draft(visit, by, version)
    other = require_visitor(mine, by)
    mine.first_inspector, mine.second_inspector = by, other
    check_days(as_filled(mine), mine.item, latest=months.today())
    if lacks := missing(mine):
        raise Refused("还不能交第二人签字：" + "".join(lacks), code="visit-incomplete", findings=lacks)
    assert other is not None  # missing() asks for a second inspector
    mine.state, mine.handed_at, mine.sent_back = S.AWAITING, timezone.now(), ""
    _keep(mine, "state", "handed_at", "sent_back", "first_inspector", "second_inspector")
    notices.queue(
        [other],
        key=f"visit-sign:{mine.pk}:{mine.version}",
        kind="visit",
        title="有一份入户核查等您签字",
        body=f"{by.display_name}已填好，请核对后在三日内签字或退回。",
        url=f"/checks/visits/{mine.pk}/",
        division_code=mine.division_code,
    )
    audit.record("visit.hand_over", mine, by=by, summary={"version": mine.version, "way": mine.way})
    return mine


@operation
def sign(visit: Visit, *, by: User, version: int) -> Visit:
    """The second inspector stands by the visit: it is closed for good, and each problem of a 不符 or 死亡 is a finding that
    waits to be put right. What is registered in `operations.signed` has followed."""
    mine = _awaiting(visit, by, version)
    mine.state, mine.signed_at = S.SIGNED, timezone.now()
    _keep(mine, "state", "signed_at")
    found = _findings(mine)
    audit.record("visit.sign", mine, by=by, summary={"version": mine.version, "findings": found})
    signed.tell(mine)
    return mine


@operation
def send_back(visit: Visit, *, by: User, version: int, reason: str) -> Visit:
    """The visit is a draft again, with the reason on it; the first inspector has a notice."""
    mine = _awaiting(visit, by, version)
    if not reason.strip():
        raise Refused("请写明退回的理由，第一核查人才知道改什么。", code="send-back-reason")
    mine.state, mine.handed_at, mine.sent_back = S.DRAFT, None, reason.strip()[:200]
    _keep(mine, "state", "handed_at", "sent_back")
    notices.queue(
        [mine.first_inspector],
        key=f"visit-back:{mine.pk}:{mine.version}",
        kind="visit",
        title="一份入户核查被退回，请修改",
        body=f"{by.display_name}退回了您填写的核查，理由写在核查页面上。",
        url=f"/checks/visits/{mine.pk}/",
        division_code=mine.division_code,
    )
    audit.record("visit.send_back", mine, by=by, values={"reason": mine.sent_back})
    return mine


def _require_to_visit(item: DrawItem) -> None:
    if not item.draw.is_out:
        raise Refused("这次抽签还没有结果，不能入户核查。", code="draw-not-out")
    if item.selected != Selected.MAIN and item.released_at is None:
        raise Refused("这是备用样本，按规则启用后才能核查。", code="reserve-not-released")


def _draft(visit: Visit, by: User, version: int) -> Visit:
    mine = locked(visit, version=version)
    require_visitor(mine, by)
    if mine.state != S.DRAFT:
        raise TransitionRefused(
            "核查已签字，不能再修改。" if mine.state == S.SIGNED else "核查已交第二人签字。要改请第二核查人先退回。"
        )
    return mine


def _awaiting(visit: Visit, by: User, version: int) -> Visit:
    mine = locked(visit, version=version)
    if by.pk == mine.first_inspector_id:
        raise NotPermitted("第二核查人不能是填写人本人，请由另一名核查人签字。")
    if by.pk != mine.second_inspector_id:
        raise NotPermitted("这份核查由指定的第二核查人签字。")
    require(by, Permission.VISIT_MAKE)
    if mine.item is not None:
        require_stranger(by, mine.township_code)
    if mine.state != S.AWAITING:
        raise TransitionRefused("只有已交签的核查可以签字或退回，请刷新页面后再看。")
    return mine


def _check(filled: forms.Filled, visit: Visit) -> None:
    if filled.outcome and filled.outcome not in Outcome.values:
        raise Refused("没有这种结论，请重新选择。", code="outcome-unknown")
    if set(filled.problems) - set(ProblemCode.values):
        raise Refused("没有这个问题码，请重新选择。", code="problem-unknown")
    if len({*visit.absences, *(day.isoformat() for day in filled.absences)}) > MOST_ABSENCES:
        raise Refused(f"未在家最多记 {MOST_ABSENCES} 次。", code="absence-many")


def _findings(visit: Visit) -> int:
    """One finding for each problem; the money stands on the first, so that it adds up."""
    if visit.outcome not in ERRORS:
        return 0
    assert visit.visited_on is not None
    rows = [
        VisitFinding(
            division_code=visit.division_code,
            visit=visit,
            problem=code,
            overpaid_fen=visit.overpaid_fen if place == 0 else 0,
            found_on=visit.visited_on,
        )
        for place, code in enumerate(visit.problems)
    ]
    VisitFinding.objects.bulk_create(rows)
    return len(rows)


def _keep(visit: Visit, *changed: str) -> None:
    visit.version += 1
    visit.save(update_fields=[*dict.fromkeys(changed), "version"])
