"""The neutral content of a register of declared kin: one line for each official and recipient."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, fields


@dataclass(slots=True)
class Declared:
    """One line: an official (经办人、村干部) and a relative who draws relief (享受人). Amounts in fen a month, `checked_on` as
    YYYY-MM-DD, `role` the dictionary's code of the relation; None and empty where nothing usable stands."""

    sheet: int = 0
    row: int = 0
    official_name: str = ""
    official_id: str = ""
    unit: str = ""
    post: str = ""
    name: str = ""
    id: str = ""
    relation: str = ""
    role: str = ""
    scheme: str = ""
    grade: str = ""
    covered: int | None = None
    monthly: int | None = None
    since: str = ""
    declared: bool | None = None
    checked_by: str = ""
    checked_on: str = ""
    conclusion: str = ""
    recusal: str = ""
    handling: str = ""
    place: str = ""


NAMES = [item.name for item in fields(Declared)]


def dump(lines: Iterable[Declared]) -> str:
    """The lines as compact JSON."""
    rows = [[getattr(line, name) for name in NAMES] for line in lines]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":"))


def load(text: str) -> list[Declared]:
    """The lines dumped before."""
    return [Declared(*row) for row in json.loads(text)]
