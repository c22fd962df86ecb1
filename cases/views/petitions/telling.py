"""A petition's story, clocks and candidates in words."""

from typing import Any

from django.db.models import Q

from core import months
from core.models import User
from recipients.models import Membership

from ...models import Finding, Petition, PetitionEvent, PetitionParty
from ...operations.petitions.answering import ASKED, MOODS, OUTCOMES, SATISFIED
from ...petitions.clocks import Standing

K = PetitionEvent.Kind
EVENT_TONES: dict[str, str] = {
    K.REFUSED: "warning", K.FORWARDED: "warning", K.EXTENDED: "warning", K.ANSWERED: "success", K.CONCLUDED: "success",
    K.REVIEW_ASKED: "warning", K.RE_REVIEW_ASKED: "warning", K.REOPENED: "danger",
}  # fmt: skip
# Told by nobody of ours, these come from the public page.
OUTSIDE: dict[str, str] = dict.fromkeys((K.RECEIVED, K.MESSAGE), "来信人（公开网页）")
FEW = 5


def clock_rows(standing: Standing) -> list[dict[str, Any]]:
    """Each clock with its sum, how long is left, and what that means."""
    return [_clock(standing, clock) for clock in standing.clocks]


def _clock(standing: Standing, clock: Any) -> dict[str, Any]:
    row = {"name": clock.name, "told": clock.told, "basis": clock.basis, "done": clock.done_on, "tone": "neutral"}
    left = clock.days_left(standing.today)
    if clock.done_on and clock.is_right:
        return row | {"word": "已经申请"}
    if clock.done_on:
        late = clock.is_late(standing.today)
        days = (clock.done_on - clock.due_on).days
        return row | {"tone": "danger" if late else "success", "word": f"逾期 {days} 天完成" if late else "按期完成"}
    if not standing.is_running(clock):
        return row | {"word": "期限已过，未申请" if clock.is_right and left < 0 else "不再计算"}
    if clock.is_right:
        return row | {"tone": "info", "word": f"信访人还有 {left} 天" if left else "信访人今天最后一天"}
    if left < 0:
        return row | {"tone": "danger", "word": f"超期 {-left} 天"}
    return row | {"tone": "warning" if left <= 7 else "info", "word": "今天到期" if not left else f"还剩 {left} 天"}


def story_of(events: list[PetitionEvent]) -> list[dict[str, Any]]:
    """The events as a timeline, the newest first."""
    return [_event(event) for event in reversed(events)]


def _event(event: PetitionEvent) -> dict[str, Any]:
    facts = event.facts
    told = [text for text in (*_facts(event), event.text) if text]
    entered = event.at.astimezone(months.SHANGHAI).date()
    if entered != event.on and not facts.get("ledger"):
        told.append(f"（{entered} 补录）")
    who = "台账导入" if facts.get("ledger") else event.by.display_name if event.by else OUTSIDE.get(event.kind, "系统")
    title = "不批准延期" if facts.get("declined") else event.get_kind_display()
    return {
        "when": event.on,
        "title": title,
        "text": "\n".join(told),
        "by": who,
        "tone": EVENT_TONES.get(event.kind, "neutral"),
    }


def _facts(event: PetitionEvent) -> list[str]:
    facts = event.facts
    told = [f"{event.days} 天" if event.days else ""]
    told.append(f"告知方式：{facts['told_by']}" if facts.get("told_by") else "")
    told.append(
        f"转送：{facts['to']}{'（转送异议）' if facts.get('objection') else ''}" if event.kind == K.FORWARDED else ""
    )
    told.append(f"承办人：{facts['to']}" if event.kind == K.ASSIGNED and facts.get("to") else "")
    told.append(dict(Finding.choices).get(facts.get("finding", ""), ""))
    told.append(f"送达：{facts['delivered']}" if facts.get("delivered") else "")
    told.append(f"结论：{OUTCOMES[facts['outcome']]}" if facts.get("outcome") in OUTCOMES else "")
    told.append(facts.get("unit", ""))
    told.append(f"满意度：{SATISFIED[facts['satisfied']]}" if facts.get("satisfied") in SATISFIED else "")
    told.append("　".join(f"{word}：{MOODS[facts[name]]}" for name, word in ASKED.items() if facts.get(name) in MOODS))
    return told


def household_candidates(petition: Petition, people: list[PetitionParty], user: User) -> list[dict[str, Any]]:
    """Households of the roster that the people may belong to: by number, else by name where the matter lies. One query."""
    numbers = [person.id_index for person in people if person.id_index]
    names = [person.name for person in people if person.name]
    if not numbers and not names:
        return []
    by_name = Q(person__name__in=names) if names else Q(pk__in=[])
    if not petition.township_code.endswith("000"):
        by_name &= Q(township_code=petition.township_code)
    rows = (
        Membership.objects.within(user.scope)
        .in_force(months.current())
        .filter(Q(person__id_index__in=numbers) | by_name)
        .select_related("household", "person")
        .defer("person__id_sealed", "person__phone_sealed")[:FEW]
    )
    return [
        {
            "pk": row.household_id,
            "label": row.household.label,
            "name": row.person.name,
            "relation": row.relation,
            "by_number": row.person.id_index in numbers,
        }
        for row in rows
    ]
