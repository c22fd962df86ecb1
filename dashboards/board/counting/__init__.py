"""Full counts of everything the board shows, in sets: a fixed number of queries a month, whatever the size."""

import datetime as dt
from collections.abc import Sequence

from .checks import checks
from .key import Counted, Key
from .letters import clusters, letters, petitions
from .relief import relief
from .reports import changes, reports
from .work import entries, entry_flow, works

__all__ = ["Counted", "Key", "count"]


def count(county: str, months: Sequence[str], now: dt.datetime) -> Counted:
    """Every figure of the county (6 digits) for `months`, and those that stand as they are at `now`. Zeros are left out."""
    found: Counted = {}
    for part in (
        reports(county, months, now),
        changes(county, months),
        relief(county, months),
        entries(county, now),
        entry_flow(county, months),
        works(county, now),
        petitions(county, now),
        letters(county, months, now),
        clusters(county),
        checks(county, months),
    ):
        found |= part
    return {key: value for key, value in found.items() if value}
