"""What the draws found: the estimates, one set of figures a draw and township, the county's under its own code."""

from collections.abc import Sequence

from spot_checks.models import Estimate
from spot_checks.standing import OUT

from .key import Counted, Key

KEPT = {
    "population": "population",
    "sample": "sample",
    "done": "done",
    "errors": "errors",
    "unknown": "unknown",
    "rate": "rate_ppm",
    "lower": "lower_ppm",
    "upper": "upper_ppm",
    "final": "final",
}


def checks(county: str, months: Sequence[str]) -> Counted:
    """Of draws with a result, voided ones left out. `a` is the draw, `b` its public code; rates are parts per million."""
    rows = Estimate.objects.within(county).filter(draw__state__in=OUT, draw__month__in=months).select_related("draw")
    return {
        Key(row.division_code, row.draw.month, "check", what, str(row.draw.pk), row.draw.code): int(getattr(row, name))
        for row in rows
        for what, name in KEPT.items()
    }
