"""Read an uploaded file into a Workbook, or say in one sentence why it cannot be."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from core.sheets import neutral, sandbox
from core.sheets.errors import Unreadable
from core.sheets.limits import DEFAULT, Limits
from core.sheets.model import Workbook

__all__ = ["DEFAULT", "Limits", "Unreadable", "read"]


def read(data: bytes, filename: str, *, limits: Limits = DEFAULT) -> Workbook:
    """Return the file's sheets, parsed in a child process under the limits.

    The kind is told by the content, never by the extension. Raises Unreadable.
    """
    if not data:
        raise Unreadable("empty")
    if len(data) > limits.upload:
        raise Unreadable("too-large")
    with _no_collection():
        answer, _ = sandbox.run({"job": "read"}, data, limits)
        return Workbook(filename, answer["kind"], neutral.revive_sheets(answer["sheets"]))


@contextmanager
def _no_collection() -> Iterator[None]:
    """Half a million new objects would start the collector in vain many times."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
