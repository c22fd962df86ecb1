"""Reference data that ships with the program: loaded once, never overwriting what the county has changed since."""

import csv
from collections.abc import Iterator
from pathlib import Path

from core import audit
from core.models import Division, Synonym
from core.operation import operation
from core.sheets.synonyms import SHIPPED, rows_from

from ..models import BenefitRate

DATA = SHIPPED.parent


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


@operation
def load_divisions() -> int:
    """Region, city, county and townships of Jingyuan exist; returns how many were missing."""
    known = set(Division.objects.values_list("code", flat=True))
    missing = [row for row in _rows(DATA / "divisions.csv") if row["code"] not in known]
    for row in missing:
        Division.objects.create(code=row["code"], name=row["name"], level=row["level"], parent_id=row["parent"] or None)
    _note("divisions.load", len(missing))
    return len(missing)


@operation
def load_rates() -> int:
    """The rates that ship with the program exist; an amount changed by the county stays as it is."""
    key = ("area_prefix", "scheme", "grade", "care_mode", "care_level", "aid_kind", "effective_from")
    known = set(BenefitRate.objects.values_list(*key))
    missing = [row for row in _rows(DATA / "rates.csv") if tuple(row[name] for name in key) not in known]
    BenefitRate.objects.bulk_create([BenefitRate(**row | {"amount_fen": int(row["amount_fen"])}) for row in missing])
    _note("rates.load", len(missing))
    return len(missing)


@operation
def load_synonyms() -> int:
    """Every shipped word is in the dictionary; words added by the county stay."""
    known = set(Synonym.objects.values_list("form", "field", "word"))
    missing = [row for row in dict.fromkeys(rows_from(SHIPPED)) if row not in known]
    Synonym.objects.bulk_create([Synonym(form=form, field=field, word=word) for form, field, word in missing])
    _note("synonyms.load", len(missing))
    return len(missing)


def _note(action: str, added: int) -> None:
    if added:
        audit.record(action, summary={"added": added})
