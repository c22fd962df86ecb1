"""What every way of writing a visit checks: days, form, and what is still missing."""

import datetime as dt
import json
from collections.abc import Mapping
from typing import Any

from core import months
from core.refusal import Refused

from ..models import DrawItem, Visit, VisitWay
from ..rules import filled as forms
from ..rules import visit_is_complete as complete

HOUSEHOLD = "household"


def kind_of(visit: Visit) -> str:
    """Which form the visit fills: that of its drawn item, else that of a household."""
    return visit.item.kind if visit.item is not None else HOUSEHOLD


def read(raw: Mapping[str, Any] | forms.Filled, kind: str) -> forms.Filled:
    """The form as typed or as a packet brought it. Raises Refused with what cannot be read."""
    if isinstance(raw, forms.Filled):
        return raw
    try:
        return forms.read(raw, kind)
    except forms.Unreadable as error:
        raise Refused(str(error), code="form-unreadable") from None


def as_filled(visit: Visit) -> forms.Filled:
    """What the visit holds, in the shape it was filled in."""
    return forms.Filled(
        visited_on=visit.visited_on,
        outcome=visit.outcome,
        problems=tuple(visit.problems),
        overpaid_fen=visit.overpaid_fen,
        summary=visit.summary,
        answers=answers_of(visit),
        absences=tuple(dt.date.fromisoformat(day) for day in visit.absences),
    )


def answers_of(visit: Visit) -> dict[str, Any]:
    """The answers of the form; empty where nothing was typed."""
    return json.loads(visit.answers) if visit.answers else {}


def earliest(item: DrawItem) -> dt.date:
    """The first day on which the item may be visited: when it came out of the draw, or was released by the rule."""
    moment = item.released_at or item.draw.revealed_at
    assert moment is not None  # a draw that is out has been revealed
    return moment.astimezone(months.SHANGHAI).date()


def check_days(filled: forms.Filled, item: DrawItem | None, *, latest: dt.date) -> None:
    """Raise Refused for a day on which nobody can have been there. `latest` is the day it was typed in."""
    first = earliest(item) if item is not None else None
    for day, what in [(filled.visited_on, "入户日期"), *((day, "未在家日期") for day in filled.absences)]:
        if day is None:
            continue
        if first is not None and day < first:
            raise Refused(
                f"{what}不能早于抽签日期（{first:%Y-%m-%d}）。请核对：摇号之前没有人知道会抽到谁。", code="before-draw"
            )
        if day > min(latest, months.today()):
            raise Refused(f"{what}不能晚于录入当天。请核对日期。", code="visit-in-future")


def around(visit: Visit) -> complete.Around:
    """What is known of the visit beside its form."""
    purposes = list(visit.photos.values_list("purpose", flat=True))
    return complete.Around(
        kind=kind_of(visit),
        drawn=visit.item_id is not None,
        paper=visit.way == VisitWay.PAPER,
        scene_photos=purposes.count("scene"),
        paper_photos=purposes.count("paper"),
    )


def missing(visit: Visit) -> list[str]:
    """What the visit lacks before the second inspector can sign, as sentences."""
    found = complete.missing(as_filled(visit), around(visit))
    if visit.second_inspector_id:
        return found
    alone = "这个乡镇只有您一名核查人，请联系县局按票序递补第二人。" if visit.item_id else "请先确定第二核查人。"
    return [*found, alone]


def fill(visit: Visit, filled: forms.Filled) -> list[str]:
    """Put the form into the visit (not saved); the columns that were set."""
    visit.visited_on = filled.visited_on
    visit.outcome = filled.outcome
    visit.problems = list(complete.problems_of(filled))
    visit.overpaid_fen = filled.overpaid_fen
    visit.summary = filled.summary
    visit.answers = json.dumps(filled.answers, ensure_ascii=False) if filled.answers else ""
    visit.absences = sorted({*visit.absences, *(day.isoformat() for day in filled.absences)})
    return ["visited_on", "outcome", "problems", "overpaid_fen", "summary", "answers_sealed", "absences"]
