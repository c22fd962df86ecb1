"""The audit chain: the only writer of AuditEntry. Entries are collected during an operation and appended just before
its commit, so that a chain's head is locked for the shortest time and always last (reference: one chain per county)."""

import hashlib
import json
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from .crypto import digest
from .models import AuditEntry, AuditHead, AuditValue

SYSTEM_CHAIN = "000000"
GENESIS = "0" * 64


@dataclass
class Pending:
    """Something that happened, not yet in the chain; `hash` and `number` are known after the operation's commit."""

    action: str
    actor: str = ""
    subject_type: str = ""
    subject_id: str = ""
    division_code: str = ""
    summary: dict[str, Any] = field(default_factory=dict)
    values: dict[str, str] = field(default_factory=dict)
    number: int = 0
    hash: str = ""

    @property
    def chain(self) -> str:
        return self.division_code[:6] if len(self.division_code) >= 6 else SYSTEM_CHAIN


_collected: ContextVar[list[Pending] | None] = ContextVar("audit_collected", default=None)


def canonical(value: Any) -> str:
    """Sorted-key ASCII JSON without spaces; the text that is hashed."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True, default=str)


def link(number: int, previous: str, canon: str) -> str:
    """The hash of one link."""
    return hashlib.sha256(f"MZAUD1:{number}:{previous}:{canon}".encode()).hexdigest()


def record(
    action: str,
    subject: models.Model | None = None,
    *,
    by: Any = None,
    division_code: str = "",
    summary: dict[str, Any] | None = None,
    values: dict[str, str] | None = None,
) -> Pending:
    """Note that `by` did `action` to `subject`. `summary` holds ints and short text without personal data; `values` are
    clear texts that enter the chain as salted digests and stand beside it, erasable."""
    entry = Pending(
        action=action,
        actor=getattr(by, "username", "") or "",
        subject_type=subject._meta.label_lower if subject is not None else "",
        subject_id=str(subject.pk) if subject is not None else "",
        division_code=division_code or getattr(subject, "division_code", "") or "",
        summary=summary or {},
        values={name: str(value) for name, value in (values or {}).items()},
    )
    collected = _collected.get()
    if collected is None:
        with transaction.atomic():
            append([entry])
    else:
        collected.append(entry)
    return entry


def is_collecting() -> bool:
    """True inside an operation."""
    return _collected.get() is not None


@contextmanager
def collecting() -> Iterator[list[Pending]]:
    """Collect what is recorded until the block ends; the caller appends it."""
    entries: list[Pending] = []
    token = _collected.set(entries)
    try:
        yield entries
    finally:
        _collected.reset(token)


def append(entries: list[Pending]) -> None:
    """Link `entries` to their chains. Must run inside a transaction; heads are locked in the order of their codes."""
    by_chain: dict[str, list[Pending]] = {}
    for entry in entries:
        by_chain.setdefault(entry.chain, []).append(entry)
    for chain in sorted(by_chain):
        AuditHead.objects.get_or_create(chain=chain, defaults={"hash": GENESIS})
        head = AuditHead.objects.select_for_update().get(chain=chain)
        _extend(head, by_chain[chain])


def _extend(head: AuditHead, entries: list[Pending]) -> None:
    at = timezone.now()
    rows, clear = [], []
    for entry in entries:
        salts = {name: secrets.token_hex(16) for name in entry.values}
        canon = canonical(
            {
                "at": at.isoformat(),
                "actor": entry.actor,
                "action": entry.action,
                "subject": [entry.subject_type, entry.subject_id],
                "division": entry.division_code,
                "summary": entry.summary,
                "values": {name: digest(value, salts[name]) for name, value in entry.values.items()},
            }
        )
        entry.number, previous = head.number + 1, head.hash
        entry.hash = link(entry.number, previous, canon)
        head.number, head.hash = entry.number, entry.hash
        row = AuditEntry(
            chain=head.chain,
            number=entry.number,
            at=at,
            actor=entry.actor,
            action=entry.action,
            subject_type=entry.subject_type,
            subject_id=entry.subject_id,
            division_code=entry.division_code,
            canon=canon,
            previous=previous,
            hash=entry.hash,
        )
        rows.append(row)
        clear += [AuditValue(entry=row, field=n, salt=salts[n], value=v) for n, v in entry.values.items()]
    AuditEntry.objects.bulk_create(rows)
    AuditValue.objects.bulk_create(clear)
    AuditHead.objects.filter(chain=head.chain).update(number=head.number, hash=head.hash)
