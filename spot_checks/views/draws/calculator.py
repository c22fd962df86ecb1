"""How many must we visit? Arithmetic for those who plan, by the same functions the estimates use; it writes nothing."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_GET

from core import months, policy
from core.access import Request, page
from core.middleware.prove import wants_json
from core.permissions import Permission
from recipients import roster

from ... import sampling
from ...forms.calculator import MOST_DRAWN, PlannerForm
from ...sampling.exact import chance

CONFIDENCE = "0.95"
USUAL_FRAME, USUAL_RATE = 3000, "1"
SIZES = (10, 20, 30, 40, 60, 80, 100, 150, 200, 300, 400, 600, 800, 1000, 1500, 2000, 3000, 5000)
ROWS = 9
WIDTH, HEIGHT, LEFT, TOP, BOTTOM = 360, 200, 40, 12, 172  # of the drawing, in its own units


@page(Permission.DRAW_VIEW)
@require_GET
def draw_calculator(request: Request) -> HttpResponse:
    """The planner on a page of its own; for a script the answer alone, ready to be put in its place."""
    context = panel(request)
    if wants_json(request):
        return JsonResponse({"html": render_to_string("spot_checks/_calculator_answer.html", context)})
    return render(request, "spot_checks/draw_calculator.html", context)


def panel(request: Request, sample: int = 0) -> dict[str, Any]:
    """The planner's form and its answer, for the page beside a plan of `sample` as for its own."""
    given = {name: request.GET[name] for name in PlannerForm.base_fields if name in request.GET}
    meant = sample or policy.number("draw_total", months.today())
    usual: dict[str, Any] = {"rate": USUAL_RATE, "sample": meant}
    if len(given) < len(PlannerForm.base_fields):
        frame = _households(request)
        usual |= {"frame": frame, "sample": min(meant, frame)}
    form = PlannerForm(usual | given)
    return {"planner": form, "answer": answer(**form.cleaned_data) if form.is_valid() else None}


def _households(request: Request) -> int:
    """The households paid this month in the person's county."""
    owed = roster.owed_by_township(request.user.scope[:6], months.current())
    return sum(homes for homes, _ in owed.values()) or USUAL_FRAME


def answer(frame: int, rate: Decimal, sample: int) -> dict[str, Any]:
    """Both questions in a sentence each, a table of sizes round about, and where its points lie in the drawing."""
    share = str(rate / 100)
    needed = sampling.sample_size(frame, share, CONFIDENCE)
    rows = [_row(frame, share, size, sample, needed) for size in _sizes(frame, sample, needed)]
    return {
        "needed": needed,
        "find": sampling.sample_size_sentence(frame, share, CONFIDENCE),
        "wide": sampling.width_sentence(
            sample, share, sampling.expected_width(frame, sample, share, CONFIDENCE), CONFIDENCE
        ),
        "rows": rows,
        "chart": _chart(rows, float(rate), sample),
        "rate": rate.normalize(),
    }


def _sizes(frame: int, sample: int, needed: int) -> list[int]:
    """Round sizes from small to half as much again as is asked or needed, those two among them."""
    asked = {sample, min(needed, MOST_DRAWN)}
    end = min(frame, max(asked) * 3 // 2)
    found = [size for size in SIZES if size < end]
    step = max(1, len(found) // (ROWS - 3))
    return sorted({*found[::step], *asked, min(end, MOST_DRAWN)})


def _row(frame: int, share: str, size: int, sample: int, needed: int) -> dict[str, Any]:
    wrong = sampling.wrong_at(frame, share)
    width = sampling.expected_width(frame, size, share, CONFIDENCE)
    return {
        "size": size,
        "find": f"{min(1 - chance(0, frame, wrong, size), 0.9999):.1%}" if size <= frame - wrong else "100.0%",
        "none": sampling.percent_up(Fraction(sampling.most_wrong(frame, size, 0, CONFIDENCE), frame)),
        "between": f"{sampling.percent_down(Fraction(width.lower))[:-1]}–{sampling.percent_up(Fraction(width.upper))}",
        "low": width.lower * 100,
        "high": width.upper * 100,
        "asked": size == sample,
        "needed": size == needed,
    }


def _chart(rows: list[dict[str, Any]], rate: float, sample: int) -> dict[str, Any]:
    """The interval against the size of the sample, as points of an SVG drawing."""
    last = max(row["size"] for row in rows)
    shown = [row for row in rows if row["size"] * 12 >= last] or rows
    first = shown[0]["size"]
    most = max(row["high"] for row in shown) or 1.0

    def x(size: int) -> float:
        return round(LEFT + (size - first) / max(1, last - first) * (WIDTH - LEFT - 14), 1)

    def y(percent: float) -> float:
        return round(BOTTOM - percent / most * (BOTTOM - TOP), 1)

    upper = [f"{x(row['size'])},{y(row['high'])}" for row in shown]
    lower = [f"{x(row['size'])},{y(row['low'])}" for row in shown]
    return {
        "width": WIDTH,
        "height": HEIGHT,
        "left": LEFT,
        "right": WIDTH - 14,
        "top": TOP,
        "bottom": BOTTOM,
        "band": " ".join([*upper, *reversed(lower)]),
        "upper": " ".join(upper),
        "lower": " ".join(lower),
        "truth": y(rate),
        "mark": x(sample) if first <= sample <= last else None,
        "grid": [{"y": y(most * part / 4), "label": f"{most * part / 4:.1f}%"} for part in range(5)],
        "ticks": [{"x": x(size), "label": size} for size in (first, (first + last) // 2, last)],
    }
