"""The annex of a work summary: the ledger of typical problems (典型问题办理台账), line by line as it is filed."""

from typing import Any

from core.models import Division

from ..ledger.filing import row
from .facts import marked_entries


def annex_of(scope: str, month: str) -> list[list[Any]]:
    """The lines of the division's 突出 and 典型 problems in the columns of the rectification ledger, running numbers first;
    money is fen, dates are ISO. Two queries."""
    entries = list(marked_entries(scope, month))
    codes = {f"{entry.township_code}000" for entry in entries}
    names = dict(Division.objects.filter(pk__in=codes).values_list("code", "name"))
    towns = {code[:9]: name for code, name in names.items() if not code.endswith("000000")}
    return [row(number, entry, towns) for number, entry in enumerate(entries, 1)]
