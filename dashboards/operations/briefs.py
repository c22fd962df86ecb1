"""The county's monthly brief: drafted from the figures, mended by the office."""

from typing import Any

from django.utils import timezone

from cases.operations.supervision import names_told
from cases.rules.supervision.circular_tells_nobody import hits
from core import audit, months
from core.operation import locked, operation, require
from core.permissions import Permission
from core.refusal import EditConflict, Refused

from ..board.brief import draft, tables
from ..board.links import Links
from ..board.reading import load
from ..models import Brief

MOST = 20_000


@operation
def make_brief(county: str, month: str, *, by: Any, version: int | None = None) -> Brief:
    """The month's brief is drafted from the figures as they stand; an earlier one (opened at `version`) is replaced, text
    and tables. Raises Refused for a month not begun or without figures, EditConflict where somebody changed it meanwhile."""
    code = county[:6]
    require(by, Permission.BRIEF_MAKE, code)
    months.validate_month(month)
    if month > months.current():
        raise Refused("这个月还没有到，请选本月或以前的月份。", code="month-ahead")
    found = Brief.objects.select_for_update(of=("self",)).filter(county_code=code, month=month).first()
    if found is not None and found.version != version:
        raise EditConflict("这个月的简报已经起草，或别人刚刚改过。请打开看过再决定是否重新起草。")
    figures, links = load(by, month), Links(by)
    if figures.counted_at is None:
        raise Refused("看板数字还没有计算。请先到看板点“重新计算”，再起草简报。", code="not-counted")
    brief = found or Brief(division_code=f"{code}000000", month=month)
    brief.text, brief.charts = draft(figures, links), tables(figures, links)
    brief.counted_at, brief.made_by, brief.made_at = figures.counted_at, by, timezone.now()
    brief.version = found.version + 1 if found else 1
    brief.save()
    audit.record("brief.make", brief, by=by, summary={"month": month, "version": brief.version})
    return brief


@operation
def edit_brief(brief: Brief, *, by: Any, version: int, text: str) -> Brief:
    """The brief's text reads as given; its tables stay as they were drafted. Raises Refused (`tells-of-somebody`) where the
    text names a person or holds a number of one: the county's leadership, who see no personal data, read it too."""
    mine = locked(brief, version=version)
    require(by, Permission.BRIEF_MAKE, mine.division_code)
    plain = text.strip().replace("\r\n", "\n")
    if not plain or len(plain) > MOST:
        raise Refused(f"正文不能为空，最多 {MOST} 字。", code="text-length")
    if found := hits(plain, names_told(plain, mine.county_code)):
        raise Refused(
            f"简报里有个人信息：{'、'.join(found)}。请改为“某户”“马某”等，删去号码后再保存。",
            code="tells-of-somebody",
            findings=found,
        )
    mine.text = plain
    mine.version += 1
    mine.save(update_fields=["text", "version"])
    audit.record("brief.edit", mine, by=by, summary={"month": mine.month, "version": mine.version})
    return mine
