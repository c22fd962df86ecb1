"""The dictionary of column and value words as the county keeps it."""

from functools import lru_cache

from django.db.models import Count, Max

from .models import Synonym
from .sheets.synonyms import Synonyms, shipped


def load() -> Synonyms:
    """The dictionary from the database; the shipped one while the database has none."""
    state = Synonym.objects.aggregate(rows=Count("id"), newest=Max("id"))
    if not state["rows"]:
        return shipped()
    return _built(state["rows"], state["newest"])


@lru_cache(maxsize=2)
def _built(rows: int, newest: int) -> Synonyms:
    """Built once per state of the table (rows are added and removed, not edited in place, by the admin's import)."""
    return Synonyms(Synonym.objects.order_by("id").values_list("form", "field", "word"))
