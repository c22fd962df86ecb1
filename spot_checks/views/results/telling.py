"""How results are told: percentages, the bar of an interval, the chart of the months."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from core import months

from ...models import Estimate
from ...sampling import percent, percent_down, percent_up

WHOLE = 1_000_000
SCALES = (20_000, 40_000, 100_000, 200_000, 400_000, 600_000, WHOLE)  # parts per million
STEP, LEFT, TOP, HEIGHT, BELOW = 64, 52, 14, 150, 34


def share(ppm: int) -> Fraction:
    """Parts per million as a fraction of one."""
    return Fraction(ppm, WHOLE)


def axis(ppm: int) -> str:
    """A mark of an axis in as few digits as it takes: 12.5%, 50%."""
    return f"{ppm / 10_000:g}%"


def scale_of(rows: Iterable[Estimate]) -> int:
    """The end of the axis: the smallest round share that holds every upper limit."""
    most = max((row.upper_ppm for row in rows), default=0)
    return next(scale for scale in SCALES if scale >= most)


@dataclass(frozen=True)
class Told:
    """One estimate as a row of the page. `left`, `width` and `mark` place its bar on an axis of 100."""

    name: str
    estimate: Estimate
    rate: str
    lower: str
    upper: str
    left: int
    width: int
    mark: int

    @property
    def interval(self) -> str:
        """0.6%～10.2%"""
        return f"{self.lower}～{self.upper}"


def told(row: Estimate, name: str, scale: int) -> Told:
    """The row under its name, its bar drawn to the scale."""
    left, right = row.lower_ppm * 100 // scale, -(-row.upper_ppm * 100 // scale)
    return Told(
        name=name,
        estimate=row,
        rate=percent(share(row.rate_ppm)),
        lower=percent_down(share(row.lower_ppm)),
        upper=percent_up(share(row.upper_ppm)),
        left=left,
        width=max(right - left, 1),
        mark=row.rate_ppm * 100 // scale,
    )


def chart(rows: Sequence[Estimate]) -> dict[str, Any]:
    """The county's intervals draw by draw, oldest first, as places in a picture; `rows` come with their draw."""
    scale = scale_of(rows)

    def y(ppm: int) -> int:
        return TOP + HEIGHT - ppm * HEIGHT // scale

    points = [
        {
            "x": LEFT + STEP * at + STEP // 2,
            "y": y(row.rate_ppm),
            "top": y(row.upper_ppm),
            "bottom": y(row.lower_ppm),
            "month": f"{int(row.draw.month[5:])}月",
            "year": row.draw.month[:4] if at == 0 or row.draw.month[5:] == "01" else "",
            "told": told(row, months.chinese(row.draw.month), scale),
        }
        for at, row in enumerate(rows)
    ]
    return {
        "points": points,
        "grid": [{"y": y(scale * part // 4), "label": axis(scale * part // 4)} for part in range(5)],
        "left": LEFT,
        "right": LEFT + STEP * max(len(points), 1),
        "label_x": LEFT - 6,
        "month_y": TOP + HEIGHT + 16,
        "year_y": TOP + HEIGHT + 30,
        "width": LEFT + STEP * max(len(points), 1) + 8,
        "height": TOP + HEIGHT + BELOW,
    }
