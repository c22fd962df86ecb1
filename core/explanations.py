"""What the “?” of each ledger says. The top app adds the sentences; the tag `explain` shows them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Ledger:
    """A ledger in one sentence, and each of its columns in one."""

    text: str
    columns: dict[str, str]


LEDGERS: dict[str, Ledger] = {}


def add_explanations(ledgers: dict[str, Ledger]) -> None:
    """Explain further ledgers, by the name of their page."""
    LEDGERS.update(ledgers)
