"""Name and ID number of each candidate's head, loaded once when a frame is frozen."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any
from uuid import UUID

from core import crypto
from core.fields import place
from monthly_reports.models import ChangeLine
from recipients.models import Person

from .registry import Candidate

CHUNK = 5000


def identified(candidates: list[Candidate]) -> list[Candidate]:
    """The candidates with `name` and `id_text`; where the household is not on the roster yet, as the filed line says."""
    people = {pk: (name, sealed) for pk, name, sealed in _in_chunks(Person, _people(candidates), "name", "id_sealed")}
    wanted = [each.subject_id for each in candidates if each.person is None and _is_line(each)]
    lines = {str(pk): sealed for pk, sealed in _in_chunks(ChangeLine, wanted, "head_id_sealed")}
    return [_identified(each, people, lines) for each in candidates]


def _people(candidates: list[Candidate]) -> list[UUID]:
    return list(dict.fromkeys(each.person for each in candidates if each.person is not None))


def _is_line(each: Candidate) -> bool:
    return each.subject_type == "monthly_reports.changeline"


def _in_chunks(model: Any, keys: Iterable[Any], *columns: str) -> Iterator[tuple[Any, ...]]:
    wanted = list(keys)
    for start in range(0, len(wanted), CHUNK):
        yield from model.objects.filter(pk__in=wanted[start : start + CHUNK]).values_list("pk", *columns)


def _identified(each: Candidate, people: dict[UUID, tuple[str, bytes]], lines: dict[str, bytes]) -> Candidate:
    if each.person is not None:
        name, sealed = people[each.person]
        return replace(each, name=name, id_text=crypto.open_sealed(sealed, place(Person, "id_sealed", each.person)))
    if _is_line(each):
        sealed = lines.get(each.subject_id, b"")
        return replace(each, id_text=crypto.open_sealed(sealed, place(ChangeLine, "head_id_sealed", each.subject_id)))
    return each
