"""Which steps of a petition a person is offered, each with its form; and taking one."""

from collections.abc import Callable
from typing import Any

from core.models import User

from ...forms.petition_steps import STEP_FORMS, StepForm
from ...models import Channel, Petition, PetitionEvent
from ...operations import petitions as operations
from ...operations.petitions.answering import UNREACHED
from ...operations.petitions.apart import may_touch
from ...petitions.flow import can, name_of
from ...rules.clocks import CALL_BACK
from .lookup import handlers_for

K = PetitionEvent.Kind
OPERATIONS: dict[str, Callable[..., Any]] = {
    "accept": operations.accept,
    "refuse": operations.refuse_acceptance,
    "forward": operations.forward,
    "take_back": operations.take_back,
    "assign": operations.assign,
    "note_progress": operations.note_progress,
    "start_hearing": operations.start_hearing,
    "end_hearing": operations.end_hearing,
    "ask_extension": operations.ask_extension,
    "extend": operations.extend,
    "decline_extension": operations.decline_extension,
    "answer": operations.answer,
    "ask_review": operations.ask_review,
    "review": operations.review,
    "ask_re_review": operations.ask_re_review,
    "re_review": operations.re_review,
    "conclude": operations.conclude,
    "call_back": operations.call_back,
    "reopen": operations.reopen,
}
# What the sender of the public page reads under the receipt: step -> its field.
READ_OUTSIDE = {"answer": "text", "review": "text", "re_review": "text", "refuse": "reason", "forward": "unit"}
OUTSIDE = "来信人凭回执号在公开网页上看得到。"
SEALED_OUTSIDE = "来信人在公开网页上看不到，请另外给他留言。"
DONE = {
    "accept": "已受理，办理期限从受理之日起算。",
    "assign": "已交办，承办人已收到通知。",
    "ask_extension": "延期申请已提交，等待局领导决定。",
    "extend": "已批准延期，申请人已收到通知。",
    "decline_extension": "没有批准延期，申请人已收到通知。",
    "answer": "答复已登记，可在下面下载答复意见书。",
    "call_back": "回访已登记。",
}


def form_for(step: str, petition: Petition, user: User, data: Any = None) -> StepForm:
    """The form of a step, bound when `data` is given."""
    people = handlers_for(petition, user) if step == "assign" else None
    form = STEP_FORMS[step](data, people=people, prefix=step)
    if petition.channel == Channel.PUBLIC and step in READ_OUTSIDE:
        field = form.fields[READ_OUTSIDE[step]]
        field.help_text = f"{field.help_text}{SEALED_OUTSIDE if petition.is_sealed else OUTSIDE}"
    return form


def steps_for(
    petition: Petition, user: User, events: list[PetitionEvent], asked: PetitionEvent | None, pressing: str = ""
) -> list[dict[str, Any]]:
    """The steps the person may take now, with their forms, the one to take next first: `pressing` is the clock that ends soon."""
    offered = [step for step in STEP_FORMS if can(petition, step, user) and _fits(petition, step, user, events, asked)]
    given = bool(petition.responsible_id)  # then the answer comes next, and giving it to another last
    first = ["call_back"] if pressing == CALL_BACK else ["answer"] if given else []
    offered = sorted(offered, key=lambda step: (step not in first, given and step == "assign"))
    return [
        {"code": step, "name": name_of(step), "form": form_for(step, petition, user), "open": place == 0}
        for place, step in enumerate(offered)
    ]


def _fits(petition: Petition, step: str, user: User, events: list[PetitionEvent], asked: PetitionEvent | None) -> bool:
    """Beyond the table: what the story already holds, and who is complained of."""
    if not may_touch(petition, user, step):
        return False
    kinds = [event.kind for event in events]
    if step in ("extend", "decline_extension"):
        return asked is not None and asked.by_id != user.pk
    if step == "ask_extension":
        return asked is None and K.EXTENDED not in _since(kinds, K.ACCEPTED)
    hearing = kinds.count(K.HEARING_STARTED) > kinds.count(K.HEARING_ENDED)
    if step in ("start_hearing", "end_hearing"):
        return hearing == (step == "end_hearing")
    reviewed = K.REVIEWED in _since(kinds, K.ANSWERED)
    if step in ("ask_review", "ask_re_review"):
        return reviewed == (step == "ask_re_review") and K.ANSWERED in kinds
    if step in ("review", "re_review") and user.is_township:
        return False
    return not (step == "call_back" and _reached(events))


def _reached(events: list[PetitionEvent]) -> bool:
    """Somebody answered a call-back since the newest written answer; whoever was not reached may be called again."""
    kinds = [event.kind for event in events]
    since = events[len(kinds) - len(_since(kinds, K.ANSWERED)) :]
    return any(event.kind == K.CALLED_BACK and event.facts.get("satisfied") != UNREACHED for event in since)


def _since(kinds: list[str], kind: str) -> list[str]:
    at = max((place for place, each in enumerate(kinds) if each == kind), default=-1)
    return kinds[at + 1 :]
