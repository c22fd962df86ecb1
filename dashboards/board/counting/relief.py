"""What is owed in a month by township and scheme."""

from collections.abc import Sequence

from django.db.models import Count, Sum

from recipients.models import Award

from .key import Counted, Key, place

SUMS = ("awards", "persons", "covered", "fen")


def relief(county: str, months: Sequence[str]) -> Counted:
    """Awards in force, people of their households, people covered, fen a month."""
    found: Counted = {}
    for month in months:
        rows = Award.objects.within(county).in_force(month).order_by().values("township_code", "scheme")
        summed = rows.annotate(awards=Count("pk"), people=Sum("persons"), paid=Sum("covered"), fen=Sum("monthly_fen"))
        for row in summed:
            values = (row["awards"], row["people"], row["paid"], row["fen"])
            for what, value in zip(SUMS, values, strict=True):
                found[Key(place(row["township_code"]), month, "relief", what, row["scheme"])] = value or 0
    return found
