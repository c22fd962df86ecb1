"""The monthly draw's plan, drafted by the clock the day after the deadline; people change it, and commit it."""

import datetime as dt

from core import months, policy
from core.models import Division
from core.operation import operation
from core.operations import notices
from monthly_reports.models import Period

from ..models import Draw
from .enlarging import planners
from .planning import Wanted, plan_draw

PURPOSE = "monthly"


def draft_plans(on: dt.date) -> list[Draw]:
    """In every county the month whose deadline passed last has a plan of the monthly draw; answers those drafted now. A
    plan that somebody made or gave up stays so: the program drafts once."""
    counties = sorted({code[:6] for code in Division.objects.townships().values_list("code", flat=True)})
    drafted = [_draft(county, on) for county in counties]
    return [draw for draw in drafted if draw is not None]


@operation
def _draft(county: str, on: dt.date) -> Draw | None:
    past = Period.objects.select_for_update().filter(county_code=county, due_date__lt=on)  # two clocks draft one plan
    period = past.order_by("-month").first()
    if period is None or Draw.objects.filter(county_code=county, purpose=PURPOSE, month=period.month).exists():
        return None
    wanted = Wanted(PURPOSE, period.month, policy.number("draw_total", on), minimum=policy.number("draw_minimum", on))
    draw = plan_draw(wanted, by=None, county=county)
    notices.queue(
        planners(county),
        key=f"draw:{draw.pk}:drafted",
        kind="check",
        title=f"{months.chinese(period.month)}抽查方案已拟好，请核对后封存",
        body=f"上报截止后由程序按参数拟定：抽 {draw.total} 项，每层至少 {draw.minimum} 项。可以修改，也可以放弃。",
        url=f"/checks/draws/{draw.pk}/",
        division_code=draw.division_code,
    )
    return draw
