"""The history of a household: each event with who was put on, who was taken off, what it pays, and on what paper."""

from collections.abc import Sequence
from typing import Any

from core import months
from core.templatetags.formats import yuan

from ..models import Award, CareLevel, CareMode, Grade, Household, Membership, RosterEvent, Scheme
from .household_facts import Covered

TONES: dict[str, str] = {
    RosterEvent.Kind.BASELINE: "info",
    RosterEvent.Kind.CHANGE: "success",
    RosterEvent.Kind.CORRECTION: "warning",
    RosterEvent.Kind.REVERSAL: "danger",
}
CHANGES = {
    "add_household": "新增户",
    "end_household": "整户停保",
    "add_member": "户内增员",
    "remove_member": "户内减员",
    "raise_amount": "提标",
    "lower_amount": "降标",
    "regrade": "类别调整",
    "change_head": "户主变更",
    "move_in": "迁入",
    "move_out": "迁出",
    "change_care": "供养方式变更",
    "correct_info": "信息更正",
}
WORDS = {"grade": dict(Grade.choices), "care_mode": dict(CareMode.choices), "care_level": dict(CareLevel.choices)}
SCHEMES = dict(Scheme.choices)


def timeline(
    household: Household, everybody: Sequence[Membership], awards: Sequence[Award], covered: Covered
) -> list[dict[str, Any]]:
    """Every event, newest first, for components/timeline.html."""
    events = household.events.select_related("by", "reversed_by").order_by("-at", "-id")
    return [
        {
            "when": event.at,
            "title": _title(event),
            "by": event.by.display_name if event.by else "系统",
            "text": _text(event, everybody, awards, covered),
            "paper": event.paper,
            "tone": "neutral" if _is_reversed(event) else TONES[event.kind],
        }
        for event in events
    ]


def _is_reversed(event: RosterEvent) -> bool:
    return hasattr(event, "reversed_by")


def _title(event: RosterEvent) -> str:
    change = CHANGES.get(event.change, event.change)
    title = f"{event.get_kind_display()}：{change}" if change else event.get_kind_display()
    return f"{title}（已撤回）" if _is_reversed(event) else title


def _text(event: RosterEvent, everybody: Sequence[Membership], awards: Sequence[Award], covered: Covered) -> str:
    parts = [f"自{months.chinese(event.effective_month)}起执行"]
    if event.reason:
        parts.append(f"原因：{event.reason}")
    parts += [told for one in event.terms.get("awards", []) if (told := _money(one))]
    parts += _people(event, everybody, awards, covered)
    return "；".join(parts)


def _people(
    event: RosterEvent, everybody: Sequence[Membership], awards: Sequence[Award], covered: Covered
) -> list[str]:
    """Who came under the awards or left them, and who joined the family or left it, by this event."""
    before = _paid([award for award in awards if award.closed_by_id == event.pk], covered)
    after = _paid([award for award in awards if award.opened_by_id == event.pk], covered)
    told = (
        ("列入保障", [name for person, name in after.items() if person not in before]),
        ("停止保障", [name for person, name in before.items() if person not in after]),
        ("入户", [one.person.name for one in everybody if one.opened_by_id == event.pk and one.person_id not in after]),
        ("离户", [one.person.name for one in everybody if one.closed_by_id == event.pk]),
    )
    return [f"{word}：{'、'.join(names)}" for word, names in told if names]


def _paid(awards: Sequence[Award], covered: Covered) -> dict[Any, str]:
    return {person: name for award in awards for person, name in covered.get(award.pk, {}).items()}


def _money(change: dict[str, Any]) -> str:
    """One award before and after, as words; empty when nothing that is paid has changed."""
    before, after = (_terms(change.get(side)) for side in ("before", "after"))
    if before == after:
        return ""
    return f"{SCHEMES.get(change.get('scheme', ''), '')}由{before}变为{after}"


def _terms(terms: dict[str, Any] | None) -> str:
    if terms is None:
        return "不享受"
    kinds = [words[terms[name]] for name, words in WORDS.items() if terms.get(name)]
    return " ".join([*kinds, f"{terms['covered']} 人", f"每月 {yuan(terms['monthly_fen'])} 元"])
