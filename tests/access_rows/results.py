"""Results of draws: of the county, with each township's own row."""

from typing import Any

from django.utils import timezone

from core.models import User
from spot_checks.models import Draw, Estimate, VisitFinding
from tests.access_rows import Row
from tests.access_rows.core import NOWHERE
from tests.spot_checks.factories import make_draw, make_inspectors, make_item
from tests.spot_checks.results.people import signed


def a_result(township: str, people: dict[str, User], canary: str) -> dict[str, Any]:
    draw = make_draw(state=Draw.State.PUBLISHED, strata={f"{township[:9]}-C": [20, 2]})
    make_inspectors(draw, township)
    visit = signed(make_item(draw, township, name=canary[:60]), "mismatch", problems=["P03"], summary=canary)
    VisitFinding.objects.create(division_code=township, visit=visit, problem="P03", found_on=timezone.localdate())
    for code, sentence in ((township, canary), (draw.division_code, "全县")):
        Estimate.objects.create(
            draw=draw, division_code=code, population=20, sample=2, done=1, errors=1, unknown=0, video=0,
            rate_ppm=500_000, lower_ppm=50_000, upper_ppm=900_000, overpaid_fen=0, sentence=sentence, at=timezone.now(),
        )  # fmt: skip
    return {"pk": draw.pk}


ROWS = {name: Row(a_result, NOWHERE) for name in ("draw_result", "draw_result_print", "draw_result_file")}
