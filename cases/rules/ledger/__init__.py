"""The checks of a ledger of petitions: one rule, one file, one permanent code. Cells are judged by the roster's own rules."""

from collections.abc import Callable, Iterator

from core.sheets.findings import Finding, one_error_per_cell
from recipients.rules.columns_are_named import columns_are_named
from recipients.rules.id_check_digit_fits import id_check_digit_fits
from recipients.rules.id_date_exists import id_date_exists
from recipients.rules.id_is_text import id_is_text
from recipients.rules.id_is_whole import id_is_whole
from recipients.rules.no_formula_for_data import no_formula_for_data
from recipients.rules.phone_looks_right import phone_looks_right

from .accusations_are_named import accusations_are_named
from .context import LedgerContext
from .dates_agree import dates_agree
from .numbers_are_whole import numbers_are_whole
from .row_is_the_known import row_is_the_known
from .rows_stand_once import rows_stand_once
from .sheet_is_ledger import sheet_is_ledger
from .somebody_petitions import somebody_petitions
from .text_is_told import text_is_told
from .texts_fit import texts_fit
from .words_are_known import words_are_known

Rule = Callable[[LedgerContext], Iterator[Finding]]
LEDGER_RULES: tuple[Rule, ...] = (
    sheet_is_ledger,
    no_formula_for_data,
    id_is_text,
    id_is_whole,
    id_date_exists,
    id_check_digit_fits,
    phone_looks_right,
    text_is_told,
    texts_fit,
    words_are_known,
    accusations_are_named,
    dates_agree,
    numbers_are_whole,
    rows_stand_once,
    somebody_petitions,
    row_is_the_known,
    columns_are_named,
)

__all__ = ["LEDGER_RULES", "LedgerContext", "check_ledger"]


def check_ledger(context: LedgerContext) -> list[Finding]:
    """All findings, one error to a cell."""
    return one_error_per_cell(finding for rule in LEDGER_RULES for finding in rule(context))
