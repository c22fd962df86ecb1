"""Writes made-up households into the roster in bulk, with the events that explain them."""

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any

from core import audit, bulk, months
from core.crypto import blind_index, id_index, last6_index, seal
from core.fields import place
from core.ids import new_id
from core.models import Division, User
from core.operation import operation
from core.operations import uploads
from core.pinyin import initials
from recipients.models import (
    Award,
    BenefitRate,
    CoveredPerson,
    Household,
    Membership,
    Person,
    RosterEvent,
    RosterImport,
    Scheme,
    TownshipCounter,
)

from .people import VILLAGES, MadeHousehold, Maker

BATCH = 2000
SCHEMES = (
    [Scheme.RURAL_DIBAO] * 84
    + [Scheme.URBAN_DIBAO] * 4
    + [Scheme.TEKUN] * 4
    + [Scheme.OLD_AGE_ALLOWANCE] * 5
    + [Scheme.NEAR_DIBAO] * 2
    + [Scheme.EXPENDITURE_HARDSHIP]
)
SCOPE = ["county_code", "township_code", "division_code"]
COLUMNS: dict[Any, list[str]] = {
    Household: [*SCOPE, "id", "number", "group", "address", "hardship", "note", "version"],
    Person: [
        *SCOPE, "id", "name", "initials", "id_sealed", "id_index", "last6_index", "phone_sealed", "birth_date", "sex",
        "ethnicity", "health", "labour", "death_date", "household_id", "covered", "version",
    ],
    RosterEvent: [
        *SCOPE, "id", "household_id", "kind", "change", "reason", "effective_month", "at", "by_id", "source_type",
        "source_id", "paper", "terms", "reverses_id",
    ],
    Membership: [
        *SCOPE, "id", "household_id", "person_id", "relation", "is_head", "position", "first_month", "last_month",
        "opened_by_id", "closed_by_id", "voided_by_id",
    ],
    Award: [
        *SCOPE, "id", "household_id", "person_id", "scheme", "grade", "care_mode", "care_level", "aid_kind", "serial",
        "persons", "covered", "monthly_fen", "account_holder", "bank", "account_sealed", "account_index", "first_month",
        "last_month", "opened_by_id", "closed_by_id", "voided_by_id",
    ],
    CoveredPerson: [*SCOPE, "award_id", "person_id"],
}  # fmt: skip


class Writer:
    """Turns made-up households of one township into rows of every table."""

    def __init__(self, source: RosterImport, villages: dict[str, str], rates: dict[tuple, int], by: User) -> None:
        self.source, self.villages, self.rates, self.by = source, villages, rates, by
        self.paper = f"{months.chinese(source.month)}花名册（基线）"
        self.serials: dict[str, int] = {}
        self.number = 0
        self.rows: dict[Any, list[tuple]] = {model: [] for model in COLUMNS}

    def add(self, made: MadeHousehold) -> None:
        """Queue the rows of one household."""
        scope = (self.source.county_code, self.source.township_code, self.villages[made.village])
        household, event, award = new_id(), new_id(), new_id()
        self.number += 1
        serial = self.serials[made.scheme] = self.serials.get(made.scheme, 0) + 1
        month, own = self.source.month, made.scheme in {Scheme.TEKUN, Scheme.OLD_AGE_ALLOWANCE}
        put = self.rows
        put[Household].append((*scope, household, self.number, made.group, "", made.hardship, "", 1))
        put[RosterEvent].append(
            (*scope, event, household, RosterEvent.Kind.BASELINE, "", "", month, self.source.staged_at, self.by.pk,
             "import", self.source.pk, self.paper, {}, None)
        )  # fmt: skip
        people = list(self._people(made, scope, household, event))
        amount = self.amount(made)
        put[Award].append(
            (*scope, award, household, people[0] if own else None, made.scheme, made.grade,
             "home" if made.scheme == Scheme.TEKUN else "", made.care_level, "", serial, len(made.people),
             made.covered, amount, made.people[0].name, "", seal(made.account, place(Award, "account_sealed", award)),
             blind_index(made.account, "account"), month, None, event, None, None)
        )  # fmt: skip
        for pk, person in zip(people, made.people, strict=True):
            if person.covered:
                put[CoveredPerson].append((*scope, award, pk))
        if self.number % BATCH == 0:
            self.flush()

    def _people(self, made: MadeHousehold, scope: tuple, household: Any, event: Any) -> Iterator[Any]:
        for position, person in enumerate(made.people):
            pk = new_id()
            self.rows[Person].append(
                (*scope, pk, person.name, initials(person.name),
                 seal(person.id_number, place(Person, "id_sealed", pk)), id_index(person.id_number),
                 last6_index(person.id_number), seal(person.phone, place(Person, "phone_sealed", pk)), person.birth,
                 person.sex, "回", person.health, person.labour, None, household, person.covered, 1)
            )  # fmt: skip
            self.rows[Membership].append(
                (*scope, new_id(), household, pk, person.relation, position == 0, position, self.source.month, None,
                 event, None, None)
            )  # fmt: skip
            yield pk

    def amount(self, made: MadeHousehold) -> int:
        """What the household is owed a month, in fen, at the rate in force or a plausible sum where no rate is loaded."""
        rate = self.rates.get((made.scheme, made.grade)) or {"tekun": 53000, "old_age_allowance": 27000}.get(
            made.scheme, 20000
        )
        return rate * made.covered

    def flush(self) -> None:
        """Write what is queued, referenced tables first."""
        for model, columns in COLUMNS.items():
            bulk.insert(model, columns, self.rows[model])
            self.rows[model].clear()


@operation
def load_township(
    township: Division, *, by: User, month: str, at: dt.datetime, households: Iterable[MadeHousehold], seed: int
) -> RosterImport:
    """The township's roster of `month` consists of `households`; returns the import they hang on."""
    text = f"演示数据 {township.name} {month} seed={seed}\n".encode()
    source = RosterImport.objects.create(
        division_code=township.code,
        month=month,
        upload=uploads.keep(text, by=by),
        filename=f"{township.name}{months.chinese(month)}花名册（演示）.txt",
        state=RosterImport.State.COMMITTED,
        staged_at=at,
        staged_by=by,
        committed_at=at,
        committed_by=by,
    )
    rates = {
        (rate.scheme, rate.grade): rate.amount_fen
        for rate in reversed(BenefitRate.objects.for_month(month, township.code))
    }
    writer = Writer(source, villages_of(township), rates, by)
    for made in households:
        writer.add(made)
    writer.flush()
    TownshipCounter.objects.create(township_code=source.township_code, scheme="", last=writer.number)
    for scheme, last in writer.serials.items():
        TownshipCounter.objects.create(township_code=source.township_code, scheme=scheme, last=last)
    audit.record("demo.loaded", source, by=by, summary={"households": writer.number, "month": month, "seed": seed})
    return source


def villages_of(township: Division) -> dict[str, str]:
    """Name → code of the township's villages; the fictitious ones that are missing are made."""
    for number, name in enumerate(VILLAGES, 1):
        Division.objects.get_or_create(
            parent=township,
            name=name,
            defaults={"code": f"{township.prefix}{900 + number}", "level": Division.Level.VILLAGE, "provisional": True},
        )
    return dict(Division.objects.villages_of(township.code).values_list("name", "code"))


def made_households(maker: Maker, count: int) -> Iterator[MadeHousehold]:
    """`count` households, most of them on rural dibao."""
    for _ in range(count):
        yield maker.household(maker.random.choice(SCHEMES))
