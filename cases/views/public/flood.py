"""What keeps floods off the public page without keeping who came: buckets in the memory of this process, under a fingerprint
whose key is random, lives for a day and is written nowhere."""

import datetime as dt
import hmac
import secrets
import threading
import time
from collections import OrderedDict
from dataclasses import dataclass

from django.http import HttpRequest

from core import months
from core.authentication import address

MOST_SOURCES = 20_000


@dataclass(frozen=True)
class Rate:
    """So many at once, and one more each so many seconds."""

    burst: int
    seconds: float


SENDING = Rate(10, 60)
LOOKING = Rate(30, 20)
SLOW_OWN, SLOW_ALL = Rate(2, 1800), Rate(20, 120)  # without scripts, and so without proof of work


class Buckets:
    """Token buckets by name; the least used are forgotten beyond MOST_SOURCES."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.held: OrderedDict[tuple[str, str], tuple[float, float]] = OrderedDict()
        self.day, self.secret = dt.date.min, b""

    def take(self, rate: Rate, purpose: str, source: str) -> bool:
        """Whether one more is allowed now; if so it is counted."""
        now = time.monotonic()
        with self.lock:
            left, at = self.held.pop((purpose, source), (float(rate.burst), now))
            left = min(float(rate.burst), left + (now - at) / rate.seconds)
            allowed = left >= 1
            self.held[purpose, source] = (left - allowed, now)
            while len(self.held) > MOST_SOURCES:
                self.held.popitem(last=False)
        return allowed

    def fingerprint(self, request: HttpRequest) -> str:
        """Where a request came from, told apart today by this process and by nobody ever."""
        today = months.today()
        with self.lock:
            if today != self.day:
                self.day, self.secret = today, secrets.token_bytes(32)
                self.held.clear()
        return hmac.digest(self.secret, address(request).encode(), "sha256").hex()

    def clear(self) -> None:
        """Everything is forgotten."""
        with self.lock:
            self.held.clear()


buckets = Buckets()


def may(request: HttpRequest, rate: Rate, purpose: str) -> bool:
    """Whether this source may do one more of this now."""
    return buckets.take(rate, purpose, buckets.fingerprint(request))


def may_slowly(request: HttpRequest) -> bool:
    """Whether one more form without proof of work is taken: few from a source, few in all."""
    return may(request, SLOW_OWN, "slow") and buckets.take(SLOW_ALL, "slow", "all")
