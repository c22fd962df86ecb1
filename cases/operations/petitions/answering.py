"""The answer and what follows: 复查, 复核, conclusion, the call-back, and taking it up again."""

import datetime as dt
from typing import Any

from core import months
from core.models import User
from core.operation import operation
from core.refusal import NotPermitted, Refused

from ...models import Finding, Petition, PetitionClass, PetitionEvent
from ...petitions.clocks import clock_of
from ...rules.clocks import ASK_RE_REVIEW, ASK_REVIEW
from .registering import tell
from .steps import begin, finish, needed, open_hearing

K = PetitionEvent.Kind
UNREACHED = "unreached"
SATISFIED = {"yes": "满意", "partly": "基本满意", "no": "不满意", UNREACHED: "没有联系上"}
MOODS = {"good": "好", "fair": "一般", "bad": "不好"}
ASKED = {"door": "门好不好进", "face": "脸好不好看", "work": "事好不好办"}
REVOKED = "revoked"
OUTCOMES = {"upheld": "维持", "changed": "变更", REVOKED: "撤销，重新办理"}
NEEDS_FINDING = {PetitionClass.DEMAND, PetitionClass.ACCUSATION}


@operation
def answer(
    petition: Petition,
    *,
    by: User,
    version: int,
    text: str,
    finding: str = "",
    on: dt.date | None = None,
    delivered: str = "",
) -> Petition:
    """Answered in writing on the day; whether what was said is true stands with it."""
    petition = begin(petition, "answer", by=by, version=version)
    if open_hearing(petition):
        raise Refused("听证还没有结束，请先登记听证结束。", code="hearing-open")
    if finding not in ["", *Finding.values] or (not finding and petition.kind in NEEDS_FINDING):
        raise Refused("请选择反映的问题是否属实。", code="finding-missing")
    told = needed(text, "答复意见")
    petition.finding = finding
    if not petition.is_sealed:
        petition.answer = told
    finish(
        petition,
        "answer",
        by=by,
        on=on,
        text=told,
        fields=("finding", "answer"),
        finding=finding,
        delivered=delivered[:20],
    )
    return petition


@operation
def ask_review(petition: Petition, *, by: User, version: int, text: str, on: dt.date | None = None) -> Petition:
    """The petitioner asks for 复查, within the days the answer leaves."""
    petition = begin(petition, "ask_review", by=by, version=version)
    if _since_answer(petition, K.REVIEWED):
        raise Refused("已经复查过，信访人不服的应申请复核。", code="reviewed-already")
    _in_time(petition, ASK_REVIEW, on, "复查")
    finish(petition, "ask_review", by=by, on=on, text=text)
    return petition


@operation
def review(
    petition: Petition, *, by: User, version: int, text: str, outcome: str, on: dt.date | None = None
) -> Petition:
    """复查 answered by the county, by somebody else than the one who answered."""
    petition = begin(petition, "review", by=by, version=version)
    if by.is_township:
        raise NotPermitted("复查由县局办理。")
    _another(petition, by, [K.ANSWERED], "复查")
    _known(outcome)
    finish(petition, "review", by=by, on=on, text=needed(text, "复查意见"), outcome=outcome)
    return petition


@operation
def ask_re_review(petition: Petition, *, by: User, version: int, text: str, on: dt.date | None = None) -> Petition:
    """The petitioner asks for 复核, within the days the review leaves."""
    petition = begin(petition, "ask_re_review", by=by, version=version)
    if not _since_answer(petition, K.REVIEWED):
        raise Refused("还没有复查，信访人不服的应先申请复查。", code="not-reviewed")
    _in_time(petition, ASK_RE_REVIEW, on, "复核")
    finish(petition, "ask_re_review", by=by, on=on, text=text)
    return petition


@operation
def re_review(
    petition: Petition, *, by: User, version: int, text: str, outcome: str, unit: str = "", on: dt.date | None = None
) -> Petition:
    """复核 of the higher body (`unit`) is in: the matter has gone through all three levels and ends (三级终结)."""
    petition = begin(petition, "re_review", by=by, version=version)
    if by.is_township:
        raise NotPermitted("复核结果由县局登记。")
    _another(petition, by, [K.REVIEWED], "复核")
    _known(outcome)
    finish(petition, "re_review", by=by, on=on, text=needed(text, "复核意见"), outcome=outcome, unit=unit[:60])
    return petition


@operation
def conclude(petition: Petition, *, by: User, version: int, text: str = "", on: dt.date | None = None) -> Petition:
    """Settled and closed; the petitioner's rights run on, and the call-back is still due."""
    petition = begin(petition, "conclude", by=by, version=version)
    finish(petition, "conclude", by=by, on=on, text=text)
    return petition


@operation
def call_back(
    petition: Petition,
    *,
    by: User,
    version: int,
    satisfied: str,
    door: str = "",
    face: str = "",
    work: str = "",
    text: str = "",
    on: dt.date | None = None,
) -> Petition:
    """The petitioner was asked: satisfied? was the door open, the face friendly, the matter easy to get done?"""
    petition = begin(petition, "call_back", by=by, version=version)
    moods = {"door": door, "face": face, "work": work}
    if satisfied not in SATISFIED:
        raise Refused("请选择信访人是否满意。", code="satisfaction-missing")
    if satisfied != UNREACHED and not all(mood in MOODS for mood in moods.values()):
        raise Refused("请把门好不好进、脸好不好看、事好不好办三项都问到。", code="moods-missing")
    kept: dict[str, Any] = {name: mood for name, mood in moods.items() if mood in MOODS}
    finish(petition, "call_back", by=by, on=on, text=text, satisfied=satisfied, **kept)
    return petition


@operation
def reopen(petition: Petition, *, by: User, version: int, reason: str) -> Petition:
    """Taken up again; what was answered stands in the story, and the first term runs on. A new term is given only by the
    复查 that revoked the answer, from its day, or where the answer is one of years ago that a ledger told."""
    petition = begin(petition, "reopen", by=by, version=version)
    told = needed(reason, "重新办理的理由")
    anew = _new_term(petition)
    finish(petition, "reopen", by=by, on=None, text=told)
    if anew is not None:
        tell(petition, K.ACCEPTED, anew, by=by, text="重新办理的期限从这一天起算。", reopened=True)
    return petition


def _new_term(petition: Petition) -> dt.date | None:
    """The day a new term runs from; None where the first one stands."""
    last = petition.events.filter(kind__in=[K.ACCEPTED, K.ANSWERED, K.REVIEWED]).order_by("-at", "-id").first()
    if last is None or last.facts.get("ledger"):
        return months.today()
    return last.on if last.kind == K.REVIEWED and last.facts.get("outcome") == REVOKED else None


def _known(outcome: str) -> None:
    if outcome not in OUTCOMES:
        raise Refused("请选择结论。", code="outcome-missing")


def _in_time(petition: Petition, step: str, on: dt.date | None, name: str) -> None:
    right = next((clock for clock in clock_of(petition) if clock.step == step), None)
    if right is None:
        raise Refused(f"这件信访没有{name}的规定。", code="no-such-right")
    if (on or months.today()) > right.due_on:
        raise Refused(f"申请{name}的期限已过（{right.told}），不再受理。", code="right-lapsed")


def _another(petition: Petition, by: User, kinds: list[str], name: str) -> None:
    if petition.events.filter(kind__in=kinds, by=by).exists():
        raise NotPermitted(f"{name}不能由作出上一级答复的人办理。")


def _since_answer(petition: Petition, kind: str) -> bool:
    """The event stands after the newest answer."""
    told = petition.events.filter(kind__in=[K.ANSWERED, kind]).order_by("-at", "-id").values_list("kind", flat=True)
    return told.first() == kind
