"""The checks of an imported rectification ledger: one rule, one file, one permanent code."""

from collections.abc import Callable, Iterator

from core.sheets.findings import Finding, one_error_per_cell

from .context import LedgerContext
from .ledger_closing_is_told import ledger_closing_is_told
from .ledger_clue_is_told import ledger_clue_is_told
from .ledger_days_agree import ledger_days_agree
from .ledger_days_are_days import ledger_days_are_days
from .ledger_line_agrees import ledger_line_agrees
from .ledger_numbers_are_numbers import ledger_numbers_are_numbers
from .ledger_problem_is_told import ledger_problem_is_told
from .ledger_sheet_is_read import ledger_sheet_is_read
from .ledger_source_is_known import ledger_source_is_known
from .ledger_texts_fit import ledger_texts_fit
from .ledger_township_is_ours import ledger_township_is_ours
from .ledger_values_are_typed import ledger_values_are_typed

RULES: tuple[Callable[[LedgerContext], Iterator[Finding]], ...] = (
    ledger_values_are_typed,
    ledger_sheet_is_read,
    ledger_township_is_ours,
    ledger_problem_is_told,
    ledger_numbers_are_numbers,
    ledger_days_are_days,
    ledger_closing_is_told,
    ledger_texts_fit,
    ledger_days_agree,
    ledger_source_is_known,
    ledger_line_agrees,
    ledger_clue_is_told,
)

__all__ = ["RULES", "LedgerContext", "check_ledger"]


def check_ledger(context: LedgerContext) -> list[Finding]:
    """All findings, one error to a cell."""
    return one_error_per_cell(finding for rule in RULES for finding in rule(context))
