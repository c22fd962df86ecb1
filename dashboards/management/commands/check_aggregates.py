"""manage.py check_aggregates: the board's figures against a plain recount; names every difference, exit 1 where there is one."""

from argparse import ArgumentParser
from typing import Any

from core.command import DONE, REFUSED, JsonCommand

from ...board.recount import recount
from ...models import Figure, FigureStand
from ...operations import figures

SHOWN = 200


class Command(JsonCommand):
    help = "看板数字与逐行重新清点的结果核对，列出每一处不同；有不同时退出码为 1"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--county", default="", help="县代码（6 位）；不写则核对所有县")
        parser.add_argument("--refresh", action="store_true", help="先重新计算一次，再核对")

    def run(self, **options: Any) -> tuple[int, dict[str, Any]]:
        asked = options["county"][:6]
        told = [_compared(code, options["refresh"]) for code in ([asked] if asked else figures.counties())]
        wrong = sum(each["different"] for each in told)
        return REFUSED if wrong else DONE, {"counties": told, "different": wrong}


def _compared(county: str, refresh: bool) -> dict[str, Any]:
    """Months that no count has reached yet are not compared; days and deadlines are those of the count."""
    wanted = figures.recent(figures.YEAR)
    if refresh:
        figures.rebuild(county, wanted)
    stand = FigureStand.objects.filter(county_code=county).first()
    if stand is None:
        return {"county": county, "counted_at": None, "figures": 0, "different": 0, "differences": []}
    rows = Figure.objects.filter(county_code=county, month__in=[*wanted, ""])
    kept: dict[tuple[str, ...], int] = {
        (row.division_code, row.month, row.kind, row.what, row.a, row.b): row.value for row in rows.iterator()
    }
    found = recount(county, wanted, stand.counted_at)
    differences = [
        {"figure": "/".join(key), "kept": kept.get(key, 0), "counted": found.get(key, 0)}
        for key in sorted(kept.keys() | found.keys())
        if kept.get(key, 0) != found.get(key, 0)
    ]
    return {
        "county": county,
        "counted_at": stand.counted_at.isoformat(),
        "figures": len(kept),
        "different": len(differences),
        "differences": differences[:SHOWN],
    }
