"""Papers of supervision drafted for an entry: once for each key, issued by nobody here."""

import datetime as dt
from typing import Any

from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from core import audit
from core.operation import locked, operation
from core.templatetags.formats import date_cn

from ...models import RectificationEntry, SupervisionOrder
from ...rules.entries.overdue import steps_due

Kind = SupervisionOrder.Kind
S = RectificationEntry.State
OVERDUE = "overdue:"  # how the key of a paper begins that the clock drafts for what is late
ASKS = {
    Kind.ORDER: "请立即组织整改，限期答复进展和完成时间。",
    Kind.TALK: "拟约谈责任单位负责人，请准备情况说明和整改计划。",
    Kind.CIRCULAR: "拟在全县通报，请责任单位说明原因并限期完成整改。",
}


def draft_once(
    entry: RectificationEntry, *, kind: str, key: str, subject: str, text: str, by: Any = None
) -> tuple[SupervisionOrder, bool]:
    """The paper with this key, drafted now unless it was drafted before (True when now). It waits for a leader."""
    found, made = SupervisionOrder.objects.get_or_create(
        division_code=f"{entry.township_code}000",
        key=key,
        defaults={
            "kind": kind,
            "subject": subject[:120],
            "text": text,
            "entry": entry,
            "drafted_by": by,
            "drafted_at": timezone.now(),
        },
    )
    if made:
        audit.record("order.draft", found, by=by, summary={"kind": kind, "entry": entry.number})
    return found, made


def draft_reminder(entry: RectificationEntry, *, by: Any) -> None:
    """A sign of trouble is answered by a reminder letter first (苗头：提醒函)."""
    text = (
        f"排查发现你单位存在苗头性问题：{entry.description}\n"
        "请及时提醒、核实并立即纠正，防止小问题酿成大错误，并将核实纠正情况书面答复。"
    )
    draft_once(
        entry,
        kind=Kind.REMINDER,
        key=f"reminder:{entry.pk}",
        subject=f"关于{entry.category}苗头性问题的提醒（{entry.number}）",
        text=text,
        by=by,
    )


@operation
def draft_overdue(today: dt.date) -> int:
    """For every entry still being worked on past its deadline the papers whose day has come are drafted, each once for a
    deadline: 督办单 from T+1, 约谈 from T+15, 通报 from T+30. None is issued. Entries referred as clues are left out: a paper
    would tell. What was drafted and is true no longer is withdrawn first. Answers how many are new."""
    _withdraw(today)
    rows = RectificationEntry.objects.overdue(today).filter(state__in=[S.LISTED, S.WORKING], is_restricted=False)
    late = list(rows.order_by("number"))
    known = set(
        SupervisionOrder.objects.filter(entry__in=[entry.pk for entry in late], key__startswith=OVERDUE).values_list(
            "key", flat=True
        )
    )
    made = 0
    for entry in late:
        for kind in steps_due(entry.deadline, today):
            key = f"{OVERDUE}{entry.pk}:{kind}" + (f":{entry.extended_to.isoformat()}" if entry.extended_to else "")
            if key not in known:
                made += _draft_overdue(entry, kind, key, today)
    return made


def no_longer_late(entry: RectificationEntry, today: dt.date) -> str:
    """Why a paper about the lateness of the entry would be untrue by now; '' while it is true."""
    if entry.state in RectificationEntry.ENDED:
        return f"该事项已是“{entry.get_state_display()}”"
    if entry.deadline is None or entry.deadline >= today:
        return f"该事项已延期至{date_cn(entry.deadline)}" if entry.extended_to else "该事项没有逾期"
    return ""


def _withdraw(today: dt.date) -> None:
    """Drafts of the clock's own, which nobody has touched, about entries that are over or have been given more time."""
    rows = SupervisionOrder.objects.filter(
        state=SupervisionOrder.State.DRAFTED, key__startswith=OVERDUE, drafted_by__isnull=True
    )
    rows = rows.annotate(last=Coalesce("entry__extended_to", "entry__due_on"))
    untrue = rows.filter(Q(entry__state__in=RectificationEntry.ENDED) | Q(last__gte=today))
    for order in untrue.select_related("entry").order_by("pk"):
        mine = locked(order)
        if mine.state == SupervisionOrder.State.DRAFTED and mine.entry and (why := no_longer_late(mine.entry, today)):
            mine.state, mine.effect = SupervisionOrder.State.DROPPED, f"不签发：{why}，系统撤回文稿。"
            mine.version += 1
            mine.save()
            audit.record("order.drop", mine, summary={"state": str(mine.state), "entry": mine.entry.number})


def _draft_overdue(entry: RectificationEntry, kind: str, key: str, today: dt.date) -> bool:
    days = (today - entry.deadline).days
    label = Kind(kind).label
    text = (
        f"整改台账 {entry.number}（{entry.category}）应于{date_cn(entry.deadline)}前完成整改，"
        f"截至{date_cn(today)}已逾期 {days} 天。\n"
        f"问题：{entry.description}\n"
        f"责任单位：{entry.unit or '未明确'}。{ASKS[Kind(kind)]}"
    )
    subject = f"关于整改事项 {entry.number} 逾期的{label}"
    return draft_once(entry, kind=kind, key=key, subject=subject, text=text)[1]
