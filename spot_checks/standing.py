"""How the visits of a draw stand, stratum by stratum: what an estimate is made from. Two queries whatever the size."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import reduce
from typing import Any

from django.db.models import Count, Q, Sum

from core.models import Attachment

from .models import ERRORS, UNKNOWN, Draw, DrawItem, Outcome, Selected, Visit

OUT = (Draw.State.REVEALED, Draw.State.PUBLISHED)
SCAN = "witness_scan"

RELEASED = Q(item__selected=Selected.MAIN) | Q(item__released_at__isnull=False)


@dataclass(frozen=True)
class Layer:
    """One stratum, or several added up: how many are in the frame, to be visited, visited and signed; of these wrong, not
    found, checked by video; the overpaid fen they told of. `main_errors` are the wrong ones of the main sample."""

    stratum: str
    population: int = 0
    sample: int = 0
    done: int = 0
    errors: int = 0
    unknown: int = 0
    video: int = 0
    overpaid_fen: int = 0
    main_errors: int = 0

    @property
    def band(self) -> str:
        """A, B or C."""
        return self.stratum[-1]

    @property
    def township(self) -> str:
        """Nine digits."""
        return self.stratum[:9]

    @property
    def missing(self) -> int:
        """To be visited, and not signed yet."""
        return self.sample - self.done

    @property
    def is_whole(self) -> bool:
        """True where every item of the frame is to be visited: nothing is left to chance."""
        return self.sample >= self.population


def layers(draw: Draw) -> list[Layer]:
    """Every stratum of the draw, in the order of the codes. Only signed visits of drawn items count; tip-offs, routine and
    unannounced visits have no drawn item or another kind, and never enter."""
    found = {stratum: Layer(stratum, population=sizes[0]) for stratum, sizes in sorted(draw.strata.items())}
    asked = draw.items.to_visit().order_by().values("stratum").annotate(count=Count("pk"))
    for row in asked:
        found[row["stratum"]] = replace(found[row["stratum"]], sample=row["count"])
    seen = Visit.objects.counting().filter(RELEASED, item__draw=draw).order_by()
    told = seen.values("item__stratum", "item__selected", "outcome").annotate(
        count=Count("pk"), fen=Sum("overpaid_fen")
    )
    for row in told:
        found[row["item__stratum"]] = _with(found[row["item__stratum"]], row)
    return list(found.values())


def _with(layer: Layer, row: dict) -> Layer:
    count, outcome = row["count"], row["outcome"]
    wrong = count if outcome in ERRORS else 0
    return replace(
        layer,
        done=layer.done + count,
        errors=layer.errors + wrong,
        unknown=layer.unknown + (count if outcome in UNKNOWN else 0),
        video=layer.video + (count if outcome == Outcome.AWAY_VIDEO else 0),
        overpaid_fen=layer.overpaid_fen + row["fen"],
        main_errors=layer.main_errors + (wrong if row["item__selected"] == Selected.MAIN else 0),
    )


def together(some: Iterable[Layer]) -> Layer:
    """The layers added up; without a band of its own."""
    return reduce(_plus, some, Layer(""))


def _plus(one: Layer, other: Layer) -> Layer:
    names = ("population", "sample", "done", "errors", "unknown", "video", "overpaid_fen", "main_errors")
    return Layer("", **{name: getattr(one, name) + getattr(other, name) for name in names})


def items_left(draws: Any) -> Any:
    """Draw and township (nine digits) of each item to visit that has no visit handed to the second inspector; `draws` are
    primary keys."""
    rows = DrawItem.objects.filter(draw__in=draws).to_visit().order_by()
    return rows.exclude(visit__state__in=[Visit.State.AWAITING, Visit.State.SIGNED]).values("draw_id", "township_code")


def unvisited(draws: Iterable[Draw]) -> Counter[tuple[Any, str]]:
    """(draw, township of nine digits) → how many of its items to visit have no visit handed to the second inspector."""
    return Counter((row["draw_id"], row["township_code"]) for row in items_left([draw.pk for draw in draws]))


def scans_of(draws: Iterable[Any]) -> Any:
    """The signed records of these draws that are attached, as `subject_id`."""
    keys = [str(draw.pk) for draw in draws]
    there = Attachment.objects.filter(subject_type=Draw._meta.label_lower, subject_id__in=keys, purpose=SCAN)
    return there.values("subject_id")


def to_scan(draws: Iterable[Any]) -> list[Any]:
    """Draws with a result that an outside witness has seen: the signed record is to be attached."""
    return [draw for draw in draws if draw.state in OUT and draw.witness_id is None and draw.witness_name]


def missing_scans(draws: Iterable[Draw]) -> list[Draw]:
    """Those of which it is not attached."""
    wanted = to_scan(draws)
    known = {row["subject_id"] for row in scans_of(wanted)}
    return [draw for draw in wanted if str(draw.pk) not in known]
