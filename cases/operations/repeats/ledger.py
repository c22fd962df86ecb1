"""The ledger of repeat matters: why not settled, who leads, what is done; struck off by two people, restored with a reason."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from core import audit
from core.models import User
from core.operation import locked, operation, require
from core.permissions import Permission
from core.refusal import NotPermitted, Refused, TransitionRefused

from ...models import Petition, PetitionCluster
from ...petitions.listing import WORKED
from ..sealing.redaction import refuse_telling

Disposal = PetitionCluster.Disposal
LENGTHS = {"matter": 200, "why_unsettled": 200, "leader": 50, "measures": 300}


@dataclass(frozen=True)
class Matter:
    """What a person writes in a line of the ledger."""

    matter: str
    why_unsettled: str = ""
    leader: str = ""
    measures: str = ""
    due_on: dt.date | None = None


@operation
def change_cluster(cluster: PetitionCluster, *, by: User, version: int, told: Matter) -> PetitionCluster:
    """The line reads as told. Nothing of a sealed case may be written here: others may read it. Raises EditConflict, Refused."""
    cluster = _taken(cluster, by, version, Permission.PETITION_LINK)
    _not_struck(cluster)
    if not told.matter.strip():
        raise Refused("请写明信访事项。", code="text-missing")
    _tells_nothing_sealed(cluster, told.matter, told.why_unsettled, told.leader, told.measures)
    for name, longest in LENGTHS.items():
        setattr(cluster, name, getattr(told, name).strip()[:longest])
    cluster.due_on = told.due_on
    return _put(cluster, "change", by)


@operation
def ask_strike_off(cluster: PetitionCluster, *, by: User, version: int, disposal: str, note: str) -> PetitionCluster:
    """Striking the matter off waits for a second person. `disposal` says how it ended, `note` on what paper."""
    cluster = _taken(cluster, by, version, Permission.PETITION_LINK)
    _not_struck(cluster)
    if cluster.strike_asked_at:
        raise TransitionRefused("已经申请销号，正在等待负责人确认。")
    if disposal not in Disposal.values:
        raise Refused("请选择销号方式。", code="choice-unknown")
    if not note.strip():
        raise Refused("请写明销号依据，如化解协议、复核意见书文号、答复意见书文号。", code="basis-missing")
    if disposal == Disposal.TERMINATED and not cluster.petitions.filter(state=Petition.State.TERMINATED).exists():
        raise Refused("这一事项没有一件经过复查、复核终结，请改选别的方式。", code="not-terminated")
    if disposal != Disposal.TERMINATED:
        _none_waits(cluster, by)
    _tells_nothing_sealed(cluster, note)
    cluster.disposal, cluster.disposal_note = disposal, note.strip()[:300]
    cluster.strike_asked_by, cluster.strike_asked_at = by, timezone.now()
    return _put(cluster, "strike_ask", by, disposal=disposal)


@operation
def strike_off(cluster: PetitionCluster, *, by: User, version: int) -> PetitionCluster:
    """The matter is struck off. Confirmed by a leader, or where a sealed case is in it by another of its handlers; never by
    the one who asked."""
    cluster = _deciding(cluster, by, version)
    cluster.struck_off_by, cluster.struck_off_at = by, timezone.now()
    return _put(cluster, "strike", by, disposal=cluster.disposal)


@operation
def decline_strike_off(cluster: PetitionCluster, *, by: User, version: int) -> PetitionCluster:
    """The matter stays on the ledger."""
    cluster = _deciding(cluster, by, version)
    _clear(cluster)
    return _put(cluster, "strike_decline", by)


@operation
def restore_cluster(cluster: PetitionCluster, *, by: User, version: int, reason: str) -> PetitionCluster:
    """A matter struck off stands on the ledger again; why not settled says the reason."""
    cluster = _taken(cluster, by, version, Permission.PETITION_LINK)
    if cluster.struck_off_at is None:
        raise TransitionRefused("这一事项没有销号，不用恢复。")
    if not reason.strip():
        raise Refused("请写明恢复的理由，如销号后又来访。", code="reason-missing")
    _tells_nothing_sealed(cluster, reason)
    cluster.why_unsettled = reason.strip()[:200]
    _clear(cluster)
    return _put(cluster, "restore", by)


@operation
def note_export(*, by: User, rows: int) -> audit.Pending:
    """The chain says who took the ledger along."""
    require(by, Permission.PETITION_VIEW)
    return audit.record("cluster.export", by=by, division_code=by.division_id, summary={"rows": rows})


def may_decide(cluster: PetitionCluster, user: User) -> bool:
    """The person is a second one who may confirm what was asked."""
    if cluster.strike_asked_at is None or cluster.struck_off_at or cluster.strike_asked_by_id == user.pk:
        return False
    sealed = cluster.petitions.filter(is_sealed=True).exists()
    return user.may(Permission.PETITION_EXTEND) or (sealed and user.may(Permission.PETITION_SEALED))


def _deciding(cluster: PetitionCluster, by: User, version: int) -> PetitionCluster:
    cluster = _taken(cluster, by, version, Permission.PETITION_VIEW)
    _not_struck(cluster)
    if cluster.strike_asked_at is None:
        raise TransitionRefused("还没有人申请销号。")
    if not may_decide(cluster, by):
        raise NotPermitted("销号由申请人以外的负责人确认。")
    return cluster


def _taken(cluster: PetitionCluster, by: User, version: int, permission: str) -> PetitionCluster:
    row = locked(cluster, version=version)
    require(by, permission, row.division_code)
    if not PetitionCluster.objects.visible_to(by).filter(pk=row.pk).exists():
        raise NotPermitted("这一事项没有指定您办理。")
    return row


def _not_struck(cluster: PetitionCluster) -> None:
    if cluster.struck_off_at:
        raise TransitionRefused("这一事项已经销号。又有来访的，请先写明理由恢复。")


def _none_waits(cluster: PetitionCluster, by: User) -> None:
    """Raise Refused while a petition of the matter, as far as the person sees, waits for its answer."""
    rows = Petition.objects.visible_to(by).filter(cluster=cluster, state__in=WORKED).order_by("number")
    if numbers := list(rows.values_list("number", flat=True)):
        raise Refused(f"{'、'.join(numbers)} 还没有答复、办结，请先把这几件办完，再来销号。", code="not-answered")


def _clear(cluster: PetitionCluster) -> None:
    cluster.disposal, cluster.disposal_note = "", ""
    cluster.strike_asked_by = cluster.struck_off_by = None
    cluster.strike_asked_at = cluster.struck_off_at = None


def _tells_nothing_sealed(cluster: PetitionCluster, *texts: str) -> None:
    for petition in cluster.petitions.filter(is_sealed=True):
        refuse_telling(petition, *texts)


def _put(cluster: PetitionCluster, step: str, by: User, **summary: Any) -> PetitionCluster:
    cluster.version += 1
    cluster.save()
    audit.record(f"cluster.{step}", cluster, by=by, summary=summary)
    return cluster
