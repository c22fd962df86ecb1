"""The roster as a list: search, filters and keyset paging that cost the same at ten thousand and at a million persons.

Every query is a walk along one index from where the last page ended. A filter by scheme or grade that few households meet
would make such a walk long, so up to `RARE` households are looked up first and their members listed instead.
"""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.core import signing
from django.db.models import F, Model, OuterRef, Q, QuerySet, Subquery
from django.db.models.fields.tuple_lookups import Tuple, TupleGreaterThan, TupleLessThan
from django.db.models.functions import Substr

from core import months

from .models import Award, AwardQuerySet, Person, Scheme
from .models.choices import PERSON_SCHEMES

PAGE = 50
COUNTED = 1000
RARE = 1000
LAST = "\U0010ffff"
DIBAO = (Scheme.RURAL_DIBAO, Scheme.URBAN_DIBAO)
BY_NAME, BY_VILLAGE, BY_INITIALS = ("name", "id"), ("division_code", "name", "id"), ("initials", "id")
_cursors = signing.Signer(salt="recipients.search")


@dataclass(frozen=True)
class Asked:
    """What a clerk looks for. `area` is a division prefix of 6, 9 or 12 digits; the texts exclude one another."""

    area: str
    name: str = ""
    initials: str = ""
    id_index: str = ""
    last6_index: str = ""
    scheme: str = ""
    grade: str = ""
    covered: bool | None = None
    listed: bool = True
    by_village: bool = False

    @property
    def searched(self) -> bool:
        """Whether persons are looked for by name or number."""
        return bool(self.name or self.initials or self.id_index or self.last6_index)

    @property
    def order(self) -> tuple[str, ...]:
        """The order of the list, always one that an index gives: initials are found in their own order."""
        if self.initials:
            return BY_INITIALS
        return BY_VILLAGE if self.by_village and not self.searched else BY_NAME


@dataclass
class Page:
    """One page of persons, with cursors to its neighbours ("" where there is none).

    `count` is None where counting would mean reading far; a count above COUNTED says "more than that".
    """

    people: list[Person] = field(default_factory=list)
    previous: str = ""
    next: str = ""
    count: int | None = None


def page_of(user: Any, asked: Asked, cursor: str = "") -> Page:
    """The persons `user` may see who meet what is asked, from `cursor` on."""
    if not user.sees_case_data or not asked.area.startswith(user.scope):
        return Page(count=0)
    few = _few(asked)
    people = _matching(asked) if few is None else _among(asked, few)
    counted = few is not None or not (asked.scheme or asked.grade)
    page = _slice(people, asked.order, cursor)
    if not page.previous and not page.next:
        page.count = len(page.people)
    elif counted:
        page.count = people[: COUNTED + 1].count()
    return page


def _meant(awards: AwardQuerySet, asked: Asked) -> AwardQuerySet:
    """Those of the awards owed this month that the scheme and grade filters mean; a grade alone means either dibao."""
    awards = awards.in_force(months.current())
    awards = awards.filter(scheme=asked.scheme) if asked.scheme else awards.filter(scheme__in=DIBAO)
    return awards.filter(grade=asked.grade) if asked.grade else awards


def _holder(asked: Asked) -> str:
    """The field of an award that says whom it is for."""
    return "person" if asked.scheme in PERSON_SCHEMES else "household"


def _few(asked: Asked) -> list[UUID] | None:
    """The holders of the awards asked for when there are at most RARE of them, else None."""
    if not asked.scheme and not asked.grade:
        return None
    found = list(
        _meant(Award.objects.within(asked.area), asked).values_list(f"{_holder(asked)}_id", flat=True)[: RARE + 1]
    )
    return found if len(found) <= RARE else None


def _matching(asked: Asked) -> QuerySet[Person]:
    """Persons along the index of the order, or found by number."""
    people = _found(asked) if asked.id_index or asked.last6_index else _along(asked)
    if asked.scheme or asked.grade:
        holder = _holder(asked)
        theirs = _meant(Award.objects.filter(**{holder: OuterRef("pk" if holder == "person" else "household")}), asked)
        # A scalar, not EXISTS: PostgreSQL would join every award of the county before it lists fifty persons.
        people = people.alias(award=Subquery(theirs.values("pk")[:1])).filter(award__isnull=False)
    return _narrowed(people, asked)


def _along(asked: Asked) -> QuerySet[Person]:
    """The area's persons, bounded by that column alone with which the index of the order begins."""
    if asked.order == BY_VILLAGE:
        return Person.objects.filter(division_code__gte=asked.area, division_code__lt=_after(asked.area))
    if len(asked.area) > 9 and not asked.initials:
        return Person.objects.filter(division_code=asked.area)
    return Person.objects.within(asked.area)


def _found(asked: Asked) -> QuerySet[Person]:
    """The persons of an exact or partial number. Only the blind index may lead to them."""
    people = _inside(asked)
    if asked.id_index:
        return people.filter(county_code=asked.area[:6], id_index=asked.id_index)
    return people.filter(last6_index=asked.last6_index)


def _among(asked: Asked, few: list[UUID]) -> QuerySet[Person]:
    """Members of a few households."""
    people = _inside(asked).filter(Q(pk__in=few) if _holder(asked) == "person" else Q(household__in=few))
    if asked.id_index or asked.last6_index:
        people = people.filter(pk__in=[person.pk for person in _found(asked)])
    return _narrowed(people, asked)


def _inside(asked: Asked) -> QuerySet[Person]:
    """The area's persons, compared as an expression, so that the database does not prefer an index of the area."""
    return Person.objects.alias(area=Substr("division_code", 1, len(asked.area))).filter(area=asked.area)


def _narrowed(people: QuerySet[Person], asked: Asked) -> QuerySet[Person]:
    for column in ("name", "initials"):
        if start := getattr(asked, column):
            people = people.filter(**{f"{column}__gte": start, f"{column}__lt": start + LAST})
    if asked.covered is not None:
        people = people.filter(covered=asked.covered)
    return people.filter(household__isnull=False) if asked.listed else people


def _after(area: str) -> str:
    """The first code behind an area."""
    return f"{int(area) + 1:0{len(area)}d}"


def _slice(people: QuerySet[Person], order: tuple[str, ...], cursor: str) -> Page:
    rows, previous, following = keyset(people.defer("phone_sealed"), order, cursor, PAGE)
    return Page(rows, previous, following)


def keyset(rows: QuerySet[Any], order: tuple[str, ...], cursor: str, size: int) -> tuple[list[Any], str, str]:
    """One page of `rows` from `cursor` on, in an order whose last column is the primary key; and the cursors of the pages
    before and behind ("" where there is none)."""
    back, anchor = _anchor(cursor, order, rows.model)
    if anchor is not None:
        beyond = TupleLessThan if back else TupleGreaterThan
        rows = rows.filter(beyond(Tuple(*map(F, order)), anchor))
    found = list(rows.order_by(*(f"-{name}" if back else name for name in order))[: size + 1])
    more, found = len(found) > size, found[:size]
    if back:
        found.reverse()
    previous = found and (more if back else anchor is not None)
    following = found and (more or back)
    return (
        found,
        _cursors.sign(f"p{found[0].pk.hex}") if previous else "",
        cursor_behind(found[-1]) if following else "",
    )


def cursor_behind(row: Any) -> str:
    """The cursor of the page that begins behind `row`."""
    return _cursors.sign(f"n{row.pk.hex}")


def _anchor(cursor: str, order: tuple[str, ...], model: type[Model]) -> tuple[bool, tuple | None]:
    """The place a cursor names: it holds only a row's id, since a name has no place in an address."""
    try:
        text = _cursors.unsign(cursor)
    except signing.BadSignature:
        return False, None
    anchor = model._default_manager.filter(pk=UUID(text[1:])).values_list(*order).first()
    return text[0] == "p" and anchor is not None, anchor
