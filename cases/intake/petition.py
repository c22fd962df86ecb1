"""What somebody says of a petition when it comes in: by form, by ledger, by the public page."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

PETITIONER, CO_SIGNER, AGENT = "petitioner", "co_signer", "agent"


@dataclass
class Party:
    """Somebody who petitions, signs with others or speaks for another."""

    name: str = ""
    id_number: str = ""
    phone: str = ""
    role: str = PETITIONER


@dataclass
class Given:
    """A petition as told. `received_at` is a moment with its zone; `household` a household of the roster, if known."""

    channel: str
    kind: str
    text: str
    received_at: dt.datetime
    category: str = ""
    is_anonymous: bool = False
    place: str = ""
    accused: list[str] = field(default_factory=list)
    accused_unit: str = ""
    group_size: int = 1
    household: Any = None
    from_unit: str = ""
    report_back_by: dt.date | None = None
    disputes_decision: bool = False
    note: str = ""
    parties: list[Party] = field(default_factory=list)
