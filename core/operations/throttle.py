"""Guessing is slowed down, never answered by locking the account: on the 25th that would stop a whole township.

Each source (person × device that knows the person, person × address, address) has some free failures, then a delay that
doubles. An attempt is booked as a failure before the password is looked at, so that parallel guesses gain nothing.
"""

import datetime as dt
import math
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from ..models import LoginThrottle
from ..refusal import Refused

FORGOTTEN_AFTER = dt.timedelta(hours=1)


class TooSoon(Refused):
    """The source is closed for `seconds` more; even the right password is not looked at."""

    code = "too-soon"

    def __init__(self, seconds: int) -> None:
        super().__init__(f"尝试次数过多，请等待 {seconds} 秒后再试。忘记密码请联系系统管理员重置。")
        self.seconds = seconds


@dataclass(frozen=True)
class Source:
    """Where guesses come from: how many failures are free, and the longest delay in seconds."""

    name: str
    free: int
    longest: int

    @property
    def key(self) -> str:
        return salted_hmac("core.throttle", self.name, algorithm="sha256").hexdigest()

    def delay(self, failures: int) -> dt.timedelta:
        over = failures - self.free
        return dt.timedelta(seconds=min(2 ** min(over, 20), self.longest) if over >= 0 else 0)


def sources(kind: str, username: str, device: str, address: str) -> list[Source]:
    """The sources one attempt counts against. A device that knows the person stands for itself alone."""
    if device:
        return [Source(f"{kind}:device:{username}:{device}", 5, 900)]
    return [Source(f"{kind}:place:{username}:{address}", 5, 900), Source(f"{kind}:address:{address}", 20, 300)]


def book(found: list[Source]) -> None:
    """One attempt is booked against every source; raises TooSoon, booking nothing, while one of them is closed."""
    now = timezone.now()
    with transaction.atomic():
        rows = [(source, _row(source, now)) for source in sorted(found, key=lambda s: s.key)]
        closed = max(row.closed_until for _, row in rows)
        if closed > now:
            raise TooSoon(math.ceil((closed - now).total_seconds()))
        for source, row in rows:
            row.failures += 1
            row.last_failure, row.closed_until = now, now + source.delay(row.failures)
            row.save()


def _row(source: Source, now: dt.datetime) -> LoginThrottle:
    fresh = {"last_failure": now, "closed_until": now}
    LoginThrottle.objects.get_or_create(source=source.key, defaults=fresh)
    row = LoginThrottle.objects.select_for_update().get(source=source.key)
    if now - row.last_failure > FORGOTTEN_AFTER:
        row.failures, row.closed_until = 0, now
    return row


def forgive(found: list[Source]) -> None:
    """The booked attempt was a success: the person's own source starts afresh, the shared address gets this one back."""
    now = timezone.now()
    with transaction.atomic():
        LoginThrottle.objects.filter(source=found[0].key).delete()
        for source in found[1:]:
            row = LoginThrottle.objects.select_for_update().filter(source=source.key).first()
            if row is not None:
                row.failures, row.closed_until = max(row.failures - 1, 0), now
                row.save()


def tidy() -> int:
    """Sources forgotten by their own rule are gone; says how many."""
    return LoginThrottle.objects.filter(last_failure__lt=timezone.now() - FORGOTTEN_AFTER).delete()[0]
