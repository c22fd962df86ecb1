"""The one way a workbook refuses to be read."""

from __future__ import annotations

from core.sheets.limits import SENTENCES


class Unreadable(Exception):
    """The file cannot be read; `message` says in Chinese why and what to do."""

    def __init__(self, code: str, message: str = "") -> None:
        self.code = code if message or code in SENTENCES else "damaged"
        self.message = message or SENTENCES[self.code]
        super().__init__(self.message)
