"""An extension: asked with a reason by the handler, granted once by a leader, within the days the terms allow."""

from collections.abc import Iterable
from typing import Any

from core import months
from core.models import User
from core.operation import operation
from core.operations import notices
from core.refusal import NotPermitted, Refused

from ...models import ClockRule, Petition, PetitionEvent
from ...petitions.addresses import petition_url
from ...petitions.clocks import clock_of, received_on
from ...rules.clocks import CONCLUDE, Happened, may_extend
from ...terms import terms_for
from .steps import begin, finish, needed, story

K = PetitionEvent.Kind


@operation
def ask_extension(petition: Petition, *, by: User, version: int, days: int, reason: str) -> Petition:
    """An extension by `days` waits for a leader's decision. Raises Refused where none could be granted."""
    petition = begin(petition, "ask_extension", by=by, version=version)
    if pending_extension(petition):
        raise Refused("延期申请已经提交，正在等待领导决定。", code="extension-pending")
    _may(petition, days)
    finish(petition, "ask_extension", by=by, on=None, text=needed(reason, "延期的理由"), days=days)
    return petition


@operation
def extend(petition: Petition, *, by: User, version: int) -> Petition:
    """The extension asked for is granted; the petitioner is to be told why (延期告知书)."""
    petition = begin(petition, "extend", by=by, version=version)
    asked = _asked(petition, by)
    _may(petition, asked.days or 0)
    finish(petition, "extend", by=by, on=None, text=asked.text, days=asked.days)
    _tell(petition, asked, f"信访件 {petition.number} 延期 {asked.days} 天已批准", "请下载延期告知书，送达信访人。")
    return petition


@operation
def decline_extension(petition: Petition, *, by: User, version: int, reason: str) -> Petition:
    """The extension asked for is not granted; the first term stands."""
    petition = begin(petition, "decline_extension", by=by, version=version)
    asked = _asked(petition, by)
    finish(petition, "decline_extension", by=by, on=None, text=needed(reason, "不批准的理由"), declined=True)
    _tell(petition, asked, f"信访件 {petition.number} 没有批准延期", "仍按原来的期限办理，理由在办理记录里。")
    return petition


def _tell(petition: Petition, asked: PetitionEvent, title: str, body: str) -> None:
    """Who asked learns what was decided."""
    notices.queue(
        [asked.by] if asked.by is not None else [],
        key=f"petition:{petition.pk}:extension:{asked.pk}",
        kind="petition",
        title=title,
        body=body,
        url=petition_url(petition),
        division_code=petition.division_code,
    )


def pending_extension(petition: Petition) -> PetitionEvent | None:
    """The request nobody has decided yet; one query."""
    rows = petition.events.filter(kind__in=[K.EXTENSION_ASKED, K.EXTENDED, K.PROGRESS]).order_by("-at", "-id")
    return pending_in(rows.select_related("by"))


def pending_in(newest_first: Iterable[PetitionEvent]) -> PetitionEvent | None:
    """The same, of a story already read."""
    for event in newest_first:
        if event.kind == K.EXTENDED or (event.kind == K.PROGRESS and event.facts.get("declined")):
            return None
        if event.kind == K.EXTENSION_ASKED:
            return event
    return None


def _asked(petition: Petition, by: Any) -> PetitionEvent:
    asked = pending_extension(petition)
    if asked is None:
        raise Refused("没有待决定的延期申请。", code="extension-none")
    if asked.by_id == by.pk:
        raise NotPermitted("延期不能由申请人自己批准。")
    return asked


def _may(petition: Petition, days: int) -> None:
    term = terms_for(petition.channel, petition.kind, received_on(petition)).get(ClockRule.Step.EXTENSION)
    running = next((clock for clock in clock_of(petition) if clock.step == CONCLUDE), None)
    if term is None or running is None:
        raise Refused("这类信访没有延期的规定。", code="extension-no-term")
    why = may_extend(since_accepted(story(petition)), days, term.days, months.today(), running.due_on)
    if why:
        raise Refused(why, code="extension-refused")


def since_accepted(told: list[Happened]) -> list[Happened]:
    """The story from the newest acceptance on: a revoked answer gives the matter a new term."""
    at = max((place for place, each in enumerate(told) if each.kind == K.ACCEPTED), default=0)
    return told[at:]
