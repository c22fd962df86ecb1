"""The checks of declared kin: one rule, one file, one permanent code. Cells are judged by the roster's own rules (RO-01 …)."""

from collections.abc import Callable, Iterator

from core.sheets.findings import Finding, one_error_per_cell

from ..amount_is_number import amount_is_number
from ..answer_is_yes_or_no import answer_is_yes_or_no
from ..columns_are_named import columns_are_named
from ..count_is_number import count_is_number
from ..grade_is_known import grade_is_known
from ..id_check_digit_fits import id_check_digit_fits
from ..id_date_exists import id_date_exists
from ..id_is_text import id_is_text
from ..id_is_whole import id_is_whole
from ..name_is_filled import name_is_filled
from ..no_formula_for_data import no_formula_for_data
from ..scheme_is_known import scheme_is_known
from .context import KinContext, KnownAward, KnownRecipient
from .kin_ages_fit_relation import kin_ages_fit_relation
from .kin_dates_are_dates import kin_dates_are_dates
from .kin_is_somebody_else import kin_is_somebody_else
from .kin_name_fits_roster import kin_name_fits_roster
from .kin_official_id_is_told import kin_official_id_is_told
from .kin_pair_stands_once import kin_pair_stands_once
from .kin_recipient_is_listed import kin_recipient_is_listed
from .kin_relation_fits_sex import kin_relation_fits_sex
from .kin_relation_is_close import kin_relation_is_close
from .kin_sheet_is_register import kin_sheet_is_register
from .kin_terms_fit_roster import kin_terms_fit_roster
from .kin_was_not_ended import kin_was_not_ended

Rule = Callable[[KinContext], Iterator[Finding]]

SHARED: tuple[Rule, ...] = (
    no_formula_for_data,
    id_is_text,
    id_is_whole,
    id_date_exists,
    id_check_digit_fits,
    name_is_filled,
    amount_is_number,
    grade_is_known,
    count_is_number,
    answer_is_yes_or_no,
    scheme_is_known,
)
KIN_RULES: tuple[Rule, ...] = (
    kin_sheet_is_register,
    kin_official_id_is_told,
    kin_dates_are_dates,
    kin_pair_stands_once,
    kin_ages_fit_relation,
    kin_relation_fits_sex,
    kin_relation_is_close,
    kin_is_somebody_else,
    kin_recipient_is_listed,
    kin_name_fits_roster,
    kin_terms_fit_roster,
    kin_was_not_ended,
)

__all__ = ["KIN_RULES", "SHARED", "KinContext", "KnownAward", "KnownRecipient", "check_kin"]


def check_kin(context: KinContext) -> list[Finding]:
    """All findings, one error to a cell."""
    rules = (*SHARED, columns_are_named, *KIN_RULES)
    return one_error_per_cell(finding for rule in rules for finding in rule(context))
