"""Identifiers made before a row is saved, so that sealed fields can be bound to their row."""

import os
import threading
import time
import uuid

STANDING_STILL = 1000  # milliseconds a clock may be behind before it counts as set back
_lock = threading.Lock()
_last = (0, 0)  # millisecond and counter of the newest identifier of this process


def new_id() -> uuid.UUID:
    """A UUID version 7 (RFC 9562): 48 bits of milliseconds, 12 of a counter, 62 random. Unguessable; new rows stay together,
    and those of one process stand in the order in which they were made."""
    moment, count = _next()
    random = int.from_bytes(os.urandom(8), "big") >> 2
    return uuid.UUID(int=moment << 80 | 0x7 << 76 | count << 64 | 0x2 << 62 | random)


def _next() -> tuple[int, int]:
    global _last
    with _lock:
        now = time.time_ns() // 1_000_000
        moment, count = _last
        if not 0 <= moment - now < STANDING_STILL:
            _last = now, 0
        elif count < 0xFFF:
            _last = moment, count + 1
        else:
            _last = moment + 1, 0
        return _last
