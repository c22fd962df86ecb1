"""From receipt to the work on it: accepted, refused, forwarded, assigned, heard."""

import datetime as dt

from core import months, workdays
from core.models import User
from core.operation import operation
from core.operations import notices
from core.permissions import Permission
from core.refusal import NotPermitted, Refused

from ...models import ClockRule, Petition, PetitionEvent
from ...petitions.addresses import petition_url
from ...petitions.clocks import received_on
from ...petitions.flow import is_named
from ...terms import terms_for
from .registering import tell
from .steps import begin, finish, keep_apart, needed, open_hearing


@operation
def accept(petition: Petition, *, by: User, version: int, on: dt.date | None = None, told_by: str = "") -> Petition:
    """Accepted, and the petitioner told (`told_by`: how); the 60 days run from the day."""
    petition = begin(petition, "accept", by=by, version=version)
    finish(petition, "accept", by=by, on=on, told_by=told_by[:20])
    return petition


@operation
def refuse_acceptance(
    petition: Petition, *, by: User, version: int, reason: str, on: dt.date | None = None
) -> Petition:
    """Not accepted, and the petitioner told why."""
    petition = begin(petition, "refuse", by=by, version=version)
    finish(petition, "refuse", by=by, on=on, text=needed(reason, "不予受理的理由"))
    return petition


@operation
def forward(
    petition: Petition,
    *,
    by: User,
    version: int,
    unit: str,
    reason: str,
    objection: bool = False,
    on: dt.date | None = None,
) -> Petition:
    """Passed on to the unit that has the power; with `objection` given back to where it came from, within the days the
    terms allow (转送异议)."""
    petition = begin(petition, "forward", by=by, version=version)
    unit = needed(unit, "转送的单位")
    if objection:
        _in_time(petition, on)
    finish(petition, "forward", by=by, on=on, text=needed(reason, "转送理由"), to=unit[:60], objection=objection)
    return petition


def _in_time(petition: Petition, on: dt.date | None) -> None:
    term = terms_for(petition.channel, petition.kind, received_on(petition)).get(ClockRule.Step.OBJECTION)
    if term is None:
        return
    due = workdays.add_workdays(received_on(petition), term.days)
    if (on or months.today()) > due:
        raise Refused(
            f"转送异议应在收到后 {term.days} 个工作日内（{due} 前）提出，现在已经超过。", code="objection-late"
        )


@operation
def take_back(petition: Petition, *, by: User, version: int, reason: str, on: dt.date | None = None) -> Petition:
    """The other unit gave it back: it is registered again, and its term of acceptance runs from that day."""
    petition = begin(petition, "take_back", by=by, version=version)
    event = finish(petition, "take_back", by=by, on=on, text=needed(reason, "对方退回的理由"))
    tell(petition, PetitionEvent.Kind.RECEIVED, event.on, by=by, returned=True)
    return petition


@operation
def assign(
    petition: Petition, *, by: User, version: int, to: User, note: str = "", on: dt.date | None = None
) -> Petition:
    """`to` works it and is told in the inbox. Never who, or whose township, is complained of."""
    petition = begin(petition, "assign", by=by, version=version)
    needs = Permission.PETITION_SEALED if petition.is_sealed else Permission.PETITION_HANDLE
    if not to.may(needs) or not petition.division_code.startswith(to.scope):
        raise NotPermitted("所选人员不能办理这件信访，请另选。")
    if petition.is_sealed and not is_named(petition, to):
        raise NotPermitted("密封件只能交给指定的办理人，请先在件里指定。")
    keep_apart(petition, to)
    petition.responsible = to
    finish(petition, "assign", by=by, on=on, text=note, fields=("responsible",), to=to.display_name)
    notices.queue(
        [to],
        key=f"petition:{petition.pk}:assigned:{petition.version}",
        kind="petition",
        title=f"信访件 {petition.number} 交您承办",
        body="请在期限内办理并书面答复。期限在信访件页面上。",
        url=petition_url(petition),
        division_code=petition.division_code,
    )
    return petition


@operation
def note_progress(petition: Petition, *, by: User, version: int, text: str, on: dt.date | None = None) -> Petition:
    """What was done is in the story; the township's explanation of a demand as well."""
    petition = begin(petition, "note_progress", by=by, version=version)
    finish(petition, "note_progress", by=by, on=on, text=needed(text, "办理情况"))
    return petition


@operation
def start_hearing(petition: Petition, *, by: User, version: int, on: dt.date | None = None, text: str = "") -> Petition:
    """A hearing begins; its days do not count towards the term."""
    petition = begin(petition, "start_hearing", by=by, version=version)
    if open_hearing(petition):
        raise Refused("听证已经开始，还没有结束。", code="hearing-open")
    finish(petition, "start_hearing", by=by, on=on, text=text)
    return petition


@operation
def end_hearing(petition: Petition, *, by: User, version: int, on: dt.date | None = None, text: str = "") -> Petition:
    """The hearing is over; the term runs again."""
    petition = begin(petition, "end_hearing", by=by, version=version)
    if not open_hearing(petition):
        raise Refused("没有正在进行的听证。", code="hearing-none")
    finish(petition, "end_hearing", by=by, on=on, text=text)
    return petition
