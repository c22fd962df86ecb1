"""The one way a sample grows: three errors in a township release its reserve, in the order drawn (MZDRAW1 §5.8)."""

from typing import Any

from django.utils import timezone

from core import audit
from core.models import User
from core.operation import operation
from core.operations import notices
from core.permissions import ROLE_PERMISSIONS, Permission

from .. import plan
from ..models import Draw, DrawItem, Selected
from ..standing import Layer

ENOUGH_ERRORS = 3


def planners(county: str) -> Any:
    """Those in the county who plan draws and follow them to the end."""
    roles = [role for role, held in ROLE_PERMISSIONS.items() if Permission.DRAW_PLAN in held]
    return User.objects.filter(role__in=roles, is_active=True, division__code__startswith=county)


@operation
def enlarge(draw: Draw, layers: list[Layer], *, by: User | None = None) -> int:
    """In each township with three errors or more among its main items, reserve items up to half as many again as each
    stratum's sample (rounded up) are to be visited too, in rank order and by no new seed; from which day is still to be
    said. Nobody is ever replaced, and a township is enlarged once. Says how many items were released; the draw row is locked by the caller."""
    errors: dict[str, int] = {}
    for layer in layers:
        errors[layer.township] = errors.get(layer.township, 0) + layer.main_errors
    due = [township for township, count in errors.items() if count >= ENOUGH_ERRORS]
    chosen = _to_release(draw, due) if due else {}
    for township, items in chosen.items():
        draw.items.filter(pk__in=[item.pk for item in items]).update(released_at=timezone.now(), visit_on=None)
        summary = {"code": draw.code, "township": township, "errors": errors[township], "released": len(items)}
        audit.record("draw.enlarge", draw, by=by, summary=summary)
        _announce(draw, township, errors[township], len(items))
    return sum(len(items) for items in chosen.values())


def _to_release(draw: Draw, townships: list[str]) -> dict[str, list[DrawItem]]:
    """township → its reserve items to be released; a township enlarged before is left out."""
    found: dict[str, list[DrawItem]] = {}
    taken: dict[str, int] = {}
    before: set[str] = set()
    reserve = draw.items.filter(selected=Selected.RESERVE, township_code__in=townships).order_by("stratum", "rank")
    for item in reserve.only("pk", "draw_id", "stratum", "released_at", "township_code"):
        if item.released_at is not None:
            before.add(item.township_code)
        most = -(-draw.strata[item.stratum][1] // 2)
        if taken.get(item.stratum, 0) < most:
            taken[item.stratum] = taken.get(item.stratum, 0) + 1
            found.setdefault(item.township_code, []).append(item)
    return {township: items for township, items in found.items() if township not in before}


def _announce(draw: Draw, township: str, errors: int, released: int) -> None:
    name = plan.names_of([township.ljust(12, "0")])
    inspectors = User.objects.filter(
        pk__in=draw.inspectors.filter(township_code=township).values("user_id"), is_active=True
    )
    told = {
        "key": f"draw:{draw.pk}:enlarge:{township}",
        "kind": "check",
        "title": f"{name}已查出 {errors} 项不符，按规则增加 {released} 项核查",
        "division_code": draw.division_code,
    }
    body = f"抽签 {draw.code}。增加的是抽签时已排定的备用样本，按原顺位，不重新摇号，原来的一项也不替换。"
    notices.queue(inspectors, **told, body=body, url="/checks/visits/")
    others = planners(draw.county_code).exclude(pk__in=inspectors.values("pk"))
    notices.queue(others, **told, body=body, url=f"/checks/draws/{draw.pk}/result/")
