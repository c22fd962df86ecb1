"""Checking the audit chain link by link: what stands there is what was written, in that order, and nothing is missing."""

import datetime as dt
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import Any

from django.db.models import Case, OuterRef, Q, QuerySet, Subquery, When

from .audit import GENESIS, SYSTEM_CHAIN, link
from .crypto import digest
from .models import AuditEntry, AuditHead, AuditValue, Division
from .permissions import Role

BATCH = 2000
CHECKED = "audit.check"  # the link that says that somebody had the chain walked


@dataclass(frozen=True)
class Fault:
    """The first place where a chain is not what it should be."""

    chain: str
    number: int
    problem: str


@dataclass(frozen=True)
class Check:
    """A walk along a chain that somebody asked for: when, up to which link, and what was wrong."""

    at: dt.datetime
    actor: str
    number: int
    problem: str


@dataclass(frozen=True)
class Anchor:
    """A head written down outside the system: the entry of this number must have this hash."""

    chain: str
    number: int
    hash: str


def first_fault(chain: str) -> Fault | None:
    """The first bad entry of one chain, or None when every link and its head hold."""
    number, previous = 0, GENESIS
    for entry, values in _with_values(chain):
        if entry.number != number + 1:
            return Fault(chain, number + 1, "缺少这一条，或编号不连续")
        problem = _problem(entry, previous) or _value_problem(entry, values)
        if problem:
            return Fault(chain, entry.number, problem)
        number, previous = entry.number, entry.hash
    head = _head_at(chain, number)
    if head is None:
        return Fault(chain, number, "链首丢失") if number else None
    if head.number > number:
        return Fault(chain, number + 1, "末尾的记录被删去")
    if (head.number, head.hash) != (number, previous):
        return Fault(chain, number, "链首与最后一条不符")
    return None


def _head_at(chain: str, number: int) -> AuditHead | None:
    """The head as it was when `number` was the last link; links written during the walk are left to the next one."""
    head = AuditHead.objects.filter(chain=chain).first()
    if head is not None and head.number > number:
        since = AuditEntry.objects.filter(chain=chain, number=number + 1).values_list("previous", flat=True).first()
        if since is not None:
            return AuditHead(chain=chain, number=number, hash=since)
    return head


def last_check(chain: str) -> Check | None:
    """The newest walk along the chain that stands in it."""
    row = AuditEntry.objects.filter(chain=chain, action=CHECKED).order_by("-number").first()
    if row is None:
        return None
    told = json.loads(row.canon)["summary"]
    return Check(row.at, row.actor, told["checked"], told["problem"])


def anchor_of(text: str, county: str) -> Anchor | None:
    """NUMBER:HASH of the county's chain, or CHAIN:NUMBER:HASH; None where it reads otherwise."""
    parts = text.strip().split(":")
    if len(parts) == 2:
        parts = [county, *parts]
    if len(parts) != 3 or not parts[1].isdecimal():
        return None
    return Anchor(parts[0], int(parts[1]), parts[2].lower())


def anchor_fault(anchor: Anchor) -> Fault | None:
    """What is wrong when the chain no longer holds the anchored entry: it was cut short or rewritten as a whole."""
    found = AuditEntry.objects.filter(chain=anchor.chain, number=anchor.number).values_list("hash", flat=True).first()
    if found is None:
        return Fault(anchor.chain, anchor.number, "锚定的记录不存在：链被截短")
    return None if found == anchor.hash else Fault(anchor.chain, anchor.number, "与锚定的哈希不符：链被整体改写")


def _problem(entry: AuditEntry, previous: str) -> str:
    if entry.previous != previous:
        return "与上一条不相连：有记录被替换、插入或调换"
    if entry.hash != link(entry.number, previous, entry.canon):
        return "内容与哈希不符：记录被修改"
    said = json.loads(entry.canon)
    columns = {
        "at": entry.at.isoformat(),
        "actor": entry.actor,
        "action": entry.action,
        "subject": [entry.subject_type, entry.subject_id],
        "division": entry.division_code,
    }
    return "" if all(said.get(name) == value for name, value in columns.items()) else "列与原文不符：记录被修改"


def _value_problem(entry: AuditEntry, values: list[AuditValue]) -> str:
    """Values may be erased at the end of their retention, but not changed or added."""
    said = json.loads(entry.canon)["values"] if values else {}
    names = [value.field for value in values]
    if len(set(names)) != len(names):
        return "明文值重复：被添加"
    bad = any(said.get(value.field) != digest(value.value, value.salt) for value in values)
    return "明文值与摘要不符：被修改或添加" if bad else ""


def _with_values(chain: str) -> Iterator[tuple[AuditEntry, list[AuditValue]]]:
    """Entries in order of number with the clear values beside them, a batch at a time."""
    last = -(2**62)
    while True:
        batch = list(AuditEntry.objects.filter(chain=chain, number__gt=last).order_by("number")[:BATCH])
        if not batch:
            return
        found = AuditValue.objects.filter(entry__in=[entry.pk for entry in batch]).order_by("entry_id")
        values = {pk: list(rows) for pk, rows in groupby(found, attrgetter("entry_id"))}
        for entry in batch:
            yield entry, values.get(entry.pk, [])
        last = batch[-1].number


def chains() -> list[str]:
    """Every chain that has a head or an entry."""
    heads = set(AuditHead.objects.values_list("chain", flat=True))
    return sorted(heads | set(AuditEntry.objects.values_list("chain", flat=True).distinct()))


def heads_of(user: Any) -> QuerySet[AuditHead]:
    """The heads of the chains a person may read: the counties of their scope and, for the auditor, the system's own last."""
    own = Q(chain=SYSTEM_CHAIN)
    counties = Q(chain__startswith=user.scope[:6]) & ~own
    heads = AuditHead.objects.filter(counties | own if user.role == Role.SECURITY_AUDITOR else counties)
    return heads.order_by(Case(When(own, then=1), default=0), "chain")


def with_last_check(heads: QuerySet[AuditHead]) -> Any:
    """Each head with what the newest walk along its chain said (`checked_canon`) and when (`checked_at`)."""
    checks = AuditEntry.objects.filter(chain=OuterRef("chain"), action=CHECKED).order_by("-number")
    return heads.annotate(
        checked_at=Subquery(checks.values("at")[:1]), checked_canon=Subquery(checks.values("canon")[:1])
    )


def counties_of(user: Any) -> QuerySet[Division]:
    """The counties whose chains a person may read."""
    return Division.objects.filter(level=Division.Level.COUNTY, code__startswith=user.scope[:6])


def names_of(heads: Iterable[Any], counties: Iterable[Any]) -> dict[str, str]:
    """What the chains are called: their county, or the system."""
    known = {county.code[:6]: county.name for county in counties} | {SYSTEM_CHAIN: "系统"}
    return {head.chain: known.get(head.chain, head.chain) for head in heads}
