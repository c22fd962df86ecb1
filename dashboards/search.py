"""One search for everything: what was typed tells what is meant, and each kind is looked up along its own index.

Nothing is counted; every list ends after SHOWN. Sealed cases are never found, not even by their handlers: they are opened
from their own page alone.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.http import urlencode

from cases.models import ClueReferral, Petition, PetitionCluster, PetitionParty, RectificationEntry, SupervisionOrder
from core.crypto import id_index, last6_index
from core.models import Division
from core.permissions import Permission
from core.redact import redact
from recipients.models import Household, Person
from spot_checks.models import Draw

P = Permission
SHOWN = 20
LAST = "\U0010ffff"
ID_NUMBER = re.compile(r"\d{17}[\dX]")
LAST_SIX = re.compile(r"\d{5}[\dX]")
HOUSEHOLD = re.compile(r"(\d{9})-(\d{1,6})")
LETTERS = re.compile(r"[A-Z]{2,20}")
NAME = re.compile(r"[㐀-鿿\U00020000-\U0003ffff][㐀-鿿\U00020000-\U0003ffff·•.]{0,49}")


@dataclass(frozen=True)
class Hit:
    """One thing found; `url` is empty where it has no page of its own."""

    title: str
    note: str
    url: str = ""


@dataclass
class Found:
    """The hits of one kind; `more` when there are further ones, `more_url` the ledger that shows them."""

    label: str
    hits: list[Hit] = field(default_factory=list)
    more: bool = False
    more_url: str = ""


def plain(text: str) -> str:
    """What was typed as it is compared: half-width, capitals, without blanks."""
    return unicodedata.normalize("NFKC", text).replace(" ", "").upper()


def shown(text: str) -> str:
    """What was typed as it may stand on the page: long numbers masked, part numbers not at all."""
    return "身份证号后六位" if LAST_SIX.fullmatch(text) else redact(text)


def search(user: Any, text: str) -> list[Found]:
    """What `user` may see that is called so, by kind; kinds without a hit are left out. At most three queries for each."""
    if not user.may(P.SEARCH) or not text:
        return []
    return [found for found in _kinds(user, text) if found.hits]


def _kinds(user: Any, text: str) -> Iterator[Found]:
    if ID_NUMBER.fullmatch(text):
        index = id_index(text)
        yield _people(user, Q(county_code=user.scope[:6], id_index=index))
        yield _parties(user, Q(id_index=index))
    elif LAST_SIX.fullmatch(text):
        yield _people(user, Q(last6_index=last6_index(text)))
    elif told := HOUSEHOLD.fullmatch(text):
        yield _households(user, told[1], int(told[2]))
    elif NAME.fullmatch(text):
        named = Q(name__gte=text, name__lt=text + LAST)
        yield _people(user, named, more={"q": text})
        yield _parties(user, named)
    elif LETTERS.fullmatch(text):
        yield _people(user, Q(initials__gte=text, initials__lt=text + LAST), order="initials", more={"q": text})
    else:
        yield from _numbered(user, text)


def _cut(rows: QuerySet[Any]) -> tuple[list[Any], bool]:
    found = list(rows[: SHOWN + 1])
    return found[:SHOWN], len(found) > SHOWN


def _places(rows: list[Any]) -> dict[str, str]:
    """division code → township and village of the rows; one query."""
    codes = {row.division_code for row in rows} | {f"{row.township_code}000" for row in rows}
    names = dict(Division.objects.filter(code__in=codes).values_list("code", "name")) if rows else {}
    return {
        row.division_code: "".join(
            names.get(code, "") for code in dict.fromkeys((f"{row.township_code}000", row.division_code))
        )
        for row in rows
    }


def _people(user: Any, wanted: Q, *, order: str = "name", more: dict[str, str] | None = None) -> Found:
    found = Found("人员", more_url=f"{reverse('person_list')}?{urlencode(more)}" if more else "")
    if not user.may(P.ROSTER_VIEW):
        return found
    rows = Person.objects.visible_to(user).filter(wanted).defer("phone_sealed", "id_sealed").order_by(order, "id")
    people, found.more = _cut(rows)
    places = _places(people)
    for person in people:
        state = "正在享受" if person.covered else "家庭成员" if person.household_id else "已离册"
        note = f"{person.get_sex_display()}，{person.birth_date.year} 年生，{places[person.division_code]}，{state}"
        url = reverse("household_detail", args=[person.household_id]) if person.household_id else ""
        found.hits.append(Hit(person.name, note, url))
    return found


def _households(user: Any, town: str, number: int) -> Found:
    found = Found("家庭")
    if user.may(P.ROSTER_VIEW):
        rows = Household.objects.visible_to(user).filter(county_code=town[:6], township_code=town, number=number)
        households, _ = _cut(rows)
        places = _places(households)
        found.hits = [
            Hit(h.label, places[h.division_code], reverse("household_detail", args=[h.pk])) for h in households
        ]
    return found


def _parties(user: Any, wanted: Q) -> Found:
    """Petitions of the people so called; a sealed case has none."""
    rows = (
        PetitionParty.objects.visible_to(user)
        .filter(wanted)
        .order_by("name", "id")
        .values_list("petition_id", flat=True)
    )
    return _petitions(user, Q(pk__in=list(rows[: SHOWN + 1]))) if user.may(P.PETITION_VIEW) else Found("信访件")


def _petitions(user: Any, wanted: Q) -> Found:
    found = Found("信访件")
    rows = Petition.objects.visible_to(user).filter(wanted, is_sealed=False).defer("sealed_blob", "sketch")
    petitions, found.more = _cut(rows.order_by("-received_at", "id"))
    for row in petitions:
        note = f"{row.get_state_display()}，{row.get_kind_display()}，{row.received_at.year} 年，{row.place or '地点未写明'}"
        found.hits.append(Hit(row.number, note, reverse("petition_detail", args=[row.pk])))
    return found


def _numbered(user: Any, text: str) -> Iterator[Found]:
    """Whatever carries exactly this number."""
    exact = Q(number=text)
    if user.may(P.PETITION_VIEW):
        yield _petitions(user, exact | Q(ledger_number=text))
        rows: QuerySet[Any] = PetitionCluster.objects.visible_to(user).filter(exact)
        yield _listed("重复信访", rows, "matter", "cluster_detail")
    if user.may(P.ENTRY_VIEW):
        yield _listed(
            "整改事项", RectificationEntry.objects.visible_to(user).filter(exact), "description", "entry_detail"
        )
    if user.may(P.SUPERVISION_VIEW):
        yield _listed("督办", SupervisionOrder.objects.visible_to(user).filter(exact), "subject", "order_detail")
    if user.may(P.CLUE_VIEW):
        yield _listed("线索移交", ClueReferral.objects.visible_to(user).filter(exact), "", "clue_detail")
    if user.may(P.DRAW_VIEW):
        draws, _ = _cut(Draw.objects.public_to(user).filter(county_code=user.scope[:6], code=text))
        hits = [Hit(d.code, f"{d.title}，{d.get_state_display()}", reverse("draw_detail", args=[d.pk])) for d in draws]
        yield Found("抽签", hits)


def _listed(label: str, rows: QuerySet[Any], note: str, page: str) -> Found:
    found, more = _cut(rows.order_by("pk"))
    return Found(
        label, [Hit(r.number, str(getattr(r, note, ""))[:60], reverse(page, args=[r.pk])) for r in found], more
    )
