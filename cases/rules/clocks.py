"""The clocks of a petition, derived from what happened and from the dated terms: nothing about them is stored.

Sources: 信访条例 (2005, in force until 2022-04-30) arts. 22, 31–35 and 信访工作条例 (2022-05-01) arts. 22, 34–36 with the same
terms; the county's own for 12345 and consultations. The time of a hearing does not count (art. 31 / 36).
"""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

ACCEPT, CONCLUDE, ASK_REVIEW, REVIEW = "accept", "conclude", "ask_review", "review"
ASK_RE_REVIEW, RE_REVIEW, CALL_BACK = "ask_re_review", "re_review", "call_back"
# step: the event it starts from (newest counts), the events that end it, the words of its start
STARTS = {
    ACCEPT: ("received", {"accepted", "refused", "forwarded", "answered", "concluded"}, "接件"),
    CONCLUDE: ("accepted", {"answered", "concluded"}, "受理"),
    ASK_REVIEW: ("answered", {"review_asked"}, "答复"),
    REVIEW: ("review_asked", {"reviewed"}, "申请复查"),
    ASK_RE_REVIEW: ("reviewed", {"re_review_asked"}, "复查答复"),
    RE_REVIEW: ("re_review_asked", {"re_reviewed"}, "申请复核"),
    CALL_BACK: ("answered", {"called_back"}, "答复"),
}
NAMES = {
    ACCEPT: "受理告知", CONCLUDE: "办结答复", ASK_REVIEW: "信访人申请复查", REVIEW: "复查答复",
    ASK_RE_REVIEW: "信访人申请复核", RE_REVIEW: "复核答复", CALL_BACK: "回访",
}  # fmt: skip
# Rights of the petitioner lapse; they are no duty of the office and never late.
RIGHTS = {ASK_REVIEW, ASK_RE_REVIEW}
REOPENED = "reopened"


@dataclass(frozen=True)
class Happened:
    """An event: its kind, the day the law counts from, and the days an extension gives."""

    kind: str
    on: dt.date
    days: int = 0


@dataclass(frozen=True)
class Term:
    """`days` for `step`; calendar days unless `working`; `shift` moves a last day on which nobody works to the next one."""

    step: str
    days: int
    working: bool = False
    shift: bool = True
    basis: str = ""


@dataclass(frozen=True)
class Calendar:
    """How days are counted in the county: `add_workdays(day, n)` and `next_workday(day)` (the day itself when worked)."""

    add_workdays: Callable[[dt.date, int], dt.date]
    next_workday: Callable[[dt.date], dt.date]


@dataclass(frozen=True)
class Clock:
    """One running or stopped clock. `told` is the sum as people check it: 受理 2023-10-01 + 60 天 = 2023-11-30."""

    step: str
    name: str
    started_on: dt.date
    due_on: dt.date
    told: str
    basis: str
    done_on: dt.date | None = None
    is_right: bool = False

    def is_late(self, today: dt.date) -> bool:
        """True when the duty was done after its day, or is not done and its day is past."""
        return not self.is_right and (self.done_on or today) > self.due_on

    def days_left(self, today: dt.date) -> int:
        """Calendar days until the last day; negative when it is past."""
        return (self.due_on - today).days


def clocks(events: Iterable[Happened], terms: dict[str, Term], calendar: Calendar) -> list[Clock]:
    """Every clock that has started, in the order they start. A step without a term has no clock; what was forwarded or
    refused has none after that."""
    story = sorted(events, key=lambda each: each.on)
    found = [clock for step, term in terms.items() if step in STARTS if (clock := _clock(term, story, calendar))]
    return sorted(found, key=lambda each: (each.started_on, list(STARTS).index(each.step)))


def _clock(term: Term, story: Sequence[Happened], calendar: Calendar) -> Clock | None:
    starts_with, ends_with, word = STARTS[term.step]
    at = max((place for place, each in enumerate(story) if each.kind == starts_with), default=None)
    if at is None:
        return None
    start, after = story[at], story[at + 1 :]
    undone = _undone(after, ends_with) if term.step == CONCLUDE else 0
    done = next((each.on for each in after[undone:] if each.kind in ends_with), None)
    due, told = _due(term, start, after if term.step == CONCLUDE else (), word, calendar)
    told += f"；{after[undone - 1].on} 重新办理，不另计期限" if undone else ""
    return Clock(term.step, NAMES[term.step], start.on, due, told, term.basis, done, term.step in RIGHTS)


def _undone(after: Sequence[Happened], ends_with: set[str]) -> int:
    """How much of the story was undone by taking the matter up again after it had ended; 0 where it was not. The law counts
    from the acceptance (信访工作条例 art. 34): an answer taken back gives no new term."""
    ended = next((place for place, each in enumerate(after) if each.kind in ends_with), len(after))
    again = [place for place, each in enumerate(after) if each.kind == REOPENED and place > ended]
    return again[-1] + 1 if again else 0


def _due(term: Term, start: Happened, after: Sequence[Happened], word: str, calendar: Calendar) -> tuple[dt.date, str]:
    extended = sum(each.days for each in after if each.kind == "extended")
    heard = hearing_days(after)
    if term.working:
        due = calendar.add_workdays(start.on, term.days + extended)
    else:
        due = start.on + dt.timedelta(days=term.days + extended)
    due += dt.timedelta(days=heard)
    parts = [f"{word} {start.on} + {term.days} {'个工作日' if term.working else '天'}"]
    parts += [f"延期 {extended} {'个工作日' if term.working else '天'}"] if extended else []
    parts += [f"听证 {heard} 天"] if heard else []
    last = calendar.next_workday(due) if term.shift else due
    shifted = f"（{due} 不上班，顺延）" if last != due else ""
    return last, f"{' + '.join(parts)} = {last}{shifted}"


def hearing_days(events: Iterable[Happened]) -> int:
    """Calendar days between the starts and ends of hearings; an open one counts nothing yet."""
    total, begun = 0, None
    for each in events:
        if each.kind == "hearing_started":
            begun = each.on
        elif each.kind == "hearing_ended" and begun is not None:
            total, begun = total + (each.on - begun).days, None
    return total


def may_extend(events: Iterable[Happened], days: int, longest: int, today: dt.date, due: dt.date) -> str:
    """Why an extension may not be given; empty when it may: once, within `longest` days, before the term has run out."""
    if any(each.kind == "extended" for each in events):
        return "这件信访已经延期一次，不能再延。"
    if not 1 <= days <= longest:
        return f"延期应在 1 到 {longest} 天之间。"
    return "期限已过，不能再批延期，请尽快答复并说明逾期原因。" if today > due else ""
