"""Fixing a draw before anybody can know its seed: the frame is frozen and hashed, the commitment enters the audit chain."""

from typing import Any

from django.utils import timezone

from core import audit
from core.models import Division, User
from core.operation import locked, operation, require
from core.operations.uploads import keep
from core.refusal import Refused
from recipients import roster
from recipients.models import Scheme

from .. import frames, mzdraw, plan, sealed_frame, workflow
from ..models import Draw, SeedKind
from . import pool

SOURCES = {SeedKind.D10: "现场摇号", SeedKind.SSQ: "中国福利彩票双色球"}
RECONCILED = "roster"


@operation
def commit_draw(
    draw: Draw, *, by: User | None, version: int | None = None, by_order: bool = False, shortage: str = ""
) -> Draw:
    """Frame, allocation, inspectors and seed source are fixed; their commitment stands in the audit chain before the seed.

    Refused while townships of the month are not taken in, unless the officer orders it (they then enter with the roster as
    it stands and are named); where the total is too small (the smallest feasible one is told); where a township has fewer
    than two inspectors and nobody says why; where a draw of the same purpose is open. Source: MZDRAW1 §5.1–5.3.
    """
    county = Division.objects.select_for_update().get(pk=draw.division_code)  # one draw of a county at a time
    mine = locked(draw, version=version)
    state = workflow.after(mine, "commit")
    require(by, workflow.permission("commit"), mine.county_code)
    _refuse_second_open(mine)
    found = plan.layered(mine)
    if found.unfiled and not by_order:
        told = plan.names_of(found.unfiled)
        raise Refused(
            f"{told}本月月报还没有接收。请等接收后再封存，或勾选“按现状封存”，这些乡镇按现有花名册进入并写入抽签记录。",
            code="not-all-filed",
        )
    if not found.rows:
        raise Refused("这个月份、这些乡镇没有可抽的对象。请检查月份和花名册。", code="frame-empty")
    allocation = plan.allocation(mine, found.sizes)
    rows = _frozen(found)
    if mine.purpose == RECONCILED:
        _reconcile(mine, found)
    townships = sorted({stratum[:9] for stratum in found.sizes})
    people = pool.pool(mine.county_code)
    recused = pool.recusals(people, townships)
    _refuse_shortage(people, recused, townships, shortage)

    now = timezone.now()
    if mine.reserve is None:
        mine.reserve = -(-max(allocation.values()) // 2)
    mine.number, mine.code = _number(mine)
    mine.previous = _previous(mine)
    mine.state, mine.snapshot_at, mine.unfiled, mine.excluded = state, now, found.unfiled, found.left_out
    frame = sealed_frame.public(rows)
    commit = _commit(mine, frame, len(people), recused)
    mine.strata = {stratum: list(pair) for stratum, pair in commit.strata.items()}
    mine.frame_sha256, mine.frame_file = frame.sha256, keep(sealed_frame.dump(rows), by=by)
    mine.commit_json, mine.commitment = commit.data.decode("ascii"), commit.commitment
    mine.pool, mine.shortage = [str(each.user_id) for each in people], shortage[:200]
    mine.committed_by, mine.committed_at = by, now
    mine.version += 1
    mine.save()
    summary = {"code": mine.code, "commitment": mine.commitment, "frame": mine.frame_sha256, "items": len(rows)}
    audit.record("draw.commit", mine, by=by, division_code=county.code, summary=summary)
    return mine


def _refuse_second_open(mine: Draw) -> None:
    other = Draw.objects.filter(county_code=mine.county_code, purpose=mine.purpose).waiting_for_seed().first()
    if other is not None:
        raise Refused(
            f"同一用途的抽签 {other.code} 已封存、还没有摇号。请先完成它，或写明理由公开作废，再封存新的。",
            code="draw-open",
        )


def _frozen(found: plan.Layered) -> list[sealed_frame.SealedRow]:
    """Every candidate under a fresh identifier, in the order of the public frame."""
    known = frames.identified([each for _, each in found.rows])
    rows = [
        sealed_frame.row_of(stratum, mzdraw.new_item(), mzdraw.new_nonce().hex(), each)
        for (stratum, _), each in zip(found.rows, known, strict=True)
    ]
    return sorted(rows, key=lambda row: (row.stratum, row.item))


def _reconcile(mine: Draw, found: plan.Layered) -> None:
    """The frame holds what the roster owes, township by township, household by household (MZDRAW1 §5.1)."""
    if found.left_out:
        return  # what is missing is counted and named in the commitment
    framed: dict[str, list[int]] = {}
    for _, each in found.rows:
        sums = framed.setdefault(each.township, [0, 0])
        sums[0] += 1
        sums[1] += each.fen
    owed = roster.owed_by_township(mine.county_code, mine.month, mine.schemes or None)
    for township in sorted(set(framed) | {t for t in owed if not mine.townships or t in mine.townships}):
        if tuple(framed.get(township, (0, 0))) != owed.get(township, (0, 0)):
            raise Refused(
                f"{township} 的抽样框与花名册的户数或金额对不上，没有封存。请联系技术人员。", code="not-reconciled"
            )


def _refuse_shortage(people: list[Any], recused: dict[str, list[int]], townships: list[str], reason: str) -> None:
    short = pool.short(people, recused, townships)
    if short and not reason.strip():
        told = plan.names_of([town.ljust(12, "0") for town in short])
        raise Refused(
            f"{told}可派的核查人员不足两人（须回避的已除外）。请在“核查人员”名册里补充，或写明不足的原因后封存。",
            code="inspectors-short",
        )


def _number(mine: Draw) -> tuple[int, str]:
    """The draw's number in its county and month; the county row is locked."""
    last = (
        Draw.objects.filter(county_code=mine.county_code, month=mine.month, number__isnull=False)
        .order_by("-number")
        .values_list("number", flat=True)
        .first()
    )
    number = (last or 0) + 1
    return number, f"{mine.county_code}-{mine.month}-{number:02d}"


def _previous(mine: Draw) -> Draw | None:
    """The draw of the same purpose this one is chained to."""
    earlier = Draw.objects.filter(county_code=mine.county_code, purpose=mine.purpose, committed_at__isnull=False)
    return earlier.order_by("-committed_at", "-number").first()


def chained(previous: Draw | None) -> str:
    """The `prev` of a commitment: zeros, or what ties it to the earlier draw's result or void (MZDRAW1 §5.2)."""
    if previous is None:
        return mzdraw.ZEROS
    if previous.state == Draw.State.VOIDED:
        return mzdraw.prev_after_void(previous.commitment, previous.void_reason)
    return mzdraw.prev_after_result(previous.result_tsv.encode("ascii"))


def _commit(mine: Draw, frame: mzdraw.Frame, people: int, recused: dict[str, list[int]]) -> mzdraw.Commit:
    assert mine.snapshot_at is not None and mine.reserve is not None
    return mzdraw.make_commit(
        frame,
        draw=mine.code,
        prev=chained(mine.previous),
        purpose=purpose_text(mine),
        snapshot=mine.snapshot_at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        total=mine.total,
        minimum=mine.minimum,
        weights=mine.weights,
        reserve=mine.reserve,
        sources=[mzdraw.Source(SOURCES[SeedKind(mine.seed_kind)], mine.seed_kind)],
        inspectors=[pool.code_of(at) for at in range(people)],
        recuse={town: [pool.code_of(at) for at in places] for town, places in recused.items()},
    )


def purpose_text(mine: Draw) -> str:
    """What the commitment says the draw is for: title, month, rule of the layers, schemes where not all, who had not filed,
    what was left out."""
    parts = [f"{mine.title} {mine.month}", f"分层规则{mine.band_rule}"]
    if mine.schemes:
        parts.append("只含" + "、".join(str(Scheme(each).label) for each in mine.schemes))
    if mine.unfiled:
        parts.append(f"未接收月报按现有花名册进入：{plan.names_of(mine.unfiled)}")
    parts += [f"未入框{reason}{count}" for reason, count in sorted(mine.excluded.items())]
    return "；".join(parts)
