"""What changed since yesterday: counted from the audit chain, and of each thing only what the person may see.

Sealed cases are never counted, not even for their handlers: a number that grows tells of them.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.http import urlencode

from cases.models import (
    Circular,
    ClueReferral,
    Consultation,
    Petition,
    RectificationEntry,
    SupervisionOrder,
    WorkSummary,
)
from core import months
from core.audit_words import action_word
from core.chain import heads_of
from core.models import AuditEntry
from core.permissions import Permission
from core.questions import ask
from core.questions import told as answered
from monthly_reports.models import Submission
from recipients.models import RosterImport
from spot_checks.models import Draw, Visit

READ = 1000  # links of the chain looked at, the newest first
P = Permission


@dataclass(frozen=True)
class Change:
    """Something that happened, how often, and where to read on."""

    text: str
    count: int
    unit: str
    url: str


@dataclass(frozen=True)
class Kind:
    """Which acts count as one kind of change, of what, and on which page it stands."""

    text: str
    unit: str
    actions: tuple[str, ...]
    model: Any
    pages: tuple[tuple[str, Permission], ...]


def _visible(rows: type) -> Callable[[Any], QuerySet[Any]]:
    return lambda user: rows.objects.visible_to(user)  # type: ignore[attr-defined]


SEEN: dict[Any, Callable[[Any], QuerySet[Any]]] = {
    **{
        model: _visible(model)
        for model in (
            Submission, WorkSummary, RosterImport, Visit, Consultation, RectificationEntry, SupervisionOrder, Circular, ClueReferral,
        )
    },
    Petition: lambda user: Petition.objects.visible_to(user).filter(is_sealed=False),
    Draw: lambda user: Draw.objects.public_to(user),
}  # fmt: skip
REPORTS = (("report_board", P.REPORT_VIEW),)
SUMMARIES = (("summary_board", P.SUMMARY_COMBINE), ("summary_current", P.SUMMARY_VIEW))
ROSTERS = (("import_list", P.ROSTER_STAGE), ("person_list", P.ROSTER_VIEW))
DRAWS = (("draw_list", P.DRAW_VIEW),)
PETITIONS = (("petition_list", P.PETITION_VIEW),)
ENTRIES = (("entry_list", P.ENTRY_VIEW),)
CLUES = (("clue_list", P.CLUE_VIEW),)
ORDERS = (("order_list", P.SUPERVISION_VIEW),)
KINDS = (
    Kind("报送月报", "份", ("report.submit",), Submission, REPORTS),
    Kind("县局接收月报", "份", ("report.take_in",), Submission, REPORTS),
    Kind("县局退回月报", "份", ("report.return",), Submission, REPORTS),
    Kind("报送工作情况月报", "份", ("summary.submit",), WorkSummary, SUMMARIES),
    Kind("花名册入库", "份", ("roster.commit",), RosterImport, ROSTERS),
    Kind("抽签封存", "次", ("draw.commit",), Draw, DRAWS),
    Kind("抽签公布", "次", ("draw.publish",), Draw, DRAWS),
    Kind("入户核查签署", "份", ("visit.sign",), Visit, (("visit_list", P.VISIT_VIEW),)),
    Kind("新登记信访", "件", ("petition.register",), Petition, PETITIONS),
    Kind("受理信访", "件", ("petition.accept",), Petition, PETITIONS),
    Kind("答复信访", "件", ("petition.answer",), Petition, PETITIONS),
    Kind("办结信访", "件", ("petition.conclude",), Petition, PETITIONS),
    Kind("新登记政策咨询", "件", ("consultation.ask",), Consultation, (("consultation_list", P.VOICE_VIEW),)),
    Kind("新立账整改事项", "条", ("entry.list", "entry.import", "entry.take_up"), RectificationEntry, ENTRIES),
    Kind("申请销号", "条", ("entry.ask_close_out",), RectificationEntry, ENTRIES),
    Kind("确认销号", "条", ("entry.confirm",), RectificationEntry, ENTRIES),
    Kind("反弹重办", "条", ("entry.reopen",), RectificationEntry, ENTRIES),
    Kind("签发督办", "份", ("order.issue",), SupervisionOrder, ORDERS),
    Kind("答复督办", "份", ("order.answer",), SupervisionOrder, ORDERS),
    Kind("印发通报", "份", ("circular.second",), Circular, (("circular_list", P.SUPERVISION_VIEW),)),
    Kind("移交线索", "件", ("clue.send",), ClueReferral, CLUES),
    Kind("签收移交线索", "件", ("clue.receive",), ClueReferral, CLUES),
)
LOADED = "demo.loaded"
ACTIONS = {action for kind in KINDS for action in kind.actions}
# What an auditor looks into: full numbers and sealed letters opened, exports, accounts, and what was refused.
WATCHED = (
    "reveal.open", "sealed.open", "export.approve", "export.use", "user.create", "user.change", "user.reset", "user.deactivate",
    "refused", "session.failed",
)  # fmt: skip


def since_yesterday(user: Any, today: dt.date | None = None) -> list[Change]:
    """The changes of yesterday and today within the person's sight, in the order of KINDS. One query of the chain and one of
    all that stands in it."""
    told = _told(user, _yesterday(today))
    seen = _seen(user, told)
    found = []
    for kind in KINDS:
        page = next((name for name, permission in kind.pages if user.may(permission)), "")
        count = len({pk for action in kind.actions for pk in told.get(action, ())} & seen[kind.model])
        if count and page:
            found.append(Change(kind.text, count, kind.unit, reverse(page)))
    return found


def watched(user: Any, today: dt.date | None = None) -> list[Change]:
    """What the auditor should look into of yesterday and today, chain by chain, with the entries it is about. Two queries."""
    if user.sees_case_data or not user.may(P.AUDIT_VIEW):
        return []
    start, watched = _yesterday(today), AuditEntry.objects.filter(action__in=WATCHED).order_by("-number")

    def tell(chain: str, rows: list[Any]) -> Iterator[Change]:
        told = Counter(row.action for row in rows if row.at >= start)
        for action in WATCHED:
            if told[action]:
                url = f"{reverse('audit_trail')}?{urlencode({'chain': chain, 'action': action})}"
                yield Change(action_word(action), told[action], "次", url)

    chains = heads_of(user).values_list("chain", flat=True)
    return answered(
        ask(partial(tell, chain), watched.filter(chain=chain).values("action", "at")[:READ]) for chain in chains
    )


def _yesterday(today: dt.date | None) -> dt.datetime:
    return dt.datetime.combine((today or months.today()) - dt.timedelta(days=1), dt.time(), tzinfo=months.SHANGHAI)


def _told(user: Any, start: dt.datetime) -> dict[str, set[str]]:
    """action → ids of what it was done to; what was loaded with the demo county is no news."""
    links = AuditEntry.objects.filter(chain=user.scope[:6], action__in=ACTIONS | {LOADED}).order_by("-number")
    told: dict[str, set[str]] = {}
    for action, pk, at in links.values_list("action", "subject_id", "at")[:READ]:
        if at < start or action == LOADED:
            break
        told.setdefault(action, set()).add(pk)
    return told


def _seen(user: Any, told: dict[str, set[str]]) -> dict[Any, set[str]]:
    """model → those ids of what was done that the person may see."""
    done: dict[Any, set[str]] = {kind.model: set() for kind in KINDS}
    for kind in KINDS:
        done[kind.model].update(pk for action in kind.actions for pk in told.get(action, ()))

    def tell(model: Any, rows: list[Any]) -> Iterator[tuple[Any, set[str]]]:
        yield model, {str(row.pk) for row in rows}

    return dict(
        answered(
            ask(partial(tell, model), SEEN[model](user).filter(pk__in=pks).values("pk")) for model, pks in done.items()
        )
    )
