"""What a petition of the docket is compared by when repeats are looked for: keyed fingerprints, one key for open and sealed
cases, so that both are found and neither tells the other."""

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from core.crypto import derived_key
from core.months import SHANGHAI

from .. import repeats
from ..models import Petition, PetitionParty
from ..repeats import Features, split_names
from .places import Places

TOWN = re.compile(r"^.{1,8}?(?:街道|[乡镇])")
VILLAGE = re.compile(r"^[\u4e00-\u9fff]{1,8}?(?:村民委员会|居民委员会|村委会|居委会|社区|村)")
Person = tuple[str, str, str]  # name, blind index of the ID number, blind index of the telephone


def sketch_key() -> bytes:
    """The one key of all fingerprints."""
    return derived_key("petition-sketch")


def features_of(petition: Petition, people: Iterable[Person], places: Places) -> Features:
    """The fingerprints of a petition whose text stands in its row."""
    told = list(people)
    township, village = where(petition.place, petition.division_code, places)
    return repeats.features(
        repeats.Petition(
            number=petition.number,
            received=petition.received_at.astimezone(SHANGHAI).date(),
            text=petition.text,
            names=list(dict.fromkeys(name for person in told for name in split_names(person[0]))),
            id_keys=[person[1] for person in told if person[1]],
            phone_keys=[person[2] for person in told if person[2]],
            village=village,
            township=township,
            accused=[name for each in petition.accused for name in split_names(str(each))],
            kind=petition.category,
            anonymous=petition.is_anonymous,
        ),
        sketch_key(),
    )


def where(text: str, division_code: str, places: Places) -> tuple[str, str]:
    """Township and village: as the place was written, else as the division says."""
    bare = "".join(text.split())
    town = TOWN.match(bare)
    village = VILLAGE.match(bare[town.end() :] if town else bare)
    return (
        town[0] if town else places.township_name(division_code),
        village[0] if village else places.villages.get(division_code, ""),
    )


def sketch_of(petition: Petition, people: Iterable[Person], places: Places) -> bytes:
    """What is kept of a case that is about to be sealed."""
    return repeats.packed(features_of(petition, people, places).sealed())


def docket(county_code: str, rows: Any = None) -> dict[str, tuple[Any, Features]]:
    """number → (petition id, fingerprints) of a county's petitions, sealed ones from their sketch; three queries.
    `rows` narrows them."""
    found = Petition.objects.within(county_code) if rows is None else rows
    places, people = Places.of(county_code), people_of(found)
    only = found.only(
        "number", "received_at", "text", "place", "division_code", "accused", "category", "is_anonymous", "is_sealed",
        "sketch",
    ).order_by()  # fmt: skip
    marked: dict[str, tuple[Any, Features]] = {}
    for each in only.iterator(chunk_size=2000):
        if not each.is_sealed:
            marked[each.number] = each.pk, features_of(each, people.get(each.pk, ()), places)
        elif each.sketch:
            marked[each.number] = each.pk, replace(repeats.unpacked(bytes(each.sketch)), number=each.number)
    return marked


def people_of(rows: Any) -> dict[Any, list[Person]]:
    """petition id → its people; one query."""
    found: dict[Any, list[Person]] = {}
    told = PetitionParty.objects.filter(petition__in=rows.order_by().values("pk")).order_by("petition_id", "id")
    for pk, *person in told.values_list("petition_id", "name", "id_index", "phone_index"):
        found.setdefault(pk, []).append((person[0], person[1], person[2]))
    return found
