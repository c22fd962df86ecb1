"""A draw's plan: what is drawn from, how many, by which seed. Nothing is fixed until it is committed."""

from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from core import audit, months
from core.models import Division, User
from core.operation import locked, operation, require
from core.refusal import Refused
from recipients.models import Scheme

from .. import frames, workflow
from ..models import Draw, SeedKind
from ..rules import bands

MOST = 100_000


@dataclass(frozen=True)
class Wanted:
    """What the officer asks for. `townships` are codes of 9 or 12 digits, empty for all; `reserve` is per stratum; None leaves
    it to the commit: half of the largest stratum's sample, so that the rule of enlarging can always be kept."""

    purpose: str
    month: str
    total: int
    minimum: int = 1
    reserve: int | None = None
    seed_kind: str = SeedKind.D10
    title: str = ""
    townships: tuple[str, ...] = ()
    schemes: tuple[str, ...] = ()
    weights: dict[str, int] = field(default_factory=lambda: dict(bands.WEIGHTS))


@operation
def plan_draw(wanted: Wanted, *, by: User | None, county: str = "") -> Draw:
    """The plan stands, open to change. Raises Refused where it cannot be meant."""
    county = county or (by.scope[:6] if by else "")
    require(by, workflow.permission("commit"), county)
    values = _checked(wanted, county)
    division = Division.objects.filter(code=county.ljust(12, "0")).first()
    if division is None:
        raise Refused("没有这个县的行政区划，请先运行 load_divisions。", code="no-county")
    draw = Draw(division_code=division.code, planned_by=by, planned_at=timezone.now(), **values)
    draw.save()
    audit.record("draw.plan", draw, by=by, summary=_summary(draw))
    return draw


@operation
def change_plan(draw: Draw, wanted: Wanted, *, by: User, version: int) -> Draw:
    """The plan is as asked now. Raises EditConflict when somebody else saved first."""
    mine = locked(draw, version=version)
    workflow.after(mine, "change")
    require(by, workflow.permission("change"), mine.county_code)
    values = _checked(wanted, mine.county_code)
    for name, value in values.items():
        setattr(mine, name, value)
    mine.version += 1
    mine.save(update_fields=[*values, "version"])
    audit.record("draw.plan", mine, by=by, summary=_summary(mine))
    return mine


@operation
def discard_plan(draw: Draw, *, by: User, version: int) -> Draw:
    """The plan is given up; nothing had been fixed."""
    mine = locked(draw, version=version)
    mine.state = workflow.after(mine, "discard")
    require(by, workflow.permission("discard"), mine.county_code)
    mine.version += 1
    mine.save(update_fields=["state", "version"])
    audit.record("draw.discard", mine, by=by)
    return mine


def _summary(draw: Draw) -> dict[str, Any]:
    return {
        "purpose": draw.purpose,
        "month": draw.month,
        "total": draw.total,
        "min": draw.minimum,
        "seed": draw.seed_kind,
    }


def _checked(wanted: Wanted, county: str) -> dict[str, Any]:
    """The columns of the plan. Raises Refused with what is wrong."""
    known = {each.code: each for each in frames.sources()}
    if wanted.purpose not in known:
        raise Refused("没有这种抽查对象。", code="purpose-unknown")
    if not months.FORM.fullmatch(wanted.month):
        raise Refused("月份应写作 2021-07 的形式。", code="month-form")
    if wanted.month > months.add(months.current(), 1):
        raise Refused("这个月份还没有到，没有它的花名册。", code="month-in-future")
    if not 1 <= wanted.total <= MOST:
        raise Refused(f"抽取总数应在 1 到 {MOST} 之间。", code="total-range")
    if not 0 <= wanted.minimum <= wanted.total or not 0 <= (wanted.reserve or 0) <= MOST:
        raise Refused("每层至少数不能大于抽取总数，备用数不能为负。", code="minimum-range")
    if wanted.seed_kind not in SeedKind.values:
        raise Refused("种子来源只能是现场摇号或双色球。", code="seed-kind")
    if set(wanted.weights) != set(bands.WEIGHTS) or any(w < 0 for w in wanted.weights.values()):
        raise Refused("层权重应为 A、B、C 三层的非负整数。", code="weights")
    if unknown := set(wanted.schemes) - set(Scheme.values):
        raise Refused(f"没有这种救助类别：{'、'.join(sorted(unknown))}。", code="scheme-unknown")
    townships = sorted({code[:9] for code in wanted.townships})
    if any(not code.startswith(county) for code in townships):
        raise Refused("只能抽查本县的乡镇。", code="township-unknown")
    return {
        "purpose": wanted.purpose,
        "title": (wanted.title or known[wanted.purpose].title)[:80],
        "month": wanted.month,
        "total": wanted.total,
        "minimum": wanted.minimum,
        "reserve": wanted.reserve,
        "seed_kind": wanted.seed_kind,
        "townships": townships,
        "schemes": list(wanted.schemes),
        "weights": dict(wanted.weights),
        "band_rule": bands.LATEST,
    }
