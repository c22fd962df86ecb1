"""What is late in the spot checks goes to the inboxes, each thing once: visits overdue, second signatures, the scan of an
outside witness's record, packets about to expire. No notice names whom a visit concerns."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.db.models import F

from core import months, policy
from core.models import Division, User
from core.operation import operation
from core.operations import notices

from .. import plan
from ..models import Draw, DrawInspector, Packet, Visit
from ..standing import OUT, missing_scans, unvisited
from .enlarging import planners
from .revealing import scan_due

ONE_DAY = dt.timedelta(days=1)


def remind_visits(on: dt.date) -> list[dict[str, Any]]:
    """What is late on the day is in the inboxes; answers what this run has newly sent, one entry a matter."""
    counties = sorted({code[:6] for code in Division.objects.townships().values_list("code", flat=True)})
    return [entry for county in counties for entry in _remind(county, on)]


@operation
def _remind(county: str, on: dt.date) -> list[dict[str, Any]]:
    draws = list(Draw.objects.filter(county_code=county, state__in=OUT).order_by("revealed_at"))
    found = [*_overdue(draws, on), *_signatures(county, on), *_scans(draws, on), *_packets(county, on)]
    return [entry for entry in found if entry["sent"]]


def _overdue(draws: list[Draw], on: dt.date) -> Iterator[dict[str, Any]]:
    late = {draw.pk: draw for draw in draws if draw.visits_due is not None and draw.visits_due < on}
    left = unvisited(list(late.values()))
    mine: dict[tuple[Any, Any], dict[str, int]] = {}
    for row in DrawInspector.objects.filter(draw__in=late).values_list("draw_id", "user_id", "township_code"):
        if left[row[0], row[2]]:
            mine.setdefault(row[:2], {})[row[2]] = left[row[0], row[2]]
    people = User.objects.in_bulk({user for _, user in mine})
    for (pk, user), towns in mine.items():
        draw = late[pk]
        yield {
            "matter": "overdue",
            "draw": draw.code,
            "sent": notices.queue(
                [people[user]],
                key=f"draw:{pk}:overdue",
                kind="check",
                title=f"入户核查已逾期，还有 {sum(towns.values())} 项没有完成",
                body=f"抽签 {draw.code}，截止日是 {_date(draw.visits_due)}。地点：{_towns(towns)}。",
                url="/checks/visits/",
                division_code=draw.division_code,
            ),
        }
    for pk, draw in late.items():
        towns = {town: count for (of, town), count in left.items() if of == pk}
        if towns:
            yield {
                "matter": "overdue-officer",
                "draw": draw.code,
                "sent": notices.queue(
                    planners(draw.county_code),
                    key=f"draw:{pk}:overdue-officer",
                    kind="check",
                    title=f"抽签 {draw.code} 的入户核查已逾期，还有 {sum(towns.values())} 项",
                    body=f"截止日是 {_date(draw.visits_due)}。未完成的乡镇：{_towns(towns)}。请督促核查人员。",
                    url=f"/checks/draws/{pk}/result/",
                    division_code=draw.division_code,
                ),
            }


def _signatures(county: str, on: dt.date) -> Iterator[dict[str, Any]]:
    """One notice for all that one person got on one day."""
    days = policy.number("second_signature_days", on)
    before = _midnight(on - dt.timedelta(days=days))
    rows = Visit.objects.filter(county_code=county, state=Visit.State.AWAITING, handed_at__lt=before)
    waiting: Counter[tuple[Any, dt.date]] = Counter()
    for user, at in rows.exclude(second_inspector=None).values_list("second_inspector_id", "handed_at"):
        assert at is not None  # it was handed over before a day
        waiting[user, at.astimezone(months.SHANGHAI).date()] += 1
    people = User.objects.select_related("division").in_bulk({user for user, _ in waiting})
    for (user, day), count in sorted(waiting.items(), key=lambda pair: (pair[0][1], str(pair[0][0]))):
        yield {
            "matter": "signature",
            "draw": "",
            "sent": notices.queue(
                [people[user]],
                key=f"visits:{county}:sign:{day.isoformat()}",
                kind="check",
                title=f"有 {count} 份核查表等您签字，已超过 {days} 天",
                body=f"{_date(day)}送您核对。请看过后签字，或写明理由退回第一核查人。",
                url="/checks/visits/",
                division_code=county.ljust(12, "0"),
            ),
        }


def _scans(draws: list[Draw], on: dt.date) -> Iterator[dict[str, Any]]:
    for draw in missing_scans(draws):
        due = scan_due(draw)
        if due is None or due >= on:
            continue
        yield {
            "matter": "scan",
            "draw": draw.code,
            "sent": notices.queue(
                planners(draw.county_code),
                key=f"draw:{draw.pk}:scan",
                kind="check",
                title=f"抽签 {draw.code} 的抽签记录扫描件还没有上传",
                body=f"外部见证人签字的抽签记录应在 {_date(due)}前（3 个工作日）扫描上传。",
                url=f"/checks/draws/{draw.pk}/",
                division_code=draw.division_code,
            ),
        }


def _packets(county: str, on: dt.date) -> Iterator[dict[str, Any]]:
    ending = Packet.objects.filter(
        county_code=county,
        loaded_at__isnull=True,
        cancelled_at__isnull=True,
        expires_at__gt=_midnight(on),
        expires_at__lte=_midnight(on + 2 * ONE_DAY),
    ).annotate(code=F("draw__code"))
    for packet in ending.select_related("inspector"):
        yield {
            "matter": "packet",
            "draw": packet.code,
            "sent": notices.queue(
                [packet.inspector],
                key=f"packet:{packet.pk}:expiring",
                kind="check",
                title="入户包快要过期，请尽快把结果文件传回",
                body=f"抽签 {packet.code} 的入户包过期时间是 {_moment(packet.expires_at)}，过期后结果不能再录入。",
                url="/checks/visits/",
                division_code=packet.division_code,
            ),
        }


def _midnight(day: dt.date) -> dt.datetime:
    """The beginning of a day in Shanghai."""
    return dt.datetime.combine(day, dt.time(), tzinfo=months.SHANGHAI)


def _date(day: dt.date | None) -> str:
    return f"{day.year}年{day.month}月{day.day}日" if day else ""


def _moment(at: dt.datetime) -> str:
    local = at.astimezone(months.SHANGHAI)
    return f"{_date(local.date())} {local:%H:%M}"


def _towns(towns: dict[str, int]) -> str:
    names = {code: plan.names_of([code.ljust(12, "0")]) for code in sorted(towns)}
    return "、".join(f"{names[code]} {towns[code]} 项" for code in names)
