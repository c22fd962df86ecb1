"""The checks of a roster, and in kin/ of declared kin: one rule, one file, one function, one permanent code. Pure: no
database, no Django.

The order is the order of the checks: where two errors meet in one cell, the first is told.
"""

from collections.abc import Callable, Iterator

from core.sheets.findings import Finding, one_error_per_cell

from .account_is_text import account_is_text
from .account_looks_right import account_looks_right
from .ages_fit_relations import ages_fit_relations
from .amount_fits_rate import amount_fits_rate
from .amount_is_monthly import amount_is_monthly
from .amount_is_number import amount_is_number
from .answer_is_yes_or_no import answer_is_yes_or_no
from .columns_are_named import columns_are_named
from .context import Context, Known
from .count_is_number import count_is_number
from .covered_fits_answers import covered_fits_answers
from .covered_is_told import covered_is_told
from .family_has_one_head import family_has_one_head
from .few_are_gone import few_are_gone
from .grade_is_known import grade_is_known
from .grade_is_told import grade_is_told
from .household_is_one import household_is_one
from .id_check_digit_fits import id_check_digit_fits
from .id_date_exists import id_date_exists
from .id_is_text import id_is_text
from .id_is_whole import id_is_whole
from .id_stands_once import id_stands_once
from .ids_are_read import ids_are_read
from .kin import KIN_RULES
from .labour_fits_age import labour_fits_age
from .lines_are_read import lines_are_read
from .month_is_the_stated import month_is_the_stated
from .move_is_meant import move_is_meant
from .name_fits_known import name_fits_known
from .name_is_filled import name_is_filled
from .no_formula_for_data import no_formula_for_data
from .no_later_month_is_in import no_later_month_is_in
from .nobody_is_stopped import nobody_is_stopped
from .not_covered_elsewhere import not_covered_elsewhere
from .person_is_alive import person_is_alive
from .phone_looks_right import phone_looks_right
from .relation_fits_sex import relation_fits_sex
from .relation_is_known import relation_is_known
from .scheme_is_known import scheme_is_known
from .scheme_is_told import scheme_is_told
from .sex_fits_id import sex_fits_id
from .sex_is_known_word import sex_is_known_word
from .sheet_is_roster import sheet_is_roster
from .size_fits_lines import size_fits_lines
from .spouses_differ_in_sex import spouses_differ_in_sex
from .total_adds_up import total_adds_up
from .township_is_ours import township_is_ours
from .village_is_known import village_is_known
from .word_is_known import word_is_known

Rule = Callable[[Context], Iterator[Finding]]

ROSTER_RULES: tuple[Rule, ...] = (
    sheet_is_roster,
    covered_is_told,
    ids_are_read,
    no_later_month_is_in,
    township_is_ours,
    nobody_is_stopped,
    no_formula_for_data,
    id_is_text,
    id_is_whole,
    id_date_exists,
    id_check_digit_fits,
    name_is_filled,
    id_stands_once,
    sex_is_known_word,
    sex_fits_id,
    amount_is_monthly,
    amount_is_number,
    grade_is_known,
    account_is_text,
    count_is_number,
    answer_is_yes_or_no,
    scheme_is_known,
    not_covered_elsewhere,
    person_is_alive,
    few_are_gone,
    month_is_the_stated,
    columns_are_named,
    lines_are_read,
    scheme_is_told,
    grade_is_told,
    village_is_known,
    move_is_meant,
    name_fits_known,
    family_has_one_head,
    household_is_one,
    size_fits_lines,
    covered_fits_answers,
    amount_fits_rate,
    total_adds_up,
    ages_fit_relations,
    relation_fits_sex,
    spouses_differ_in_sex,
    labour_fits_age,
    relation_is_known,
    account_looks_right,
    phone_looks_right,
    word_is_known,
)
# Everything with a code of its own, for the page of codes.
RULES: tuple[Callable[..., Iterator[Finding]], ...] = (*ROSTER_RULES, *KIN_RULES)

__all__ = ["KIN_RULES", "ROSTER_RULES", "RULES", "Context", "Known", "check"]


def check(context: Context) -> list[Finding]:
    """All findings, one error to a cell."""
    return one_error_per_cell(finding for rule in ROSTER_RULES for finding in rule(context))
