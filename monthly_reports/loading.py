"""What the rules may know, loaded from the database in a fixed number of queries whatever the length of the list."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from core import crypto, months, policy
from core.models import Division
from recipients.models import Award, BenefitRate, CoveredPerson, Membership, Person

from .models import ChangeLine, NilReport, Obligation, Submission
from .rules.facts import ADDITIONS, ONE_MONTH_SCHEMES, Context, Filing, KnownHousehold, KnownPerson, Terms

LOOK_BACK = 24


def context(
    filing: Filing, *, township: Division, month: str, today: dt.date, report_id: Any = None, ignore: Any = None
) -> Context:
    """The context of a filing of `township` for `month`. Lines of the report `report_id` itself do not count as waiting;
    the submission `ignore` does not count as filed or waiting."""
    idents = _idents(filing)
    siblings = list(Division.objects.villages_of(township.code).values_list("name", flat=True))
    made = Context(
        month=month,
        today=today,
        township=township.code,
        township_names=(township.name,),
        villages=frozenset(siblings),
        rated_schemes=frozenset(policy.value("rated_schemes", months.first_day(month)).split(",")),
        death_reach_months=policy.number("death_reach_months", months.first_day(month)),
        rates=_rates(township.code, months.add(month, 2)),
        nil_death_months=_nil_months(township.code, month),
    )
    people = _people(township.code[:6], idents)
    _load_households(made, people, township.code, month)
    made.pending_additions = _pending(idents, township.code, report_id, ignore)
    made.already_filed = _already_filed(report_id, ignore)
    return made


def county_names(township: Division) -> list[str]:
    """The names of the county's townships, this one first, to see whose form a sheet is."""
    rows = Division.objects.townships().filter(code__startswith=township.code[:6]).exclude(code=township.code)
    return [township.name, *rows.values_list("name", flat=True)]


def _idents(filing: Filing) -> set[str]:
    found = {line.head_id for line in filing.lines} | {line.id_number for line in filing.lines}
    return (found | {death.id_number for death in filing.deaths}) - {""}


def _rates(township_code: str, month: str) -> dict[tuple[str, str, str, str], list[tuple[str, int]]]:
    found: dict[tuple[str, str, str, str], list[tuple[str, int]]] = defaultdict(list)
    for rate in BenefitRate.objects.for_month(month, township_code):
        found[rate.scheme, rate.grade, rate.care_mode, rate.care_level].append((rate.effective_from, rate.amount_fen))
    return dict(found)


def _already_filed(report_id: Any, ignore: Any) -> frozenset[str]:
    """The obligations this month's report has met with what is submitted or taken in."""
    rows = Submission.objects.filter(
        report_id=report_id, state__in=[Submission.State.SUBMITTED, Submission.State.TAKEN_IN], is_correction=False
    )
    if ignore is not None:
        rows = rows.exclude(pk=ignore.pk)
    return frozenset(
        name
        for counts in rows.values_list("counts", flat=True)
        for name, status in counts.get("obligations", {}).items()
        if status != "missing"
    )


def _nil_months(township_code: str, month: str) -> frozenset[str]:
    rows = NilReport.objects.within(township_code[:9]).filter(
        obligation=Obligation.DEATHS,
        submission__state__in=[Submission.State.SUBMITTED, Submission.State.TAKEN_IN],
        submission__report__period__month__range=(months.add(month, -LOOK_BACK), month),
    )
    return frozenset(rows.values_list("submission__report__period__month", flat=True))


def _people(county: str, idents: Iterable[str]) -> dict[str, Person]:
    """ID number -> person of the county."""
    index = {crypto.id_index(ident): ident for ident in idents}
    rows = Person.objects.within(county).filter(id_index__in=list(index)) if index else []
    return {index[person.id_index]: person for person in rows}


def _load_households(made: Context, people: dict[str, Person], township_code: str, month: str) -> None:
    here = {
        person.household_id for person in people.values() if person.household_id and _is_here(person, township_code)
    }
    members = list(
        Membership.objects.within(township_code[:6])
        .filter(household__in=here, voided_by__isnull=True)
        .open()
        .select_related("person", "household")
        .order_by("position")
    )
    villages = dict(Division.objects.filter(pk__in={m.division_code for m in members}).values_list("code", "name"))
    numbers = {person.pk: ident for ident, person in people.items()}
    for member in members:
        home = made.households.setdefault(
            str(member.household_id),
            KnownHousehold(str(member.household_id), villages.get(member.division_code, ""), ""),
        )
        ident = numbers.setdefault(member.person_id, member.person.id_number)
        home.members[ident] = member.person.name
        home.head_id = ident if member.is_head else home.head_id
    awards = _awards(here, [person.pk for person in people.values()], township_code, month)
    _add_terms(made, awards, numbers)
    _add_people(made, people, awards, township_code)


def _is_here(person: Person, township_code: str) -> bool:
    return person.township_code == township_code[:9]


def _awards(
    households: set[Any], persons: list[Any], township_code: str, month: str
) -> list[tuple[Award, list[CoveredPerson]]]:
    """Awards that hold in the month or later: of these households, and any that cover these persons elsewhere."""
    covers = CoveredPerson.objects.within(township_code[:6])
    running = Award.objects.within(township_code[:6]).filter(voided_by__isnull=True).exclude(last_month__lt=month)
    mine = list(running.filter(household__in=households))
    elsewhere = covers.filter(person__in=persons, award__in=running).exclude(award__household__in=households)
    rows = list(covers.filter(award__in=[award.pk for award in mine]).select_related("person"))
    by_award: dict[Any, list[CoveredPerson]] = defaultdict(list)
    for cover in rows:
        by_award[cover.award_id].append(cover)
    found = [(award, by_award[award.pk]) for award in mine]
    return found + [(cover.award, [cover]) for cover in elsewhere.select_related("award", "person")]


def _add_terms(made: Context, awards: list[tuple[Award, list[CoveredPerson]]], numbers: dict[Any, str]) -> None:
    for award, covers in awards:
        home = made.households.get(str(award.household_id))
        if home is None or award.scheme in ONE_MONTH_SCHEMES:
            continue
        covered = tuple(numbers.setdefault(c.person_id, c.person.id_number) for c in covers)
        terms = Terms(covered, award.monthly_fen, award.grade, award.care_mode, award.care_level)
        owner = numbers.get(award.person_id, "") if award.person_id else ""
        spans = home.terms.setdefault((award.scheme, owner), [])
        spans.append((award.first_month, award.last_month or "", terms))


def _add_people(
    made: Context, people: dict[str, Person], awards: list[tuple[Award, list[CoveredPerson]]], township_code: str
) -> None:
    schemes: dict[Any, list[tuple[str, str, str, str]]] = defaultdict(list)
    for award, covers in awards:
        for cover in covers:
            if award.scheme not in ONE_MONTH_SCHEMES:
                span = (award.scheme, str(award.household_id), award.first_month, award.last_month or "")
                schemes[cover.person_id].append(span)
    for ident, person in people.items():
        here = _is_here(person, township_code)
        made.people[ident] = KnownPerson(
            name=person.name,
            birth=person.birth_date,
            here=here,
            household=str(person.household_id) if here and person.household_id else "",
            key=str(person.pk),
            death=person.death_date,
            schemes=tuple(schemes[person.pk]),
        )


def _pending(idents: set[str], township_code: str, report_id: Any, ignore: Any) -> dict[str, str]:
    """Who is being added by a report that is filed but not yet taken in: ID number -> 'here' or 'elsewhere'."""
    index = {crypto.id_index(ident): ident for ident in idents}
    rows = ChangeLine.objects.within(township_code[:6]).filter(
        person_id_index__in=list(index),
        kind__in=list(ADDITIONS),
        submission__state=Submission.State.SUBMITTED,
    )
    if ignore is not None:
        rows = rows.exclude(submission=ignore)
    found: dict[str, str] = {}
    for ident, township, report in rows.values_list("person_id_index", "township_code", "submission__report_id"):
        if report != report_id:
            found[index[ident]] = "here" if township == township_code[:9] else "elsewhere"
    return found
