"""The child process: one job from standard input, one answer on standard output.

Only the standard library is loaded here; parsers are imported after the limits on
memory, time and output stand. An abort of a parser ends this process alone.
"""

from __future__ import annotations

import gc
import json
import os
import sys
from typing import Any

from core.sheets.errors import Unreadable
from core.sheets.limits import Limits
from core.sheets.neutral import flat

OUT_OF_MEMORY = 77


def main() -> None:
    """Answer one job; leaves by os._exit, so that nothing of a parser runs after it."""
    gc.disable()  # one short job: nothing to collect, and half the time saved
    stdin, stdout = sys.stdin.buffer, sys.stdout.buffer
    job = json.loads(stdin.read(int.from_bytes(stdin.read(8), "big")))
    limits = Limits(**job.pop("limits"))
    confine(limits)
    try:
        head, rest = answer(job, stdin.read(), limits)
        stdout.write(len(head).to_bytes(8, "big"))
        stdout.write(head)
        stdout.write(rest)
        stdout.flush()
    except (MemoryError, OSError):
        os._exit(OUT_OF_MEMORY)
    os._exit(0)


def answer(job: dict[str, Any], data: bytes, limits: Limits) -> tuple[bytes, bytes]:
    """Return the answer as JSON and the bytes that follow it, refusals included."""
    told: dict[str, Any]
    rest = b""
    try:
        told, rest = perform(job, data, limits)
    except Unreadable as refused:
        told = {"unreadable": refused.code}
    except (MemoryError, ImportError):
        raise
    except BaseException:  # a panic of the Rust parser is no Exception
        told = {"unreadable": "damaged"}
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"), default=flat)
    return text.encode("utf-8", "replace"), rest


def perform(job: dict[str, Any], data: bytes, limits: Limits) -> tuple[dict[str, Any], bytes]:
    """Do the named job; returns the answer and the bytes that go with it."""
    if job["job"] == "read":
        from core.sheets.parse import parse

        return parse(data, limits), b""
    from core.sheets.marking import mark

    return {}, mark(data, job["findings"], limits, job["withheld"])


def confine(limits: Limits) -> None:
    """Set the limits of this process where the platform has them."""
    try:
        import resource
    except ImportError:  # Windows: wall time and the size checks remain
        return
    for kind, bound, grace in (
        (resource.RLIMIT_AS, limits.memory, 0),
        (resource.RLIMIT_CPU, limits.cpu, 5),  # first SIGXCPU, which tells time from memory
        (resource.RLIMIT_FSIZE, limits.output, 0),
        (resource.RLIMIT_CORE, 0, 0),
    ):
        hard = resource.getrlimit(kind)[1]
        most = bound + grace if hard == resource.RLIM_INFINITY else min(bound + grace, hard)
        resource.setrlimit(kind, (min(bound, most), most))
