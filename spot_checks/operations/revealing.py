"""From the seed to the result, to the published files; and the public void of a draw that will not be."""

import datetime as dt
import hashlib
from collections.abc import Iterator

from django.utils import timezone

from core import audit, months, policy, uploads, workdays
from core.models import User
from core.operation import locked, operation, require
from core.operations import notices
from core.permissions import Permission
from core.refusal import NotPermitted, Refused

from .. import mzdraw, plan, sealed_frame, workflow
from ..models import Draw, DrawInspector, DrawItem, Selected
from . import pool
from .estimates import recompute


@operation
def reveal_draw(
    draw: Draw,
    *,
    values: list[str],
    by: User | None,
    witness: User | None = None,
    witness_name: str = "",
    version: int | None = None,
) -> Draw:
    """The seed values, seen by a witness, have become the result: items, tickets and inspectors stand, for good.

    The witness is the discipline officer, or a named outsider who signs the printed record. Raises Refused for values that
    are malformed or out of order; nothing is written then. Source: MZDRAW1 §5.4–5.7.
    """
    mine = locked(draw, version=version)
    state = workflow.after(mine, "reveal")
    require(by, workflow.permission("reveal"), mine.county_code)
    _check_witness(mine, by, witness, witness_name)
    assert mine.frame_file is not None  # it is committed
    rows = {row.item: row for row in sealed_frame.load(uploads.read(mine.frame_file))}
    commit = mzdraw.parse_commit(mine.commit_json.encode("ascii"))
    try:
        drawn = mzdraw.draw(sealed_frame.public(rows.values()), commit, values)
    except mzdraw.DrawRefused as bad:
        raise Refused(
            str(bad), code="bad-seed" if isinstance(bad, mzdraw.SeedValueRefused) else "frame-changed"
        ) from bad

    now = timezone.now()
    mine.state = state
    mine.seed, mine.seed_json, mine.result_tsv = drawn.seed, drawn.seed_json.decode(), drawn.result_tsv.decode()
    mine.result_sha256 = hashlib.sha256(drawn.result_tsv).hexdigest()
    mine.revealed_by, mine.revealed_at = by, now
    mine.witness, mine.witness_name = witness, witness_name.strip()[:50]
    today = months.today()
    mine.visits_due = workdays.add_workdays(today, policy.number("visit_working_days", today))
    mine.version += 1
    mine.save()
    DrawItem.objects.bulk_create(_items(mine, drawn, rows), batch_size=500)
    inspectors = _inspectors(mine, drawn)
    DrawInspector.objects.bulk_create(inspectors)
    summary = {
        "code": mine.code,
        "seed": mine.seed,
        "result": mine.result_sha256,
        "witness": witness.username if witness else "outsider",
    }
    audit.record("draw.reveal", mine, by=by, summary=summary, values={"witness": mine.witness_name})
    _tell_inspectors(mine, inspectors)
    recompute(mine)
    return mine


def _check_witness(mine: Draw, by: User | None, witness: User | None, name: str) -> None:
    if witness is None:
        if not name.strip():
            raise Refused("请写明见证人：派驻纪检监察组人员，或在打印的抽签记录上签字的外部见证人。", code="no-witness")
        return
    if by is not None and witness.pk == by.pk:
        raise NotPermitted("主持抽签的人不能自己见证，请由第二人见证。", code="four-eyes")
    require(witness, Permission.DRAW_WITNESS, mine.county_code)


def _items(mine: Draw, drawn: mzdraw.Drawn, rows: dict[str, sealed_frame.SealedRow]) -> Iterator[DrawItem]:
    for line in drawn.items:
        row = rows[line.who]
        item = DrawItem(
            draw=mine,
            division_code=row.division_code,
            stratum=line.place,
            rank=line.rank,
            item=line.who,
            ticket=line.ticket,
            selected=Selected(line.part),
            kind=row.kind,
            name=row.name,
            label=row.label,
            category=row.category,
            fen=row.fen,
            reasons=row.reasons,
            household_id=row.household or None,
            subject_type=row.subject_type,
            subject_id=row.subject_id,
        )
        item.opening = "\x1f".join([row.nonce, *map(str, row.content)])
        yield item


def _inspectors(mine: Draw, drawn: mzdraw.Drawn) -> list[DrawInspector]:
    users = {pool.code_of(at): pk for at, pk in enumerate(mine.pool)}
    return [
        DrawInspector(
            draw=mine,
            user_id=users[line.who],
            code=line.who,
            rank=line.rank,
            division_code=line.place.ljust(12, "0"),
        )
        for line in drawn.inspectors
    ]


def _tell_inspectors(mine: Draw, inspectors: list[DrawInspector]) -> None:
    """Each inspector learns where to go; whom to visit is on the page."""
    due = mine.visits_due
    assert due is not None
    for user in User.objects.filter(pk__in={each.user_id for each in inspectors}):
        towns = [each.division_code for each in inspectors if each.user_id == user.pk]
        notices.queue(
            [user],
            key=f"draw:{mine.pk}:inspect",
            kind="check",
            title=f"您被抽中到{plan.names_of(towns)}入户核查",
            body=f"抽签 {mine.code}，请在 {due.year}年{due.month}月{due.day}日前完成。不得提前告知乡镇和农户。",
            url="/checks/visits/",
            division_code=mine.division_code,
        )


@operation
def publish_draw(draw: Draw, *, by: User | None, version: int | None = None) -> Draw:
    """The four files are public inside the administration, to be checked by anyone; a second time changes nothing."""
    mine = locked(draw, version=version)
    require(by, workflow.permission("publish"), mine.county_code)
    if mine.state == Draw.State.PUBLISHED:
        return mine
    mine.state = workflow.after(mine, "publish")
    mine.published_by, mine.published_at = by, timezone.now()
    mine.version += 1
    mine.save(update_fields=["state", "published_by", "published_at", "version"])
    summary = {"code": mine.code, "commitment": mine.commitment, "seed": mine.seed, "result": mine.result_sha256}
    audit.record("draw.publish", mine, by=by, summary=summary)
    return mine


@operation
def void_draw(draw: Draw, *, reason: str, by: User, version: int | None = None) -> Draw:
    """The committed draw will not be held: it stays public under its number with the reason, and the next one of its
    purpose is chained to it. A draw with a result cannot be voided."""
    mine = locked(draw, version=version)
    if mine.is_out:
        raise Refused("结果已经产生，不能作废重抽。查无、外出的按规则计入，不得替换。", code="already-drawn")
    mine.state = workflow.after(mine, "void")
    require(by, workflow.permission("void"), mine.county_code)
    if len(reason.strip()) < 5:
        raise Refused("作废要公开理由，请至少写 5 个字。", code="no-reason")
    mine.voided_by, mine.voided_at, mine.void_reason = by, timezone.now(), reason.strip()[:300]
    mine.version += 1
    mine.save(update_fields=["state", "voided_by", "voided_at", "void_reason", "version"])
    audit.record("draw.void", mine, by=by, summary={"code": mine.code, "commitment": mine.commitment})
    return mine


def scan_due(draw: Draw) -> dt.date | None:
    """Until when the record signed by an outside witness has to be attached: three working days after the reveal."""
    if draw.revealed_at is None or draw.witness_id is not None:
        return None
    return workdays.add_workdays(draw.revealed_at.astimezone(months.SHANGHAI).date(), 3)
