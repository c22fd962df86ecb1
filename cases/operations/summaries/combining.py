"""The county's work summary of a month, made by the bureau's office from what townships filed and the county's facts."""

from typing import Any

from django.utils import timezone

from core import audit, months, policy
from core.models import Division
from core.operation import locked, operation, require
from core.permissions import Permission
from core.refusal import EditConflict, Refused

from ...models import CombinedSummary, WorkSummary
from ...rules.summaries.drafting import combine
from ...rules.summaries.figures import render, unknown
from ...summaries.facts import facts_of
from ...summaries.flow import FILED

MOST = 20_000


@operation
def combine_summaries(county_code: str, month: str, *, by: Any, version: int | None = None) -> CombinedSummary:
    """The county's summary is drafted from every filed township and the county's facts; those townships are 已汇总, the
    missing ones named. Combining anew (with the `version` it was opened with) takes in who came since and drafts the text
    again. Raises Refused where nobody has filed, EditConflict where somebody saved meanwhile."""
    require(by, Permission.SUMMARY_COMBINE, county_code)
    months.validate_month(month)
    county = county_code[:6]
    found = CombinedSummary.objects.select_for_update().filter(county_code=county, month=month).first()
    if found is not None and found.version != version:
        raise EditConflict("这个月已经汇总过，或别人刚刚改过。请看最新内容后再决定是否重新汇总。")
    rows = WorkSummary.objects.select_for_update().filter(county_code=county, month=month, state__in=FILED)
    filed = {row.division_code: row for row in rows.order_by("division_code")}
    if not filed:
        raise Refused("还没有乡镇报送，不能汇总。", code="nothing-filed")
    towns = list(Division.objects.townships().filter(code__startswith=county).values_list("code", "name"))
    told = [(name, render(filed[code].text, filed[code].facts)) for code, name in towns if code in filed]
    missing = [name for code, name in towns if code not in filed]
    facts = facts_of(county, month, months.today())
    combined = found or CombinedSummary(division_code=f"{county}000000", month=month)
    combined.facts, combined.missing = facts, missing
    combined.text = combine(facts, told, missing)
    combined.copied_to = combined.copied_to or policy.value("summary_copied_to", months.first_day(month))
    combined.made_by, combined.made_at = by, timezone.now()
    combined.version = (found.version + 1) if found else 1
    combined.save()
    _take_in(filed, by)
    counts = {"month": month, "townships": len(filed), "missing": len(missing)}
    audit.record("summary.combine", combined, by=by, summary=counts)
    return combined


def _take_in(filed: dict[str, WorkSummary], by: Any) -> None:
    for row in filed.values():
        if row.state != WorkSummary.State.COMBINED:
            row.state, row.combined_by = WorkSummary.State.COMBINED, by
            row.version += 1
            row.save(update_fields=["state", "combined_by", "version"])


@operation
def edit_combined(
    combined: CombinedSummary, *, by: Any, version: int, text: str, number: str, copied_to: str
) -> CombinedSummary:
    """The county's text, document number and 抄报 list read as given; its figures are those of the moment."""
    mine = locked(combined, version=version)
    require(by, Permission.SUMMARY_COMBINE, mine.division_code)
    plain = text.strip().replace("\r\n", "\n")
    if not plain or len(plain) > MOST:
        raise Refused(f"正文不能为空，最多 {MOST} 字。", code="text-length")
    if strange := unknown(plain):
        words = "、".join(f"【{word}】" for word in strange)
        raise Refused(
            f"正文里有系统不认识的数据名：{words}。请从“可引用的数据”里选用，或去掉括号。", code="figure-unknown"
        )
    mine.text, mine.number, mine.copied_to = plain, number.strip()[:40], copied_to.strip()[:200]
    mine.facts = facts_of(mine.county_code, mine.month, months.today())
    mine.version += 1
    mine.save()
    audit.record("summary.edit_combined", mine, by=by, summary={"month": mine.month})
    return mine
