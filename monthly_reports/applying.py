"""From the outcome of a household's lines to what the roster is told: its terms after the change."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from core import crypto
from recipients.changes import HouseholdChange, MemberIn, MemberOut, PersonFix
from recipients.models import Household, Person

from .examine import Examination
from .models import ChangeKind, Submission
from .rules.facts import Line
from .rules.fold import Outcome

# Who leaves for these reasons leaves the family too; for others the person stays a member, uncovered.
LEAVING_REASONS = {"death", "marriage", "moved_out", "left_family", "divorce"}


def changes_of(examined: Examination, submission: Submission) -> Iterator[tuple[HouseholdChange, list[Line]]]:
    """(change, its lines) of every household of the filing, earlier months first."""
    people = _people(examined, submission.county_code)
    homes = {
        str(home.pk): home
        for home in Household.objects.filter(pk__in=[o.household.key for o in examined.outcomes if o.household])
    }
    for outcome in sorted(examined.outcomes, key=lambda made: made.effective):
        yield change_of(outcome, submission.division_code, people, homes), outcome.lines


def change_of(
    outcome: Outcome, township_code: str, people: dict[str, Person], homes: dict[str, Household]
) -> HouseholdChange:
    """What one outcome asks of the roster."""
    first, after = outcome.lines[0], outcome.after
    moved = after is not None and after != outcome.before
    account = next((line for line in outcome.lines if line.account or line.account_holder), None)
    aid = next((line.aid_kind for line in outcome.lines if line.aid_kind), "")
    return HouseholdChange(
        township_code=township_code,
        scheme=outcome.scheme,
        household=homes.get(outcome.household.key) if outcome.household else None,
        village_name=next((line.village for line in outcome.lines if line.village), ""),
        group=next((line.group for line in outcome.lines if line.group), ""),
        kind=outcome.kind,
        reason=outcome.reasons[:60],
        effective_month=outcome.effective,
        joins=tuple(_join(line, first) for line in outcome.joins),
        leaves=tuple(_leave(line, people) for line in outcome.leaves if line.person_id in people),
        ends=after is None,
        new_head=people.get(outcome.new_head) if outcome.new_head else None,
        about=None if outcome.joins or outcome.leaves else people.get(first.person_id),
        grade=after.grade if after and moved else "",
        monthly_fen=after.fen if after and moved else None,
        care_mode=after.care_mode if after and moved else "",
        care_level=after.care_level if after and moved else "",
        aid_kind=aid,
        account_holder=account.account_holder if account else "",
        account=account.account if account else "",
        bank=account.bank if account else "",
        fixes=tuple(fix for line in outcome.lines for fix in _fixes(line, people)),
    )


def _fixes(line: Line, people: dict[str, Person]) -> Iterator[PersonFix]:
    """What a 信息更正 says of a person: another name, another relation."""
    person = people.get(line.person_id)
    if line.kind == ChangeKind.CORRECT_INFO and person:
        name = line.name or ("" if line.id_number else line.head_name)
        if (name and name != person.name) or line.relation:
            yield PersonFix(person=person, name=name if name != person.name else "", relation=line.relation)


def _join(line: Line, first: Line) -> MemberIn:
    is_head = line.id_number == first.head_id and line.kind != ChangeKind.ADD_MEMBER
    relation = "户主" if is_head and not line.relation else line.relation
    return MemberIn(name=line.name, id_number=line.id_number, relation=relation, is_head=is_head)


def _leave(line: Line, people: dict[str, Person]) -> MemberOut:
    day = dt.date.fromisoformat(line.death_date) if line.is_death and line.death_date else None
    gone = line.reason_code in LEAVING_REASONS or line.kind == ChangeKind.MOVE_OUT
    stays_together = line.kind == ChangeKind.END_HOUSEHOLD and line.reason_code != "death"
    return MemberOut(person=people[line.person_id], death_date=day, leaves_family=gone and not stays_together)


def _people(examined: Examination, county: str) -> dict[str, Any]:
    idents = {line.person_id for made in examined.outcomes for line in made.lines}
    idents |= {made.new_head for made in examined.outcomes} - {""}
    index = {crypto.id_index(ident): ident for ident in idents}
    rows = Person.objects.within(county).filter(id_index__in=list(index))
    return {index[person.id_index]: person for person in rows}
