"""The checks of a monthly report: one rule, one file, one function, one test. RULES is the one list of them; codes are
permanent and shown to the user. Pure: a filing and a context in, findings out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from core.sheets.findings import Finding, one_error_per_cell

from .amount_before_agrees_with_the_roster import amount_before_agrees_with_the_roster
from .amount_follows_the_rate import amount_follows_the_rate
from .correction_can_be_carried_out import correction_can_be_carried_out
from .counts_agree_with_the_roster import counts_agree_with_the_roster
from .death_date_makes_sense import death_date_makes_sense
from .deaths_form_agrees_with_the_list import deaths_form_agrees_with_the_list
from .earlier_nil_still_holds import earlier_nil_still_holds
from .effective_month_is_near import effective_month_is_near
from .ending_names_everyone import ending_names_everyone
from .facts import Context, Filing
from .fold import Outcome, outcomes
from .household_is_known import household_is_known
from .household_keeps_a_head import household_keeps_a_head
from .joining_person_is_alive import joining_person_is_alive
from .joining_person_is_not_covered_elsewhere import joining_person_is_not_covered_elsewhere
from .leaving_person_is_covered import leaving_person_is_covered
from .line_is_complete import line_is_complete
from .lines_of_a_household_agree import lines_of_a_household_agree
from .names_agree_with_the_roster import names_agree_with_the_roster
from .nil_changes_means_no_line import nil_changes_means_no_line
from .nil_deaths_means_no_death import nil_deaths_means_no_death
from .obligation_is_met_once import obligation_is_met_once
from .person_stands_once import person_stands_once
from .reason_fits_the_direction import reason_fits_the_direction
from .reason_is_listed import reason_is_listed
from .regrade_starts_from_the_roster import regrade_starts_from_the_roster
from .stated_total_adds_up import stated_total_adds_up
from .title_names_this_month import title_names_this_month
from .values_are_well_formed import values_are_well_formed
from .village_is_known import village_is_known

Rule = Callable[[Filing, Context, Sequence[Outcome]], Iterator[Finding]]

RULES: tuple[Rule, ...] = (
    values_are_well_formed,
    line_is_complete,
    title_names_this_month,
    person_stands_once,
    household_is_known,
    leaving_person_is_covered,
    joining_person_is_not_covered_elsewhere,
    names_agree_with_the_roster,
    counts_agree_with_the_roster,
    amount_before_agrees_with_the_roster,
    amount_follows_the_rate,
    lines_of_a_household_agree,
    ending_names_everyone,
    stated_total_adds_up,
    effective_month_is_near,
    death_date_makes_sense,
    reason_fits_the_direction,
    reason_is_listed,
    regrade_starts_from_the_roster,
    village_is_known,
    deaths_form_agrees_with_the_list,
    nil_deaths_means_no_death,
    nil_changes_means_no_line,
    earlier_nil_still_holds,
    joining_person_is_alive,
    household_keeps_a_head,
    correction_can_be_carried_out,
    obligation_is_met_once,
)


def check(filing: Filing, context: Context, made: Sequence[Outcome] | None = None) -> list[Finding]:
    """Every finding of every rule, one error per cell, in the order reading, rules, lines. Where an ID number
    cannot be read, what would only follow from it is no second error (`Outcome.is_certain`); all else is told at once."""
    households = outcomes(filing.lines, context) if made is None else made
    found = list(filing.findings)
    for rule in RULES:
        found += rule(filing, context, households)
    return one_error_per_cell(found)
