"""The papers a petitioner gets: 受理、不予受理、延期告知书, 答复意见书, 复查意见书, made from what stands in the docket."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from core import months
from core.templatetags.formats import date_cn

from ..models import Channel, Petition, PetitionEvent
from ..rules.clocks import CONCLUDE, Clock
from .official import Official

K = PetitionEvent.Kind
TWO_WAYS = (
    "对最低生活保障等社会救助决定不服的，可以自知道该决定之日起六十日内申请行政复议，或者自知道该决定之日起六个月内依法向"
    "人民法院提起行政诉讼。信访途径不影响上述期限的计算。"
)
REVIEW = "如对本答复意见不服，可以自收到本意见书之日起三十日内，向本机关的上一级行政机关申请复查；无正当理由逾期不申请的，各级机关不再受理。"
RE_REVIEW = "如对本复查意见不服，可以自收到本意见书之日起三十日内，向复查机关的上一级行政机关申请复核。"
FINDINGS = {"true": "反映的问题属实", "partly": "反映的问题部分属实", "false": "反映的问题不属实"}
OUTCOMES = {"upheld": "维持原答复意见", "changed": "变更原答复意见", "revoked": "撤销原答复意见，责令重新办理"}


@dataclass(frozen=True)
class Facts:
    """All that the papers say: the petition, its people's names, its events and clocks, and who issues."""

    petition: Petition
    names: Sequence[str]
    events: Sequence[PetitionEvent]
    clocks: Sequence[Clock]
    bureau: str
    regulation: str

    def last(self, kind: str) -> PetitionEvent | None:
        """The newest event of the kind."""
        return next((event for event in reversed(self.events) if event.kind == kind), None)

    @property
    def to(self) -> str:
        """Who is addressed."""
        return "、".join(name for name in self.names if name) or "信访人"

    @property
    def came(self) -> str:
        """How the petition came in, as a clause."""
        way = Channel(self.petition.channel).label
        return f"你（们）{date_cn(received(self.petition))}通过{way}反映的“{short(self.petition.text)}”信访事项"


Kind = Callable[[Facts], Official]


def received(petition: Petition) -> dt.date:
    """The day it came in."""
    return petition.received_at.astimezone(months.SHANGHAI).date()


def short(text: str) -> str:
    """The matter in a clause."""
    line = " ".join(text.split())
    return line if len(line) <= 60 else f"{line[:58]}……"


def acceptance(facts: Facts) -> Official:
    """受理告知书."""
    event = facts.last(K.ACCEPTED)
    clock = next((each for each in facts.clocks if each.step == CONCLUDE), None)
    term = (
        f"本机关将于{date_cn(clock.due_on)}前办结并书面答复（{clock.told}）；情况复杂的，可以依法延长并告知理由。"
        if clock
        else ""
    )
    paragraphs = [
        f"{facts.came}收悉。经审查，该事项属于本机关职权范围，依据《{facts.regulation}》，决定予以受理。",
        term,
    ]
    return _paper(facts, "信访事项受理告知书", "受", paragraphs, event)


def refusal(facts: Facts) -> Official:
    """不予受理告知书."""
    event = facts.last(K.REFUSED)
    paragraphs = [
        f"{facts.came}收悉。经审查，依据《{facts.regulation}》，决定不予受理。理由如下：",
        event.text if event else "",
    ]
    return _paper(facts, "信访事项不予受理告知书", "不受", paragraphs, event)


def extension(facts: Facts) -> Official:
    """延期告知书."""
    event = facts.last(K.EXTENDED)
    clock = next((each for each in facts.clocks if each.step == CONCLUDE), None)
    days = event.days if event else 0
    paragraphs = [
        f"{facts.came}，因情况复杂，在规定期限内不能办结。经本机关负责人批准，延长办理期限{days}天"
        + (f"，至{date_cn(clock.due_on)}。" if clock else "。"),
        f"延期理由：{event.text}" if event else "",
    ]
    return _paper(facts, "信访事项延期办理告知书", "延", paragraphs, event)


def reply(facts: Facts) -> Official:
    """信访事项答复意见书; where a relief decision is in dispute, with the way to 行政复议 and to court."""
    event = facts.last(K.ANSWERED)
    found = FINDINGS.get(facts.petition.finding)
    text = event.text if event else facts.petition.answer
    told = ["一、调查核实情况", f"经核查，{found}。", "二、处理意见", text] if found else ["一、答复意见", text]
    paragraphs = [
        f"{facts.came}，本机关已{'调查核实' if found else '研究'}，现答复如下：",
        *told,
        f"{'三' if found else '二'}、权利告知",
        REVIEW,
        TWO_WAYS if facts.petition.disputes_decision else "",
    ]
    return _paper(facts, "信访事项答复意见书", "答", paragraphs, event)


def review_reply(facts: Facts) -> Official:
    """复查意见书."""
    event = facts.last(K.REVIEWED)
    outcome = OUTCOMES.get(event.facts.get("outcome", ""), "") if event else ""
    paragraphs = [
        f"你（们）对{facts.came.removeprefix('你（们）')}的答复意见不服，申请复查。经复查，意见如下：",
        event.text if event else "",
        f"复查结论：{outcome}。" if outcome else "",
        RE_REVIEW,
        TWO_WAYS if facts.petition.disputes_decision else "",
    ]
    return _paper(facts, "信访事项复查意见书", "查", paragraphs, event)


# code -> (name, the event it rests on, how it is made)
LETTERS: dict[str, tuple[str, str, Kind]] = {
    "acceptance": ("受理告知书", K.ACCEPTED, acceptance),
    "refusal": ("不予受理告知书", K.REFUSED, refusal),
    "extension": ("延期告知书", K.EXTENDED, extension),
    "reply": ("信访事项答复意见书", K.ANSWERED, reply),
    "review": ("复查意见书", K.REVIEWED, review_reply),
}


def _paper(facts: Facts, title: str, word: str, paragraphs: list[str], event: PetitionEvent | None) -> Official:
    closing = [] if event and event.kind in (K.ANSWERED, K.REVIEWED) else ["特此告知。"]
    return Official(
        title=title,
        letterhead=facts.bureau,
        number=f"信访{word}字〔{facts.petition.number[2:6]}〕{int(facts.petition.number[7:] or 0)}号",
        addressee=facts.to,
        lines=[line for text in (*paragraphs, *closing) for each in text.splitlines() if (line := each.strip())],
        unit=facts.bureau,
        date=date_cn(event.on) if event else "",
    )
